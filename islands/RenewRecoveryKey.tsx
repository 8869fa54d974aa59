import { PassphraseProof } from "../components/practice/PassphraseProof.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { renewRecoveryKey } from "../practice/account/recovery.ts";
import { usePassphraseForm, withSentence } from "../practice/form.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface RenewRecoveryKeyProps {
  t: Pick<Catalogue["practice"], "settings" | "setUp" | "errors">;
  lang: Lang;
  practiceId: string;
  email: string;
}

/** Replaces the recovery key; the list's page shows the new one. */
export default function RenewRecoveryKey({ t, lang, practiceId, email }: RenewRecoveryKeyProps) {
  const { ref, ready, busy, problem, errors, submit } = usePassphraseForm(async (passphrase) => {
    await renewRecoveryKey(practiceId, email, passphrase);
    location.assign("/practice");
    return "leaving";
  });
  return (
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <PassphraseProof
        id="field-recovery-passphrase"
        label={t.settings.passphrase}
        email={email}
        error={withSentence(errors.value.passphrase, t.errors)}
        submit={t.settings.renewRecoveryKey}
        kind="secondary"
        ready={ready.value}
        busy={busy.value}
        working={t.setUp.stretching}
      />
    </form>
  );
}
