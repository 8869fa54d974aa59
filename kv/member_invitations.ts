import { MEMBER_LIMITS } from "../wire/limits.ts";
import type { JoinPracticeRequest, MemberRole } from "../wire/members.ts";
import { isOpenAt } from "../wire/windows.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import {
  type Member,
  memberByEmailKey,
  type MemberInvitation,
  memberInvitationKey,
  memberKey,
  type Practice,
  practiceInvitationKey,
  practiceInvitationsPrefix,
  practiceKey,
  practiceMembersPrefix,
} from "./keys.ts";
import { newMember, setMember } from "./members.ts";
import { hasPassphrase } from "./passphrases.ts";
import { findPractice } from "./practices.ts";
import { type Refused, refused } from "./refused.ts";

/** Stores a member invitation under the hash of its token; a repeated request returns the existing one. */
export async function inviteMember(
  kv: Deno.Kv,
  { practiceId, tokenHash, wrappedKey, role, keyEpoch, nowMs }: {
    practiceId: string;
    tokenHash: string;
    wrappedKey: string;
    role: MemberRole;
    keyEpoch: number;
    nowMs: number;
  },
): Promise<MemberInvitation | Refused<"members_changed" | "bad_request">> {
  return await untilCommitted(async () => {
    const [practice, existing] = await kv.getMany<[Practice, MemberInvitation]>([
      practiceKey(practiceId),
      memberInvitationKey(tokenHash),
    ]);
    if (practice.value?.keyEpoch !== keyEpoch) return refused("members_changed");
    if (existing.value) {
      return existing.value.practiceId === practiceId ? existing.value : refused("bad_request");
    }
    const expireIn = MEMBER_LIMITS.memberInvitationMs;
    const invitation: MemberInvitation = {
      id: randomSecret(128),
      practiceId,
      role,
      keyEpoch,
      wrappedKey,
      expiresAtMs: nowMs + expireIn,
    };
    const { ok } = await kv.atomic().check(practice, existing)
      .set(memberInvitationKey(tokenHash), invitation, { expireIn })
      .set(practiceInvitationKey(practiceId, invitation.id), tokenHash, { expireIn })
      .commit();
    return ok ? invitation : RACE;
  });
}

/** A practice's member invitations that can be used, the one that expires next first. */
export async function listMemberInvitations(
  kv: Deno.Kv,
  practice: Practice,
  nowMs: number,
): Promise<MemberInvitation[]> {
  const found: MemberInvitation[] = [];
  for await (const { value: hash } of kv.list<string>({ prefix: practiceInvitationsPrefix(practice.id) })) {
    const { value } = await kv.get<MemberInvitation>(memberInvitationKey(hash));
    if (isUsable(value, practice, nowMs)) found.push(value);
  }
  return found.sort((a, b) => a.expiresAtMs - b.expiresAtMs);
}

/** Withdraws a member invitation; its link is dead at once. Returns false if there is none. */
export async function withdrawMemberInvitation(
  kv: Deno.Kv,
  practiceId: string,
  id: string,
): Promise<boolean> {
  const entry = await kv.get<string>(practiceInvitationKey(practiceId, id));
  if (entry.value === null) return false;
  // Fails if it was used at the same moment; then there is nothing to withdraw.
  const { ok } = await kv.atomic().check(entry).delete(entry.key).delete(memberInvitationKey(entry.value))
    .commit();
  return ok;
}

/** Who asks for a member invitation: by the token of its link, and by a claim of the tab's own. */
interface Claimant {
  token: string;
  claim: string;
  nowMs: number;
}

/** The member invitation of a token, unless somebody else has taken its key; does not use it up. */
export async function findMemberInvitation(
  kv: Deno.Kv,
  { token, claim, nowMs }: Claimant,
): Promise<{ invitation: MemberInvitation; practice: Practice } | undefined> {
  const { value: invitation } = await kv.get<MemberInvitation>(memberInvitationKey(hashSecret(token)));
  if (!invitation || isOthers(invitation, claim)) return undefined;
  const { value: practice } = await kv.get<Practice>(practiceKey(invitation.practiceId));
  return practice && isUsable(invitation, practice, nowMs) ? { invitation, practice } : undefined;
}

