import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewPassphraseFields } from "../components/practice/NewPassphraseFields.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { focusFirstInvalid, textOf } from "../practice/forms.ts";
import { type FieldError, newPassphraseErrors } from "../practice/passphrase_rules.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { changePassphrase } from "../practice/sign_in.ts";

export interface ChangePassphraseProps {
  t: Pick<Catalogue["practice"], "settings" | "setUp" | "errors" | "showPassphrase">;
  lang: Lang;
  email: string;
}

type Field = "current" | "passphrase" | "repeat";

/** Changes the passphrase; asks for the one so far. */
export default function ChangePassphrase({ t, lang, email }: ChangePassphraseProps) {
  const ready = useSignal(false);
  const busy = useSignal(false);
  const shown = useSignal(false);
  const done = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const errors = useSignal<Partial<Record<Field, FieldError>>>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => void (ready.value = true), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value || !ready.value) return;
    const data = new FormData(form.current!);
    const [current, passphrase] = [textOf(data, "current"), textOf(data, "passphrase")];
    errors.value = {
      ...(current === "" ? { current: "empty" } : {}),
      ...newPassphraseErrors({ passphrase, repeat: textOf(data, "repeat") }),
    };
    done.value = false;
    if (Object.keys(errors.value).length > 0) return focusFirstInvalid(form.current!, errors.value);
    busy.value = true;
    problem.value = undefined;
    try {
      await changePassphrase(email, current, passphrase);
      form.current?.reset();
      done.value = true;
    } catch (error) {
      problem.value = problemOf(error);
      if (problem.value.code === "passphrase_wrong") focusFirstInvalid(form.current!, { current: true });
    }
    busy.value = false;
  }

  const sentence = (field: Field) => {
    const code = errors.value[field];
    return code && { code, text: t.errors[code] };
  };
  return (
    // method=dialog: without script the browser sends nothing, above all no passphrase.
    <form ref={form} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      {/* For password managers: whose passphrase this is. */}
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      <TextField
        name="current"
        type={shown.value ? "text" : "password"}
        label={t.settings.currentPassphrase}
        autoComplete="current-password"
        error={sentence("current")}
      />
      <NewPassphraseFields
        t={{
          passphrase: t.settings.newPassphrase,
          passphraseHint: t.setUp.passphraseHint,
          repeat: t.settings.repeatPassphrase,
        }}
        shown={shown.value}
        errors={{ passphrase: sentence("passphrase"), repeat: sentence("repeat") }}
      />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <div>
        <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
          {t.settings.changePassphrase}
        </Button>
      </div>
      <p role="status" class="text-muted">{busy.value ? t.setUp.stretching : ""}</p>
      {done.value && (
        <Notice kind="success">
          <p data-done="passphrase">{t.settings.passphraseChanged}</p>
        </Notice>
      )}
    </form>
  );
}
