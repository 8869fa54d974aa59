import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { RecoveryKeySheet } from "../components/practice/RecoveryKeySheet.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { copyText } from "../browser/clipboard.ts";
import { preloadRoomWhenIdle } from "../call/entry/preload_room.ts";
import { loadKey } from "../practice/vault/key_store.ts";
import { practiceApi } from "../practice/api.ts";
import { bindOwnEntry } from "../practice/members/member_entries.ts";
import { forgetLongUnseen } from "../practice/vault/seen_versions.ts";
import { confirmRecoveryKey, settleRecoveryKey } from "../practice/account/recovery.ts";
import { isPassphraseShort } from "../practice/account/short_passphrase.ts";
import { isUnconfirmed } from "../practice/account/recovery_reminder.ts";
import { VaultLockedError } from "../practice/errors.ts";
import type { MemberRole } from "../wire/members.ts";
import { AccountNews } from "../views/practice/AccountNews.tsx";
import ConsultationList from "../views/practice/ConsultationList.tsx";
import OpenVault from "../views/practice/OpenVault.tsx";

interface PracticeHomeProps {
  t: Pick<
    Catalogue["practice"],
    | "list"
    | "errors"
    | "recoveryKey"
    | "openVault"
    | "setUp"
    | "signIn"
    | "journal"
    | "members"
    | "settings"
  >;
  lang: Lang;
  practiceId: string;
  practiceName: string;
  email: string;
  role: MemberRole;
  /** The settings page's labels for a new recovery key, and another passphrase. */
  renew: string;
  change: string;
}

/** The list of consultations; before it the passphrase if it is needed, and a recovery key that is not confirmed yet. */
export default function PracticeHome(
  { t, lang, practiceId, practiceName, email, role, renew, change }: PracticeHomeProps,
) {
  useKeptFocus();
  const state = useSignal<"loading" | "locked" | "ready">("loading");
  const recoveryKey = useSignal<string | undefined>(undefined);
  const memberId = useSignal("");
  const notice = useSignal<"refused" | "unconfirmed" | undefined>(undefined);

  async function load() {
    try {
      const kept = await loadKey(practiceId);
      memberId.value = kept.memberId;
      const settled = await settleRecoveryKey(kept, email);
      recoveryKey.value = settled.recoveryKey;
      if (settled.refused) notice.value = "refused";
      else if (isUnconfirmed(kept.memberId)) notice.value = "unconfirmed";
      await forgetLongUnseen();
      // The list of members shows who is not bound yet; the next visit tries again.
      if (kept.isUnbound) void bindOwnEntry(practiceApi, kept).catch(() => {});
      state.value = "ready";
    } catch (error) {
      // Other errors are told by the list; a recovery key in doubt is asked about when the page is next opened.
      state.value = error instanceof VaultLockedError ? "locked" : "ready";
    }
  }
  useEffect(() => void load(), []);
  useEffect(preloadRoomWhenIdle, []);

  function confirmed() {
    confirmRecoveryKey(memberId.value);
    recoveryKey.value = undefined;
    notice.value = undefined;
  }

  if (state.value === "loading") return <p class="text-muted">{t.list.loading}</p>;
  if (state.value === "locked") return <OpenVault t={t} lang={lang} email={email} onOpened={load} />;
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
  return (
    <>
      <div class="flex flex-col gap-4 mb-8 empty:hidden">
        {notice.value && (
          <Notice kind="warning" code={`recovery_key_${notice.value}`}>
            {t.recoveryKey[notice.value === "refused" ? "notRenewed" : "neverConfirmed"]}{" "}
            <a href="/practice/settings#recovery-title" class="underline">{renew}</a>
          </Notice>
        )}
        {isPassphraseShort() && (
          <Notice kind="warning" code="passphrase_short">
            {t.setUp.passphraseOld}{" "}
            <a href="/practice/settings#passphrase-title" class="underline">{change}</a>
          </Notice>
        )}
        <AccountNews t={t} lang={lang} practiceId={practiceId} />
      </div>
      <ConsultationList role={role} t={t.list} errors={t.errors} lang={lang} practiceId={practiceId} />
    </>
  );
}
