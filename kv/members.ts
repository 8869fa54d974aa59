import { LIMITS } from "../wire/limits.ts";
import type { JoinPracticeRequest, MemberRole, RemoveMemberRequest, Rotation } from "../wire/practice.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import { addRotation, findKeyringEntry, spreadRotations } from "./keyrings.ts";
import {
  type Member,
  memberByEmailKey,
  type MemberInvitation,
  memberInvitationKey,
  memberKey,
  memberKeyringKey,
  memberPasskeysPrefix,
  memberRotationKey,
  memberRotationsPrefix,
  memberSessionsPrefix,
  passkeyKey,
  type Practice,
  practiceInvitationKey,
  practiceInvitationsPrefix,
  practiceKey,
  practiceMemberKey,
  practiceMembersPrefix,
  sessionKey,
} from "./keys.ts";
import { findPractice, hasPassphrase, newMember, setMember } from "./practices.ts";
import { endHostSeats } from "./seats.ts";
import { commitEnd, readSignIn } from "./sessions.ts";

/** A practice's members, who came first in front. */
export async function listMembers(kv: Deno.Kv, practiceId: string): Promise<Member[]> {
  const found: Member[] = [];
  for await (const { key } of kv.list({ prefix: practiceMembersPrefix(practiceId) })) {
    const { value } = await kv.get<Member>(memberKey(String(key.at(-1))));
    if (value) found.push(value);
  }
  return found.sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}

/** Who belongs to a practice and who is invited to, as it is at one moment. */
export interface Membership {
  practice: Practice;
  members: (Member & { publicKey: string })[];
  invitations: MemberInvitation[];
}

export async function readMembership(
  kv: Deno.Kv,
  practiceId: string,
  nowMs: number,
): Promise<Membership | undefined> {
  return await untilCommitted(async () => {
    const practice = await kv.get<Practice>(practiceKey(practiceId));
    if (!practice.value) return undefined;
    const [found, invitations] = await Promise.all([
      listMembers(kv, practiceId),
      listInvitations(kv, practice.value, nowMs),
    ]);
    const members = await Promise.all(found.map(async (member) => {
      const { value: keyring } = await findKeyringEntry(kv, member.id);
      return { ...member, publicKey: keyring?.keys.publicKey ?? "" };
    }));
    // Whoever joins or is removed changes the practice.
    const { ok } = await kv.atomic().check(practice).commit();
    return ok ? { practice: practice.value, members, invitations } : RACE;
  });
}

/** Keeps an invitation to become a member, by the hash of its token. */
export async function inviteMember(
  kv: Deno.Kv,
  { practiceId, tokenHash, role, keyEpoch, nowMs }: {
    practiceId: string;
    tokenHash: string;
    role: MemberRole;
    keyEpoch: number;
    nowMs: number;
  },
): Promise<MemberInvitation | { refusal: "members_changed" } | { refusal: "bad_request" }> {
  return await untilCommitted(async () => {
    const [practice, existing] = await kv.getMany<[Practice, MemberInvitation]>([
      practiceKey(practiceId),
      memberInvitationKey(tokenHash),
    ]);
    if (practice.value?.keyEpoch !== keyEpoch) return { refusal: "members_changed" as const };
    if (existing.value) {
      return existing.value.practiceId === practiceId ? existing.value : { refusal: "bad_request" as const };
    }
    const expireIn = LIMITS.memberInvitationMs;
    const invitation: MemberInvitation = {
      id: randomSecret(128),
      practiceId,
      role,
      keyEpoch,
      expiresAtMs: nowMs + expireIn,
    };
    const { ok } = await kv.atomic().check(practice, existing)
      .set(memberInvitationKey(tokenHash), invitation, { expireIn })
      .set(practiceInvitationKey(practiceId, invitation.id), tokenHash, { expireIn })
      .commit();
    return ok ? invitation : RACE;
  });
}

