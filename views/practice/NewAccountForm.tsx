import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../../components/Button.tsx";
import type { FieldSentence } from "../../components/Field.tsx";
import { Checkbox } from "../../components/practice/Checkbox.tsx";
import { NewAccountFields } from "../../components/practice/NewAccountFields.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import type { AccountField } from "../../practice/account/account_form.ts";
import { type FormState, withSentence } from "../../practice/form.ts";

interface NewAccountFormProps {
  t: Pick<Catalogue["practice"], "setUp" | "errors" | "showPassphrase">;
  form: FormState<AccountField, keyof Catalogue["practice"]["errors"] & string>;
  submitLabel: string;
  disabled?: boolean;
  onSubmit: (data: FormData) => void;
  /** What stands before the fields of the account. */
  before?: (sentence: (field: AccountField) => FieldSentence | undefined) => ComponentChildren;
}

/** The form that creates an account, at set-up or by a member invitation. */
export function NewAccountForm({ t, form, submitLabel, disabled, onSubmit, before }: NewAccountFormProps) {
  const { ref, busy, errors } = form;
  const shown = useSignal(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy.value) onSubmit(new FormData(ref.current!));
  };
  const sentence = (field: AccountField) => withSentence(errors.value[field], t.errors);
  return (
    // method=dialog: without script the browser sends nothing, above all no passphrase.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {before?.(sentence)}
      <NewAccountFields t={t.setUp} shown={shown.value} sentence={sentence} />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <Button type="submit" kind="primary" disabled={disabled ?? false} busy={busy.value}>
        {submitLabel}
      </Button>
      <p role="status" class="text-muted">{busy.value ? t.setUp.stretching : ""}</p>
    </form>
  );
}
