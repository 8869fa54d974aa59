import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewAccountFields } from "../components/practice/NewAccountFields.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { accountErrors, type AccountField } from "../practice/account/account_form.ts";
import { joinPractice } from "../practice/account/new_member.ts";
import { forgetFragment, takeFragment } from "../practice/account/secret_fragment.ts";
import { practiceApi } from "../practice/api.ts";
import { textOf, useForm } from "../practice/form.ts";
import { type MemberInvitation, parseMemberInvitation } from "../practice/members/member_invitation.ts";
import { problemOf, sentenceOf } from "../practice/problem.ts";
import type { OpenMemberInvitationAnswer } from "../wire/practice.ts";

export interface JoinPracticeProps {
  t: Pick<Catalogue["practice"], "join" | "setUp" | "members" | "errors" | "showPassphrase">;
  lang: Lang;
}

/** Becomes a member by an invitation link, whose secret part never leaves this tab. */
export default function JoinPractice({ t, lang }: JoinPracticeProps) {
  const link = useSignal<MemberInvitation | undefined>(undefined);
  const invitation = useSignal<OpenMemberInvitationAnswer | undefined>(undefined);
  const { ref, busy, problem, errors, refuse, run } = useForm<AccountField>();
  const shown = useSignal(false);

  useEffect(() => {
    const take = async () => {
      try {
        link.value = await parseMemberInvitation(takeFragment("member-link") ?? "");
        invitation.value = await practiceApi.openMemberInvitation(link.value.token);
        problem.value = undefined;
      } catch (error) {
        const { code, ...rest } = problemOf(error);
        // A link that is damaged is as good as none.
        problem.value = { ...rest, code: code === "vault_invalid" ? "member_invitation_unknown" : code };
      }
    };
    void take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value || !link.value || !invitation.value) return;
    const data = new FormData(ref.current!);
    const fields = {
      practiceName: invitation.value.practiceName,
      memberName: textOf(data, "memberName"),
      email: textOf(data, "email"),
      passphrase: textOf(data, "passphrase"),
      repeat: textOf(data, "repeat"),
    };
    if (refuse(accountErrors(fields))) return;
    const [by, { keyEpoch }] = [link.value, invitation.value];
    void run(async () => {
      await joinPractice(by, keyEpoch, fields);
      forgetFragment("member-link");
      location.replace("/practice");
      return "leaving";
    });
  }

  const sentence = (field: AccountField) => {
    const code = errors.value[field];
    return code && { code, text: t.errors[code] };
  };
  return (
    <>
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      {invitation.value && (
        <>
          <p class="lead">
            {fill(t.join.invited, { practice: invitation.value.practiceName })}
          </p>
          <p>
            {t.join.task} <strong>{t.members.roles[invitation.value.role]}:</strong>{" "}
            {t.members.roleLeads[invitation.value.role]}
          </p>
          <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
            <NewAccountFields t={t.setUp} shown={shown.value} sentence={sentence} />
            <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
            <Button type="submit" kind="primary" busy={busy.value}>{t.join.submit}</Button>
            <p role="status" class="text-muted">{busy.value ? t.setUp.stretching : ""}</p>
          </form>
        </>
      )}
    </>
  );
}
