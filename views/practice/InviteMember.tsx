import { useSignal } from "@preact/signals";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { copyText } from "../../browser/clipboard.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { practiceApi } from "../../practice/api.ts";
import { withOpeningProof } from "../../practice/account/proofs.ts";
import { practiceJournal } from "../../practice/journal/journal.ts";
import { textOf, useForm } from "../../practice/form.ts";
import { inviteMember } from "../../practice/members/member_invitation.ts";
import { seenVersions } from "../../practice/vault/seen_versions.ts";
import type { MemberRole } from "../../wire/members.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";

type Texts = Catalogue["practice"]["members"];

interface InviteMemberProps {
  t: Pick<Catalogue["practice"], "members" | "errors">;
  lang: Lang;
  /** Who invites. */
  memberId: string;
  practiceId: string;
  onInvited: () => void;
}

/** Makes the link for a new member. The practice key is wrapped for it, so the inviting member proves to be there. */
export function InviteMember({ t, lang, memberId, practiceId, onInvited }: InviteMemberProps) {
  const texts = t.members;
  const link = useSignal<string | undefined>(undefined);
  const told = useSignal("");
  const { ref, ready, busy, problem, run } = useForm();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    link.value = undefined;
    told.value = "";
    const role = textOf(new FormData(ref.current!), "role") as MemberRole;
    void run(async () => {
      const by = { api: practiceApi, seen: seenVersions, origin: location.origin, practiceId, memberId };
      link.value = await withOpeningProof("practice", (proof) => inviteMember(by, role, proof));
      await practiceJournal.note({ kind: "member_invited", role });
      onInvited();
    });
  };
  const copy = async (made: string) => {
    told.value = await copyText(made) ? texts.copied : texts.copyFailed;
  };
  return (
    <section aria-labelledby="invite-member" class="card stack">
      <h2 id="invite-member">{texts.invite}</h2>
      <p>{texts.inviteLead}</p>
      {link.value && <MemberLink texts={texts} link={link.value} told={told.value} onCopy={copy} />}
      <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
        <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
        <RoleChoice texts={texts} />
        <div>
          <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
            {texts.makeLink}
          </Button>
        </div>
      </form>
    </section>
  );
}

interface MemberLinkProps {
  texts: Texts;
  link: string;
  told: string;
  onCopy: (link: string) => void;
}

/** The link of a member invitation; it is shown once. */
function MemberLink({ texts, link, told, onCopy }: MemberLinkProps) {
  return (
    <div class="flex flex-col gap-3 p-4 rounded-xl bg-accent-soft" data-member-link={link}>
      <h3 ref={takeFocus}>{texts.linkTitle}</h3>
      <p>{texts.linkLead}</p>
      <p class="text-sm break-all">{link}</p>
      <div>
        <Button kind="secondary" onClick={() => onCopy(link)}>{texts.copy}</Button>
      </div>
      <p role="status" class="empty:hidden">{told}</p>
    </div>
  );
}

function RoleChoice({ texts }: { texts: Texts }) {
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="font-semibold">{texts.role}</legend>
      {(["assistant", "practitioner"] as const).map((role) => (
        <label key={role} class="inline-flex items-center gap-3 min-h-12 cursor-pointer">
          <input
            type="radio"
            name="role"
            value={role}
            defaultChecked={role === "assistant"}
            class="w-6 h-6 flex-none accent-current"
          />
          <span>
            <span class="font-semibold">{texts.roles[role]}:</span> {texts.roleLeads[role]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
