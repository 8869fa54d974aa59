import type { Catalogue } from "../i18n/mod.ts";
import { Notice } from "./Notice.tsx";
import { phoneLink } from "./phone.ts";

/** The operator of this installation, in the shape of the configuration. */
interface OperatorContact {
  name: string;
  address: string;
  email: string;
  phone: string;
}

interface OperatorProps {
  t: Catalogue["legal"];
  operator: OperatorContact;
}

/** Warns that the operator has not entered its details. */
export function OperatorMissing({ t, operator }: OperatorProps) {
  return operator.name === "" ? <Notice kind="warning" code="operator_unset">{t.unset}</Notice> : null;
}

/** Name, address and contact details of the operator. */
export function OperatorDetails({ t, operator }: OperatorProps) {
  const { name, address, email, phone } = operator;
  return (
    <dl>
      <dt>{t.imprint.operator}</dt>
      <dd class="whitespace-pre-line">{name ? [name, address].filter(Boolean).join("\n") : t.notGiven}</dd>
      <dt>{t.imprint.email}</dt>
      <dd>{email ? <a href={`mailto:${email}`}>{email}</a> : t.notGiven}</dd>
      <dt>{t.imprint.phone}</dt>
      <dd>{phone ? <a href={phoneLink(phone)}>{phone}</a> : t.notGiven}</dd>
    </dl>
  );
}
