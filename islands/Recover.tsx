import { type Signal, useSignal } from "@preact/signals";
import { Button } from "../components/Button.tsx";
import type { FieldSentence } from "../components/Field.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewPassphraseFields } from "../components/practice/NewPassphraseFields.tsx";
import { TextField } from "../components/TextField.tsx";
import { parseRecoveryKey, type RecoveryKeyError } from "../e2ee/vault.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { emailError, newPassphraseErrors } from "../practice/account/account_form.ts";
import { commonErrors } from "../practice/account/common_passphrases.ts";
import { forgetKeys } from "../practice/vault/key_store.ts";
import { type OpenedRecovery, openRecovery, recover } from "../practice/account/recovery.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { textOf, useForm, withSentence } from "../practice/form.ts";
import { problemOf } from "../practice/problem.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface RecoverProps {
  t: Pick<Catalogue["practice"], "recover" | "signIn" | "setUp" | "errors" | "showPassphrase">;
  lang: Lang;
}

type Field = "email" | "recoveryKey" | "passphrase" | "repeat";
type Step = () => Promise<void | "leaving">;

/** Recovers an account: first the recovery key, then a new passphrase. */
export default function Recover({ t, lang }: RecoverProps) {
  useKeptFocus();
  const { ref, ready, busy, problem, errors, opened, submit } = useRecovery(t);
  const shown = useSignal(false);
  return (
    // method=dialog: without script the browser sends nothing, above all no key.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      {opened.value
        ? (
          <NewPassphraseStep
            t={t}
            email={opened.value.email}
            shown={shown}
            errors={errors.value}
            busy={busy.value}
          />
        )
        : <RecoveryKeyStep t={t} errors={errors.value} ready={ready.value} busy={busy.value} />}
      <p role="status" class="text-muted">{busy.value ? t.recover.busy : ""}</p>
    </form>
  );
}

function useRecovery(t: RecoverProps["t"]) {
  const form = useForm<Field, FieldSentence>();
  const { ref, busy, refuse, run } = form;
  const opened = useSignal<OpenedRecovery | undefined>(undefined);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const data = new FormData(ref.current!);
    const step = opened.value ? newPassphrase(opened.value, data) : proof(data);
    if (!step) return;
    void run(async () => {
      try {
        return await step();
      } catch (error) {
        // The recovery key was used elsewhere in the meantime.
        if (problemOf(error).code === "recovery_wrong") opened.value = undefined;
        throw error;
      }
    });
  }

  function proof(data: FormData): Step | undefined {
    const [email, key] = [textOf(data, "email"), textOf(data, "recoveryKey")];
    const parsed = parseRecoveryKey(key);
    const wrong = refuse({
      email: withSentence(emailError(email), t.errors),
      recoveryKey: "error" in parsed ? keySentence(parsed.error, t) : undefined,
    });
    if (wrong) return;
    return async () => {
      await forgetKeys(); // a browser that cannot keep a key cannot be signed in
      opened.value = await openRecovery(email, key);
      queueMicrotask(() => ref.current?.querySelector<HTMLInputElement>("[name=passphrase]")?.focus());
    };
  }

  function newPassphrase(by: OpenedRecovery, data: FormData): Step | undefined {
    const passphrase = textOf(data, "passphrase");
    const found = newPassphraseErrors({ passphrase, repeat: textOf(data, "repeat") });
    const wrong = refuse({
      passphrase: withSentence(found.passphrase, t.errors),
      repeat: withSentence(found.repeat, t.errors),
    });
    if (wrong) return;
    return async () => {
      const { passphrase: common } = await commonErrors(passphrase, [by.email]);
      if (refuse({ passphrase: withSentence(common, t.errors) })) return;
      await recover(by, passphrase);
      await practiceJournal.note({ kind: "recovery_key_used" });
      location.replace("/practice");
      return "leaving";
    };
  }

  return { ...form, opened, submit };
}

function keySentence(error: RecoveryKeyError, t: RecoverProps["t"]): FieldSentence {
  if (typeof error === "string") return { code: error, text: t.recover.errors[error] };
  return { code: "mistyped", text: fill(t.recover.errors.mistyped, { group: error.mistypedGroup }) };
}

interface StepProps {
  t: RecoverProps["t"];
  errors: Partial<Record<Field, FieldSentence>>;
  busy: boolean;
}

function RecoveryKeyStep({ t, errors, ready, busy }: StepProps & { ready: boolean }) {
  return (
    <>
      <TextField
        name="email"
        type="email"
        label={t.signIn.email}
        autoComplete="username"
        autoFocus
        error={errors.email}
      />
      <TextField
        name="recoveryKey"
        label={t.recover.key}
        hint={t.recover.keyHint}
        autoComplete="off"
        spellcheck={false}
        inputMode="numeric"
        class="digits"
        error={errors.recoveryKey}
      />
      <div>
        <Button type="submit" kind="primary" disabled={!ready} busy={busy}>{t.recover.submit}</Button>
      </div>
    </>
  );
}

function NewPassphraseStep(
  { t, email, shown, errors, busy }: StepProps & { email: string; shown: Signal<boolean> },
) {
  const { passphrase, repeat } = t.recover;
  return (
    <>
      <Notice kind="success">{t.recover.opened}</Notice>
      <input type="email" name="email" value={email} autoComplete="username" hidden />
      <NewPassphraseFields
        t={{ ...t.setUp, passphrase, repeat }}
        shown={shown.value}
        errors={{ passphrase: errors.passphrase, repeat: errors.repeat }}
      />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <div>
        <Button type="submit" kind="primary" busy={busy}>{t.recover.save}</Button>
      </div>
    </>
  );
}
