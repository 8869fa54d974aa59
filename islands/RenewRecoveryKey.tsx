import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { focusFirstInvalid, textOf } from "../practice/forms.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { renewRecoveryKey } from "../practice/sign_in.ts";

export interface RenewRecoveryKeyProps {
  t: Pick<Catalogue["practice"], "settings" | "setUp" | "errors">;
  lang: Lang;
  practiceId: string;
  email: string;
}

/** Makes a new recovery key; the list's page shows it. */
export default function RenewRecoveryKey({ t, lang, practiceId, email }: RenewRecoveryKeyProps) {
  const ready = useSignal(false);
  const busy = useSignal(false);
  const missing = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => void (ready.value = true), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value || !ready.value) return;
    const passphrase = textOf(new FormData(form.current!), "passphrase");
    missing.value = passphrase === "";
    if (missing.value) return focusFirstInvalid(form.current!, { passphrase: true });
    busy.value = true;
    problem.value = undefined;
    try {
      await renewRecoveryKey(practiceId, email, passphrase);
      location.assign("/practice");
    } catch (error) {
      problem.value = problemOf(error);
      busy.value = false;
      if (problem.value.code === "passphrase_wrong") focusFirstInvalid(form.current!, { passphrase: true });
    }
  }

  return (
    <form ref={form} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      <TextField
        id="field-recovery-passphrase"
        name="passphrase"
        type="password"
        label={t.settings.passphrase}
        autoComplete="current-password"
        error={missing.value ? { code: "empty", text: t.errors.empty } : undefined}
      />
      <div>
        <Button type="submit" kind="secondary" disabled={!ready.value} busy={busy.value}>
          {t.settings.renewRecoveryKey}
        </Button>
      </div>
      <p role="status" class="text-muted empty:hidden">{busy.value ? t.setUp.stretching : ""}</p>
    </form>
  );
}
