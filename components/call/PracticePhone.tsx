import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { phoneLink } from "../phone.ts";

interface PracticePhoneProps {
  phone: string | undefined;
  t: Catalogue["call"];
}

/** Calls the practice, if the invitation has a number. */
export function PracticePhone({ phone, t }: PracticePhoneProps) {
  if (!phone) return null;
  return (
    <Button kind="secondary" href={phoneLink(phone)}>
      {fill(t.waiting.phone, { phone: phone.replaceAll(" ", "\u00a0") })}
    </Button>
  );
}