/** The invitations of a practice that can be used. */
async function listInvitations(
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

/** Takes an invitation back; its link is dead at once. */
export async function withdrawInvitation(kv: Deno.Kv, practiceId: string, id: string): Promise<boolean> {
  const entry = await kv.get<string>(practiceInvitationKey(practiceId, id));
  if (entry.value === null) return false;
  // Used at the same moment: then there is nothing left to withdraw.
  const { ok } = await kv.atomic().check(entry).delete(entry.key).delete(memberInvitationKey(entry.value))
    .commit();
  return ok;
}

/** What a link is for; it is not used up by that. */
export async function findInvitation(
  kv: Deno.Kv,
  token: string,
  nowMs: number,
): Promise<{ invitation: MemberInvitation; practice: Practice } | undefined> {
  const { value: invitation } = await kv.get<MemberInvitation>(memberInvitationKey(hashSecret(token)));
  if (!invitation) return undefined;
  const { value: practice } = await kv.get<Practice>(practiceKey(invitation.practiceId));
  return practice && isUsable(invitation, practice, nowMs) ? { invitation, practice } : undefined;
}

/** Uses an invitation up: the new member and the end of the link are one commit. */
export async function joinPractice(
  kv: Deno.Kv,
  request: JoinPracticeRequest & { nowMs: number },
): Promise<
  | { member: Member; practice: Practice }
  | { refusal: "member_invitation_unknown" }
  | { refusal: "email_taken" }
  | { refusal: "members_changed" }
  | { refusal: "members_full" }
> {
  const { token, email, memberId, keys, nowMs } = request;
  return await untilCommitted(async (lost) => {
    const existing = await kv.get<Member>(memberKey(memberId));
    // Joined by this very run; the same request, sent again, is refused.
    if (lost > 0 && existing.value && hasPassphrase(existing.value, request)) {
      const joined = await findPractice(kv, existing.value.practiceId);
      if (joined) return { member: existing.value, practice: joined };
    }
    const invited = await kv.get<MemberInvitation>(memberInvitationKey(hashSecret(token)));
    const practice = await kv.get<Practice>(practiceKey(invited.value?.practiceId ?? ""));
    if (!practice.value || !isUsable(invited.value, practice.value, nowMs)) {
      return { refusal: "member_invitation_unknown" as const };
    }
    if (keys.epoch !== practice.value.keyEpoch) return { refusal: "members_changed" as const };
    const byEmail = await kv.get(memberByEmailKey(email));
    if (byEmail.value !== null || existing.value !== null) return { refusal: "email_taken" as const };
    const { id, role, practiceId } = invited.value;
    // Counted in sight of the practice, which is checked: whoever joins changes it.
    const members = await Array.fromAsync(kv.list({ prefix: practiceMembersPrefix(practiceId) }));
    if (members.length >= LIMITS.members) return { refusal: "members_full" as const };
    const member = newMember(request, { practiceId, role, nowMs });
    const commit = kv.atomic().check(invited, practice);
    setMember(commit, member, keys);
    const { ok } = await commit
      .set(practice.key, practice.value) // whoever is about to change the members has to look again
      .delete(invited.key)
      .delete(practiceInvitationKey(practiceId, id))
      .commit();
    return ok ? { member, practice: practice.value } : RACE;
  });
}

/**
 * Removes a member: account, passkeys and sign-ins are gone, and those who stay have a new practice key, all in one commit. All
 * sign-ins but the one that asks for it have ended, and so have all open invitations, which carry the old key. The rooms
 * that the member hosts are without a host right after it.
 */
export async function removeMember(
  kv: Deno.Kv,
  { practiceId, memberId, sessionHash, keyEpoch, members, nowMs }: RemoveMemberRequest & {
    practiceId: string;
    memberId: string;
    sessionHash: string;
    nowMs: number;
  },
): Promise<
  true | { refusal: "member_unknown" } | { refusal: "members_changed" } | { refusal: "signed_out" }
> {
  const done = await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (signIn?.practice.value.id !== practiceId) return { refusal: "signed_out" as const };
    const { practice, member: remover, session } = signIn;
    const removed = await kv.get<Member>(memberKey(memberId));
    if (!removed.value && await isRotated(kv, practice.value, members)) return true;
    if (removed.value?.practiceId !== practiceId) return { refusal: "member_unknown" as const };
    const staying = (await listMembers(kv, practiceId)).filter(({ id }) => id !== memberId);
    const given = new Map(members.map((member) => [member.id, member]));
    const fits = keyEpoch === practice.value.keyEpoch + 1 && given.size === members.length &&
      given.size === staying.length && staying.every(({ id }) => given.get(id)?.epoch === keyEpoch);
    if (!fits) return { refusal: "members_changed" as const };
    const commit = kv.atomic().check(practice, removed, remover, session);
    for (const { id } of staying) {
      await spreadRotations(kv, id);
      // Keyrings change in one commit with the practice, which is checked.
      const { value: keyring } = await findKeyringEntry(kv, id);
      if (!keyring) return { refusal: "members_changed" as const };
      addRotation(commit, id, keyring, given.get(id)!);
    }
    // Adding a passkey changes the member, which is checked.
    for await (const { key, value } of kv.list<string>({ prefix: memberPasskeysPrefix(memberId) })) {
      commit.delete(key).delete(passkeyKey(value));
    }
    const expireIn = session.value.expiresAtMs - nowMs;
    commit
      .set(practice.key, { ...practice.value, keyEpoch })
      .set(session.key, { ...session.value, keyEpoch }, { expireIn })
      .delete(removed.key)
      .delete(memberByEmailKey(removed.value.email))
      .delete(memberKeyringKey(memberId))
      .delete(practiceMemberKey(practiceId, memberId));
    return await commitEnd(kv, commit, practiceId) || RACE;
  });
  if (done !== true) return done;
  await endHostSeats(kv, { practiceId, memberId, nowMs });
  // Dead already, and only in the way.
  for await (const { key } of kv.list({ prefix: memberRotationsPrefix(memberId) })) await kv.delete(key);
  for await (const { key, value } of kv.list<string>({ prefix: memberSessionsPrefix(memberId) })) {
    await kv.atomic().delete(key).delete(sessionKey(value)).commit();
  }
  return true;
}

/** Are these the rotations to the practice key that counts? Then the commit has landed, and its answer was lost. */
async function isRotated(
  kv: Deno.Kv,
  { keyEpoch }: Practice,
  members: RemoveMemberRequest["members"],
): Promise<boolean> {
  const [first] = members;
  if (first?.epoch !== keyEpoch) return false;
  const { value: rotation } = await kv.get<Rotation>(memberRotationKey(first.id, keyEpoch));
  return rotation?.sealed === first.sealed;
}

function isUsable(
  invitation: MemberInvitation | null,
  { id, keyEpoch }: Practice,
  nowMs: number,
): invitation is MemberInvitation {
  return invitation !== null && invitation.practiceId === id && invitation.keyEpoch === keyEpoch &&
    nowMs < invitation.expiresAtMs;
}
