import { useSignal } from "@preact/signals";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { accountErrors, type AccountField, accountFieldsOf } from "../practice/account/account_form.ts";
import { commonErrors } from "../practice/account/common_passphrases.ts";
import { joinPractice } from "../practice/account/new_member.ts";
import { forgetFragment, tabSecret, takeFragment } from "../practice/account/secret_fragment.ts";
import { practiceApi } from "../practice/api.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { useForm } from "../practice/form.ts";
import { type MemberInvitation, parseMemberInvitation } from "../practice/members/member_invitation.ts";
import { problemOf } from "../practice/problem.ts";
import { useHash } from "../practice/use_hash.ts";
import { NewAccountForm } from "../views/practice/NewAccountForm.tsx";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";
import type { OpenMemberInvitationAnswer } from "../wire/members.ts";

interface JoinPracticeProps {
  t: Pick<Catalogue["practice"], "join" | "setUp" | "members" | "errors" | "showPassphrase">;
  lang: Lang;
}

/** Accepts a member invitation. The secret in its link never leaves this tab. */
export default function JoinPractice({ t, lang }: JoinPracticeProps) {
  const invitation = useSignal<MemberInvitation | undefined>(undefined);
  /** What the server tells of the invitation. */
  const opened = useSignal<OpenMemberInvitationAnswer | undefined>(undefined);
  const form = useForm<AccountField>();
  const { problem, refuse, run } = form;

  useHash(async () => {
    try {
      const fragment = takeFragment("member-link") ?? "";
      invitation.value = await parseMemberInvitation(fragment, tabSecret("member-claim"));
      const { token, claim } = invitation.value;
      opened.value = await practiceApi.openMemberInvitation({ token, claim });
      problem.value = undefined;
    } catch (error) {
      const { code, ...rest } = problemOf(error);
      // A damaged link is told like an unknown one.
      problem.value = { ...rest, code: code === "vault_invalid" ? "member_invitation_unknown" : code };
    }
  });

  function submit(data: FormData) {
    if (!invitation.value || !opened.value) return;
    const [by, offered] = [invitation.value, opened.value];
    const fields = { ...accountFieldsOf(data), practiceName: offered.practiceName };
    if (refuse(accountErrors(fields))) return;
    void run(async () => {
      const { passphrase, memberName, email } = fields;
      if (refuse(await commonErrors(passphrase, [offered.practiceName, memberName, email]))) return;
      await joinPractice(by, offered, fields);
      await practiceJournal.note({ kind: "member_joined", role: offered.role });
      forgetFragment("member-link");
      location.replace("/practice");
      return "leaving";
    });
  }

  return (
    <>
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      {opened.value && (
        <>
          <p class="lead">{fill(t.join.invited, { practice: opened.value.practiceName })}</p>
          <p>
            {t.join.task} <strong>{t.members.roles[opened.value.role]}:</strong>{" "}
            {t.members.roleLeads[opened.value.role]}
          </p>
          <NewAccountForm t={t} form={form} submitLabel={t.join.submit} onSubmit={submit} />
        </>
      )}
    </>
  );
}
