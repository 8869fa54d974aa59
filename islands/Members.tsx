import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { takeFocus, useKeptFocus } from "../components/focus.ts";
import { Dialog } from "../components/Dialog.tsx";
import { Notice } from "../components/Notice.tsx";
import { TextField } from "../components/TextField.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { formatStart } from "../practice/dates.ts";
import { focusFirstInvalid, textOf } from "../practice/form.ts";
import { inviteMember } from "../practice/members/member_invitation.ts";
import { removeMember, resealAll } from "../practice/members/member_removal.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { practiceSettings } from "../practice/settings/settings_store.ts";
import { practiceVault } from "../practice/vault/vault.ts";
import { copyText } from "../browser/clipboard.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import type { MemberRole, MembersAnswer } from "../wire/practice.ts";

type Member = MembersAnswer["members"][number];

export interface MembersProps {
  t: Pick<Catalogue["practice"], "members" | "errors" | "setUp">;
  lang: Lang;
  practiceId: string;
  /** Whoever is signed in. */
  member: { id: string; email: string; role: MemberRole };
}

/** Who belongs to the practice; practitioners invite and remove. */
export default function Members({ t, lang, practiceId, member }: MembersProps) {
  useKeptFocus();
  const texts = t.members;
  const answer = useSignal<MembersAnswer | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const told = useSignal("");
  const removing = useSignal<Member | undefined>(undefined);
  const busy = useSignal(false);
  /** Records that could not be sealed anew yet, after somebody was removed. */
  const oldSeals = useSignal<number | "unknown">(0);
  const reseals = useRef(0);
  const mayDecide = member.role === "practitioner";

  async function load() {
    try {
      answer.value = await practiceApi.listMembers();
    } catch (error) {
      problem.value = problemOf(error);
    }
  }
  useEffect(() => {
    void load();
    reseal().catch((error) => problem.value = problemOf(error));
  }, []);

  /** Goes on with what a removal has left to be done. */
  async function reseal() {
    const number = ++reseals.current;
    try {
      const left = await resealAll({
        api: practiceApi,
        vault: practiceVault,
        ...(mayDecide ? { settings: practiceSettings } : {}),
        practiceId,
      });
      if (number === reseals.current) oldSeals.value = left; // else a later one knows better
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
      if (number === reseals.current) oldSeals.value = "unknown";
    }
  }

  /** Does something, tells what came of it, and shows what is there now. */
  async function act(work: () => Promise<void>, done: string) {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    told.value = "";
    try {
      await work();
      told.value = done;
    } catch (error) {
      problem.value = problemOf(error);
    }
    await load();
    busy.value = false;
  }

  function remove({ id, name }: Member) {
    removing.value = undefined;
    void act(async () => {
      await removeMember({ api: practiceApi, practiceId }, id);
      await reseal();
    }, fill(texts.removed, { name }));
  }

  const { members = [], invitations = [] } = answer.value ?? {};
  return (
    <div class="flex flex-col gap-8" data-members={answer.value ? "ready" : "loading"}>
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <p role="status" class={told.value ? "font-semibold" : "sr-only"}>
        {busy.value ? texts.busy : told.value}
      </p>
      {oldSeals.value !== 0 && (
        <Notice kind="warning" code="seals_old">
          <p>
            {oldSeals.value === "unknown"
              ? texts.oldSealsUnknown
              : fill(texts.oldSeals, { count: oldSeals.value })}
          </p>
          <div class="mt-3">
            <Button kind="secondary" busy={busy.value} onClick={() => void act(reseal, "")}>
              {texts.resealNow}
            </Button>
          </div>
        </Notice>
      )}
      <ul class="flex flex-col gap-3">
        {members.map((other) => (
          <li
            key={other.id}
            data-member={other.role}
            class="flex flex-wrap items-center justify-between gap-4 p-5 rounded-2xl bg-card border border-line"
          >
            <div class="min-w-0">
              <h2 id={`member-${other.id}`} class="text-lg break-words">
                {other.name} {other.id === member.id && <span class="text-muted">({texts.you})</span>}
              </h2>
              <p class="text-muted break-words">{other.email} · {texts.roles[other.role]}</p>
            </div>
            {mayDecide && other.id !== member.id && (
              <Button
                kind="secondary"
                aria-describedby={`member-${other.id}`}
                busy={busy.value}
                onClick={() => removing.value = other}
              >
                {texts.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {invitations.length > 0 && (
        <section aria-labelledby="open-invitations">
          <h2 id="open-invitations" class="mb-3">{texts.open}</h2>
          <ul class="flex flex-col gap-3">
            {invitations.map(({ id, role, expiresAtMs }) => (
              <li key={id} class="flex flex-wrap items-center justify-between gap-4" data-invitation>
                <span id={`invitation-${id}`}>
                  {texts.roles[role]}, {fill(texts.until, { time: formatStart(expiresAtMs, lang) })}
                </span>
                {mayDecide && (
                  <Button
                    kind="secondary"
                    aria-describedby={`invitation-${id}`}
                    busy={busy.value}
                    onClick={() =>
                      void act(() => practiceApi.withdrawMemberInvitation(id), texts.withdrawn)}
                  >
                    {texts.withdraw}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayDecide
        ? <InviteMember t={t} lang={lang} member={member} onInvited={load} />
        : <p>{texts.practitionersOnly}</p>}
      <Dialog
        id="remove-member"
        title={fill(texts.removeTitle, { name: removing.value?.name ?? "" })}
        open={removing.value !== undefined}
        onClose={() => removing.value = undefined}
      >
        <p>{texts.removeLead}</p>
        <div class="flex flex-wrap gap-4">
          <Button kind="danger" onClick={() => removing.value && remove(removing.value)}>
            {texts.removeYes}
          </Button>
          <Button kind="secondary" onClick={() => removing.value = undefined}>{texts.removeNo}</Button>
        </div>
      </Dialog>
    </div>
  );
}

/** Makes the link for a new member; asks for the passphrase, for the practice key is wrapped by it. */
function InviteMember(
  { t, lang, member, onInvited }: Pick<MembersProps, "t" | "lang" | "member"> & { onInvited: () => void },
) {
  const texts = t.members;
  const busy = useSignal(false);
  const missing = useSignal(false);
  const ready = useSignal(false);
  useEffect(() => void (ready.value = true), []);
  const link = useSignal<string | undefined>(undefined);
  const told = useSignal("");
  const problem = useSignal<Problem | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const data = new FormData(form.current!);
    const passphrase = textOf(data, "passphrase");
    missing.value = passphrase === "";
    if (missing.value) return focusFirstInvalid(form.current!, { passphrase: true });
    busy.value = true;
    problem.value = undefined;
    link.value = undefined;
    told.value = "";
    try {
      const { email, id } = member;
      const by = { api: practiceApi, origin: location.origin, email, memberId: id };
      link.value = await inviteMember(by, textOf(data, "role") as MemberRole, passphrase);
      const typed = form.current?.elements.namedItem("passphrase") as HTMLInputElement | null;
      if (typed) typed.value = "";
      onInvited();
    } catch (error) {
      problem.value = problemOf(error);
      if (problem.value.code === "passphrase_wrong") focusFirstInvalid(form.current!, { passphrase: true });
    }
    busy.value = false;
  }

  return (
    <section aria-labelledby="invite-member" class="card stack">
      <h2 id="invite-member">{texts.invite}</h2>
      <p>{texts.inviteLead}</p>
      {link.value && (
        <div class="flex flex-col gap-3 p-4 rounded-xl bg-accent-soft" data-member-link={link.value}>
          <h3 ref={takeFocus}>{texts.linkTitle}</h3>
          <p>{texts.linkLead}</p>
          <p class="text-sm break-all">{link.value}</p>
          <div>
            <Button
              kind="secondary"
              onClick={async () =>
                told.value = await copyText(link.value!) ? texts.copied : texts.copyFailed}
            >
              {texts.copy}
            </Button>
          </div>
          <p role="status" class="empty:hidden">{told.value}</p>
        </div>
      )}
      <form ref={form} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
        {problem.value && (
          <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
        )}
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
        <input type="email" name="email" value={member.email} autoComplete="username" readOnly hidden />
        <TextField
          name="passphrase"
          type="password"
          label={texts.passphrase}
          hint={texts.passphraseHint}
          autoComplete="current-password"
          error={missing.value ? { code: "empty", text: t.errors.empty } : undefined}
        />
        <div>
          <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
            {texts.makeLink}
          </Button>
        </div>
        <p role="status" class="empty:hidden text-muted">{busy.value ? t.setUp.stretching : ""}</p>
      </form>
    </section>
  );
}
