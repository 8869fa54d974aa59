import { Notice } from "../components/Notice.tsx";
import { PassphraseProof } from "../components/practice/PassphraseProof.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { renewRecoveryKey } from "../practice/account/recovery.ts";
import { textOf, useForm } from "../practice/form.ts";
import { sentenceOf } from "../practice/problem.ts";

export interface RenewRecoveryKeyProps {
  t: Pick<Catalogue["practice"], "settings" | "setUp" | "errors">;
  lang: Lang;
  practiceId: string;
  email: string;
}

/** Makes a new recovery key; the list's page shows it. */
export default function RenewRecoveryKey({ t, lang, practiceId, email }: RenewRecoveryKeyProps) {
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<"passphrase">();

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const passphrase = textOf(new FormData(ref.current!), "passphrase");
    if (busy.value || refuse({ passphrase: passphrase === "" ? "empty" : undefined })) return;
    void run(async () => {
      await renewRecoveryKey(practiceId, email, passphrase);
      location.assign("/practice");
      return "leaving";
    }, { passphrase_wrong: "passphrase" });
  }

  return (
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <PassphraseProof
        id="field-recovery-passphrase"
        label={t.settings.passphrase}
        email={email}
        error={errors.value.passphrase &&
          { code: errors.value.passphrase, text: t.errors[errors.value.passphrase] }}
        submit={t.settings.renewRecoveryKey}
        kind="secondary"
        ready={ready.value}
        busy={busy.value}
        working={t.setUp.stretching}
      />
    </form>
  );
}
