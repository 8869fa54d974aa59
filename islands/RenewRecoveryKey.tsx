import { Button } from "../components/Button.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { withOpeningProof } from "../practice/account/proofs.ts";
import { renewRecoveryKey } from "../practice/account/recovery.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { useForm } from "../practice/form.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface RenewRecoveryKeyProps {
  t: Pick<Catalogue["practice"], "settings" | "errors">;
  lang: Lang;
  practiceId: string;
  email: string;
}

/** Replaces the recovery key; the list's page shows the new one. */
export default function RenewRecoveryKey({ t, lang, practiceId, email }: RenewRecoveryKeyProps) {
  const { ready, busy, problem, run } = useForm();
  const renew = () =>
    run(async () => {
      await withOpeningProof("account", (proof) => renewRecoveryKey(practiceId, email, proof));
      await practiceJournal.note({ kind: "recovery_key_renewed" });
      location.assign("/practice");
      return "leaving";
    });
  return (
    <div class="flex flex-col gap-6">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <div>
        <Button kind="secondary" disabled={!ready.value} busy={busy.value} onClick={() => void renew()}>
          {t.settings.renewRecoveryKey}
        </Button>
      </div>
    </div>
  );
}
