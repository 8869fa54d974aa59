import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { useKeptFocus, useShown } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { RemovalDialog } from "../components/practice/RemovalDialog.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { withProof } from "../practice/account/proofs.ts";
import { practiceApi } from "../practice/api.ts";
import { removeMember, renewPracticeKey, resealAll } from "../practice/members/key_rotation.ts";
import { type Problem, problemOf } from "../practice/problem.ts";
import { practiceSettings } from "../practice/settings/settings_store.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { checkMembers, type MemberCheck } from "../practice/members/member_entries.ts";
import { loadKey } from "../practice/vault/key_store.ts";
import { seenVersions } from "../practice/vault/seen_versions.ts";
import { practiceSeals } from "../practice/vault/record_seals.ts";
import { practiceVault } from "../practice/vault/vault.ts";
import { InviteMember } from "../views/practice/InviteMember.tsx";
import { type Member, MemberInvitationList, MemberList } from "../views/practice/MemberLists.tsx";
import { NewPracticeKey } from "../views/practice/NewPracticeKey.tsx";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";
import { ApiError, NetworkError } from "../wire/client.ts";
import type { MemberRole, MembersAnswer } from "../wire/members.ts";

interface MembersProps {
  t: Pick<Catalogue["practice"], "members" | "errors">;
  lang: Lang;
  practiceId: string;
  /** The member who is signed in. */
  member: { id: string; role: MemberRole };
}

/** The members of the practice. Practitioners can invite and remove members, and make a new practice key. */
export default function Members({ t, lang, practiceId, member }: MembersProps) {
  useKeptFocus();
  const texts = t.members;
  const isPractitioner = member.role === "practitioner";
  const { answer, checks, problem, told, busy, oldSeals, load, act, reseal } = useMembers(
    practiceId,
    isPractitioner,
  );
  const asked = useSignal<{ what: MemberAction; member: Member } | undefined>(undefined);
  const ask = (what: MemberAction) =>
    isPractitioner ? (chosen: Member) => void (asked.value = { what, member: chosen }) : undefined;

  const rotator = {
    api: practiceApi,
    vault: practiceVault,
    settings: practiceSettings,
    seals: practiceSeals,
    practiceId,
  };

  function remove({ id, name }: Member) {
    void act(async () => {
      await withProof("practice", (proof) => removeMember(rotator, id, proof));
      await practiceJournal.note({ kind: "member_removed", name });
      await reseal();
    }, fill(texts.removed, { name }));
  }

  function renewKey() {
    void act(async () => {
      await withProof("practice", (proof) => renewPracticeKey(rotator, proof));
      await practiceJournal.note({ kind: "key_changed" });
      await reseal();
    }, texts.newKey.made);
  }

  function endSessions({ id, name }: Member) {
    const done = id === member.id ? texts.ownSessionsEnded : fill(texts.sessionsEnded, { name });
    void act(async () => {
      await withProof("practice", (proof) => practiceApi.endMemberSessions(id, proof));
      await practiceJournal.note({ kind: "member_signed_out", member: id, name });
    }, done);
  }

  const shown = useShown(told.value);
  const { members = [], invitations = [] } = answer.value ?? {};
  const shared = { texts, busy: busy.value };
  return (
    <div class="flex flex-col gap-8" data-members={answer.value ? "ready" : "loading"}>
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <div ref={shown}>
        <p role="status" class={told.value ? "font-semibold" : "sr-only"}>
          {busy.value ? texts.busy : told.value}
        </p>
      </div>
      <OldSealsNotice
        {...shared}
        count={oldSeals.value}
        onReseal={() => void act(() => reseal(true), "")}
      />
      <MemberList
        {...shared}
        members={members}
        checks={checks.value}
        ownId={member.id}
        onRemove={ask("remove")}
        onEndSessions={ask("endSessions")}
        onEndOwnSessions={ask("endOwnSessions")}
      />
      <MemberInvitationList
        {...shared}
        lang={lang}
        invitations={invitations}
        onWithdraw={isPractitioner
          ? (id) =>
            void act(async () => {
              await practiceApi.withdrawMemberInvitation(id);
              await practiceJournal.note({ kind: "invitation_withdrawn" });
            }, texts.withdrawn)
          : undefined}
      />
      {isPractitioner
        ? (
          <>
            <InviteMember t={t} lang={lang} memberId={member.id} practiceId={practiceId} onInvited={load} />
            <NewPracticeKey {...shared} onRenew={renewKey} />
          </>
        )
        : <p>{texts.practitionersOnly}</p>}
      {MEMBER_ACTIONS.map((what) => (
        <MemberQuestion
          key={what}
          texts={texts}
          what={what}
          item={asked.value?.what === what ? asked.value.member : undefined}
          onYes={what === "remove" ? remove : endSessions}
          onClose={() => asked.value = undefined}
        />
      ))}
    </div>
  );
}