/** Gives the wrapped practice key of a member invitation, to the first claim only, and to that one again. */
export async function takeInvitationKey(
  kv: Deno.Kv,
  { token, claim, nowMs }: Claimant,
): Promise<string | Refused<"member_invitation_unknown">> {
  return await untilCommitted(async () => {
    const invited = await kv.get<MemberInvitation>(memberInvitationKey(hashSecret(token)));
    const practice = await kv.get<Practice>(practiceKey(invited.value?.practiceId ?? ""));
    if (
      !practice.value || !isUsable(invited.value, practice.value, nowMs) || isOthers(invited.value, claim)
    ) {
      return refused("member_invitation_unknown");
    }
    const { value: invitation } = invited;
    if (invitation.claimHash !== undefined) return invitation.wrappedKey;
    const taken: MemberInvitation = { ...invitation, claimHash: hashSecret(claim) };
    const { ok } = await kv.atomic().check(invited, practice)
      .set(invited.key, taken, { expireIn: invitation.expiresAtMs - nowMs })
      .commit();
    return ok ? invitation.wrappedKey : RACE;
  });
}

/** Has another claim taken it? */
function isOthers({ claimHash }: MemberInvitation, claim: string): boolean {
  return claimHash !== undefined && !matchesHash(claim, claimHash);
}

/** Joins a practice by a member invitation whose key was taken by this claim; it is used up in the same commit. */
export async function joinPractice(
  kv: Deno.Kv,
  request: JoinPracticeRequest & { nowMs: number },
): Promise<
  | { member: Member; practice: Practice }
  | Refused<"member_invitation_unknown" | "email_taken" | "members_changed" | "members_full">
> {
  const { token, claim, email, memberId, keys, nowMs } = request;
  return await untilCommitted(async (lost) => {
    const existing = await kv.get<Member>(memberKey(memberId));
    // Joined by the attempt before, whose answer was lost. The same request sent again is refused.
    if (lost > 0 && existing.value && hasPassphrase(existing.value, request)) {
      const joined = await findPractice(kv, existing.value.practiceId);
      if (joined) return { member: existing.value, practice: joined };
    }
    const invited = await kv.get<MemberInvitation>(memberInvitationKey(hashSecret(token)));
    const practice = await kv.get<Practice>(practiceKey(invited.value?.practiceId ?? ""));
    if (!practice.value || !isUsable(invited.value, practice.value, nowMs)) {
      return refused("member_invitation_unknown");
    }
    if (invited.value.claimHash === undefined || isOthers(invited.value, claim)) {
      return refused("member_invitation_unknown");
    }
    if (keys.epoch !== practice.value.keyEpoch) return refused("members_changed");
    const byEmail = await kv.get(memberByEmailKey(email));
    if (byEmail.value !== null || existing.value !== null) return refused("email_taken");
    const { id, role, practiceId } = invited.value;
    // The count holds: each join changes the practice, which the commit checks.
    const members = await Array.fromAsync(kv.list({ prefix: practiceMembersPrefix(practiceId) }));
    if (members.length >= MEMBER_LIMITS.members) return refused("members_full");
    const member = newMember(request, { practiceId, role, nowMs });
    const commit = kv.atomic().check(invited, practice);
    setMember(commit, member, keys);
    const { ok } = await commit
      .set(practice.key, practice.value) // concurrent changes of the members fail, and read again
      .delete(invited.key)
      .delete(practiceInvitationKey(practiceId, id))
      .commit();
    return ok ? { member, practice: practice.value } : RACE;
  });
}

function isUsable(
  invitation: MemberInvitation | null,
  { id, keyEpoch }: Practice,
  nowMs: number,
): invitation is MemberInvitation & { wrappedKey: string } {
  return invitation !== null && invitation.practiceId === id && invitation.keyEpoch === keyEpoch &&
    invitation.wrappedKey !== undefined &&
    isOpenAt(nowMs, { endsAtMs: invitation.expiresAtMs, lengthMs: MEMBER_LIMITS.memberInvitationMs });
}
