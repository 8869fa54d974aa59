import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { formatStart } from "../../practice/dates.ts";
import type { MemberCheck } from "../../practice/members/member_entries.ts";
import type { MembersAnswer } from "../../wire/members.ts";

export type Member = MembersAnswer["members"][number];

interface MemberListProps {
  texts: Catalogue["practice"]["members"];
  members: readonly Member[];
  /** By member: whether what the server shows is what a member has sealed; empty while that is not known. */
  checks: ReadonlyMap<string, MemberCheck>;
  /** Of the member who is signed in. */
  ownId: string;
  busy: boolean;
  /** Undefined if the member who is signed in may not remove others. */
  onRemove: ((member: Member) => void) | undefined;
  /** Undefined if the member who is signed in may not end sign-ins. */
  onEndSessions: ((member: Member) => void) | undefined;
  onEndOwnSessions: ((member: Member) => void) | undefined;
}

/** The members of the practice. */
export function MemberList(props: MemberListProps) {
  const { texts, members, checks, ownId } = props;
  return (
    <ul class="flex flex-col gap-3">
      {members.map((member) => (
        <li
          key={member.id}
          data-member={member.role}
          class="flex flex-wrap items-center justify-between gap-4 p-5 rounded-2xl bg-card border border-line"
        >
          <div class="min-w-0">
            <h2 id={`member-${member.id}`} class="text-lg break-words">
              {member.name} {member.id === ownId && <span class="text-muted">({texts.you})</span>}
            </h2>
            <p class="text-muted break-words">{member.email} · {texts.roles[member.role]}</p>
            <CheckLine texts={texts} check={checks.get(member.id)} />
          </div>
          <MemberActions {...props} member={member} />
        </li>
      ))}
    </ul>
  );
}

type MemberActionsProps = Omit<MemberListProps, "members" | "checks"> & { member: Member };

function MemberActions(
  { texts, ownId, busy, onRemove, onEndSessions, onEndOwnSessions, member }: MemberActionsProps,
) {
  const shared = { kind: "secondary" as const, "aria-describedby": `member-${member.id}`, busy };
  const isOwn = member.id === ownId;
  const onEnd = isOwn ? onEndOwnSessions : onEndSessions;
  return (
    <div class="flex flex-wrap gap-4">
      {onEnd && (
        <Button {...shared} onClick={() => onEnd(member)}>
          {isOwn ? texts.endOwnSessions : texts.endSessions}
        </Button>
      )}
      {onRemove && !isOwn && <Button {...shared} onClick={() => onRemove(member)}>{texts.remove}</Button>}
    </div>
  );
}

function CheckLine({ texts, check }: Pick<MemberListProps, "texts"> & { check: MemberCheck | undefined }) {
  if (check === "unbound") return <p class="text-muted" data-member-check={check}>{texts.unbound}</p>;
  if (check !== "changed") return null;
  return (
    <div class="mt-3" data-member-check={check}>
      <Notice kind="error" code="member_changed">{texts.changed}</Notice>
    </div>
  );
}

interface MemberInvitationListProps {
  texts: Catalogue["practice"]["members"];
  lang: Lang;
  invitations: MembersAnswer["invitations"];
  busy: boolean;
  /** Undefined if the member who is signed in may not withdraw them. */
  onWithdraw: ((id: string) => void) | undefined;
}

/** The member invitations that nobody has accepted yet. */
export function MemberInvitationList(props: MemberInvitationListProps) {
  const { texts, lang, invitations, busy, onWithdraw } = props;
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="open-invitations">
      <h2 id="open-invitations" class="mb-3">{texts.open}</h2>
      <ul class="flex flex-col gap-3">
        {invitations.map(({ id, role, expiresAtMs, isTaken }) => (
          <li key={id} class="flex flex-wrap items-center justify-between gap-4" data-invitation>
            <span id={`invitation-${id}`}>
              {texts.roles[role]}, {fill(texts.until, { time: formatStart(expiresAtMs, lang) })}
              {isTaken && <span class="block">{texts.taken}</span>}
            </span>
            {onWithdraw && (
              <Button
                kind="secondary"
                aria-describedby={`invitation-${id}`}
                busy={busy}
                onClick={() => onWithdraw(id)}
              >
                {texts.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