/** The list of members, and what is done with it, one action at a time. */
function useMembers(practiceId: string, isPractitioner: boolean) {
  const answer = useSignal<MembersAnswer | undefined>(undefined);
  const checks = useSignal<ReadonlyMap<string, MemberCheck>>(new Map());
  const problem = useSignal<Problem | undefined>(undefined);
  const told = useSignal("");
  const busy = useSignal(false);
  /** How many records are still sealed with a former practice key, after it was replaced. */
  const oldSeals = useSignal<number | "settings" | "unknown">(0);
  const reseals = useRef(0);

  async function load() {
    try {
      const listed = await practiceApi.listMembers();
      try {
        checks.value = await checkMembers(await loadKey(practiceId), listed, seenVersions);
      } catch (error) {
        problem.value = problemOf(error); // without a key nothing can be compared
      }
      answer.value = listed;
    } catch (error) {
      problem.value = problemOf(error);
    }
  }
  useEffect(() => {
    void load();
    reseal().catch((error) => problem.value = problemOf(error));
  }, []);

  /** Reseals what an earlier rotation has left. */
  async function reseal(mayAsk = false) {
    const number = ++reseals.current;
    try {
      const left = await resealAll({
        api: practiceApi,
        vault: practiceVault,
        ...(isPractitioner ? { settings: practiceSettings } : {}),
        practiceId,
      }, mayAsk);
      if (number === reseals.current) oldSeals.value = left; // else a later run has the newer count
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
      if (number === reseals.current) oldSeals.value = "unknown";
    }
  }

  /** Does something, tells `done` if it succeeds, and loads the list. */
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

  return { answer, checks, problem, told, busy, oldSeals, load, act, reseal };
}

const MEMBER_ACTIONS = ["remove", "endSessions", "endOwnSessions"] as const;
type MemberAction = typeof MEMBER_ACTIONS[number];

interface MemberQuestionProps {
  texts: MembersProps["t"]["members"];
  what: MemberAction;
  item: Member | undefined;
  onYes: (member: Member) => void;
  onClose: () => void;
}

/** Asks before a member is removed, or signed out everywhere. */
function MemberQuestion({ texts, what, item, onYes, onClose }: MemberQuestionProps) {
  const { title, lead, yes } = texts.questions[what];
  return (
    <RemovalDialog
      id={`member-${what}`}
      title={fill(title, { name: item?.name ?? "" })}
      item={item}
      yes={yes}
      no={texts.removeNo}
      onRemove={(member) => {
        onClose();
        onYes(member);
      }}
      onClose={onClose}
    >
      <p>{lead}</p>
    </RemovalDialog>
  );
}

interface OldSealsNoticeProps {
  texts: MembersProps["t"]["members"];
  count: number | "settings" | "unknown";
  busy: boolean;
  onReseal: () => void;
}

const OLD_SEALS = {
  settings: (texts: OldSealsNoticeProps["texts"]) => texts.oldSealsSettings,
  unknown: (texts: OldSealsNoticeProps["texts"]) => texts.oldSealsUnknown,
};

function OldSealsNotice({ texts, count, busy, onReseal }: OldSealsNoticeProps) {
  if (count === 0) return null;
  return (
    <Notice kind="warning" code="seals_old">
      <p>{typeof count === "number" ? fill(texts.oldSeals, { count }) : OLD_SEALS[count](texts)}</p>
      <div class="mt-3">
        <Button kind="secondary" busy={busy} onClick={onReseal}>{texts.resealNow}</Button>
      </div>
    </Notice>
  );
}
