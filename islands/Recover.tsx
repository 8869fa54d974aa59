import { useSignal } from "@preact/signals";
import { Button } from "../components/Button.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewPassphraseFields } from "../components/practice/NewPassphraseFields.tsx";
import type { FieldSentence } from "../components/Field.tsx";
import { TextField } from "../components/TextField.tsx";
import { parseRecoveryKey, type RecoveryKeyError } from "../e2ee/vault.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { emailError, type FieldError, newPassphraseErrors } from "../practice/account/account_form.ts";
import { forgetKeys } from "../practice/account/key_store.ts";
import { type OpenedRecovery, openRecovery, recover } from "../practice/account/recovery.ts";
import { textOf, useForm } from "../practice/form.ts";
import { problemOf, sentenceOf } from "../practice/problem.ts";

export interface RecoverProps {
  t: Pick<Catalogue["practice"], "recover" | "signIn" | "setUp" | "errors" | "showPassphrase">;
  lang: Lang;
}

type Field = "email" | "recoveryKey" | "passphrase" | "repeat";
type Step = () => Promise<void | "leaving">;

/** The way back in: first the recovery key, then a new passphrase. */
export default function Recover({ t, lang }: RecoverProps) {
  useKeptFocus();
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<Field, FieldSentence>();
  const shown = useSignal(false);
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
        // It was used elsewhere in the meantime.
        if (problemOf(error).code === "recovery_wrong") opened.value = undefined;
        throw error;
      }
    });
  }

  function proof(data: FormData): Step | undefined {
    const [email, key] = [textOf(data, "email"), textOf(data, "recoveryKey")];
    const parsed = parseRecoveryKey(key);
    const wrong = refuse({
      email: sentence(emailError(email)),
      recoveryKey: "error" in parsed ? keySentence(parsed.error) : undefined,
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
    if (refuse({ passphrase: sentence(found.passphrase), repeat: sentence(found.repeat) })) return;
    return async () => {
      await recover(by, passphrase);
      location.replace("/practice");
      return "leaving";
    };
  }

  function sentence(code: FieldError | undefined): FieldSentence | undefined {
    return code && { code, text: t.errors[code] };
  }

  function keySentence(error: RecoveryKeyError): FieldSentence {
    if (typeof error === "string") return { code: error, text: t.recover.errors[error] };
    return { code: "mistyped", text: fill(t.recover.errors.mistyped, { group: error.mistypedGroup }) };
  }

  return (
    // method=dialog: without script the browser sends nothing, above all no key.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      {opened.value
        ? (
          <>
            <Notice kind="success">{t.recover.opened}</Notice>
            <input type="email" name="email" value={opened.value.email} autoComplete="username" hidden />
            <NewPassphraseFields
              t={{
                passphrase: t.recover.passphrase,
                passphraseHint: t.setUp.passphraseHint,
                repeat: t.recover.repeat,
              }}
              shown={shown.value}
              errors={{ passphrase: errors.value.passphrase, repeat: errors.value.repeat }}
            />
            <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
            <div>
              <Button type="submit" kind="primary" busy={busy.value}>{t.recover.save}</Button>
            </div>
          </>
        )
        : (
          <>
            <TextField
              name="email"
              type="email"
              label={t.signIn.email}
              autoComplete="username"
              autoFocus
              error={errors.value.email}
            />
            <TextField
              name="recoveryKey"
              label={t.recover.key}
              hint={t.recover.keyHint}
              autoComplete="off"
              spellcheck={false}
              inputMode="numeric"
              class="digits"
              error={errors.value.recoveryKey}
            />
            <div>
              <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
                {t.recover.submit}
              </Button>
            </div>
          </>
        )}
      <p role="status" class="text-muted">{busy.value ? t.recover.busy : ""}</p>
    </form>
  );
}
