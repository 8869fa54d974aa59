import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { RecoveryKeySheet } from "../components/practice/RecoveryKeySheet.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { copyText } from "../practice/clipboard.ts";
import { keepRecoveryKey, loadKey } from "../practice/key_store.ts";
import type { MemberRole } from "../wire/practice.ts";
import ConsultationList from "./ConsultationList.tsx";

export interface PracticeHomeProps {
  t: Pick<Catalogue["practice"], "list" | "errors" | "recoveryKey">;
  lang: Lang;
  practiceId: string;
  practiceName: string;
  email: string;
  role: MemberRole;
}

/** The list of consultations; before it, as long as nobody has it on paper, the recovery key. */
export default function PracticeHome({ t, lang, practiceId, practiceName, email, role }: PracticeHomeProps) {
  const ready = useSignal(false);
  const recoveryKey = useSignal<string | undefined>(undefined);
  useEffect(() => {
    loadKey(practiceId)
      .then((kept) => recoveryKey.value = kept.recoveryKey, () => {}) // the list tells what is the matter
      .finally(() => ready.value = true);
  }, []);

  async function confirmed() {
    await keepRecoveryKey(practiceId, undefined).catch(() => {}); // the sign-in has ended, and the key with it
    recoveryKey.value = undefined;
  }

  if (!ready.value) return <p class="text-muted">{t.list.loading}</p>;
  if (recoveryKey.value !== undefined) {
    return (
      <RecoveryKeySheet
        t={t.recoveryKey}
        recoveryKey={recoveryKey.value}
        practiceName={practiceName}
        email={email}
        copy={copyText}
        onConfirmed={confirmed}
      />
    );
  }
  return <ConsultationList role={role} t={t.list} errors={t.errors} lang={lang} practiceId={practiceId} />;
}
