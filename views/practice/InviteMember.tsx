import { useSignal } from "@preact/signals";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { PassphraseProof } from "../../components/practice/PassphraseProof.tsx";
import { copyText } from "../../browser/clipboard.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { practiceApi } from "../../practice/api.ts";
import { textOf, usePassphraseForm, withSentence } from "../../practice/form.ts";
import { inviteMember } from "../../practice/members/member_invitation.ts";
import type { MemberRole } from "../../wire/members.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";

type Texts = Catalogue["practice"]["members"];

interface InviteMemberProps {
  t: Pick<Catalogue["practice"], "members" | "errors" | "setUp">;
  lang: Lang;
  /** The member who invites. */
  member: { id: string; email: string };
  onInvited: () => void;
}

/** Makes the link for a new member. It contains the practice key, so the inviting member proves the passphrase. */
export function InviteMember({ t, lang, member, onInvited }: InviteMemberProps) {
  const texts = t.members;
  const link = useSignal<string | undefined>(undefined);
  const told = useSignal("");
  const { ref, ready, busy, problem, errors, submit } = usePassphraseForm(async (passphrase) => {
    const { email, id } = member;
    const by = { api: practiceApi, origin: location.origin, email, memberId: id };
    const role = textOf(new FormData(ref.current!), "role") as MemberRole;
    link.value = await inviteMember(by, role, passphrase);
    const typed = ref.current?.elements.namedItem("passphrase") as HTMLInputElement | null;
    if (typed) typed.value = "";
    onInvited();
  }, () => {
    link.value = undefined;
    told.value = "";
  });
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
        <PassphraseProof
          label={texts.passphrase}
          hint={texts.passphraseHint}
          email={member.email}
          error={withSentence(errors.value.passphrase, t.errors)}
          submit={texts.makeLink}
          kind="primary"
          ready={ready.value}
          busy={busy.value}
          working={t.setUp.stretching}
        />
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
