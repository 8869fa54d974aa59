import type { MemberKeys, NewMember, Rotation, RotationRequest } from "../wire/members.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret } from "./hashes.ts";
import { endHostSeats } from "./host_seats.ts";
import { addRotation, findKeyringEntry } from "./keyrings.ts";
import {
  bumpKey,
  type Member,
  memberByEmailKey,
  memberKey,
  type MemberKeyring,
  memberKeyringKey,
  memberPasskeysPrefix,
  memberRotationKey,
  memberRotationsPrefix,
  memberSessionsPrefix,
  passkeyKey,
  type Practice,
  practiceMemberKey,
  practiceMembersPrefix,
  scrubDueKey,
  sessionKey,
  shardOf,
} from "./keys.ts";
import { setLedger } from "./ledgers.ts";
import { recoveryOf } from "./recovery_keys.ts";
import { type Refused, refused } from "./refused.ts";
import { commitSessionEnd, readSignIn } from "./sessions.ts";

/** The record of a new member. */
export function newMember(
  { memberId, memberName, email, kdfSalt, kdf, authKey, wrappedKey, recovery }: NewMember,
  { practiceId, role, nowMs }: Pick<Member, "practiceId" | "role"> & { nowMs: number },
): Member {
  return {
    id: memberId,
    practiceId,
    name: memberName,
    email,
    role,
    kdfSalt,
    ...(kdf ? { kdf } : {}),
    authKeyHash: hashSecret(authKey),
    wrappedKey,
    recovery: recoveryOf(recovery),
    signInRound: 1,
    createdAtMs: nowMs,
  };
}

/** Adds all records of a new member to a commit, which then fails if the id or the e-mail address is taken. */
export function setMember(commit: Deno.AtomicOperation, member: Member, keys: MemberKeys): void {
  commit
    .check(
      { key: memberKey(member.id), versionstamp: null },
      { key: memberByEmailKey(member.email), versionstamp: null },
    )
    .set(memberKey(member.id), member)
    .set(memberByEmailKey(member.email), member.id)
    .set(practiceMemberKey(member.practiceId, member.id), true)
    .set(memberKeyringKey(member.id), { keys } satisfies MemberKeyring);
}

export async function findMemberByEmail(kv: Deno.Kv, email: string): Promise<Member | undefined> {
  const { value: id } = await kv.get<string>(memberByEmailKey(email));
  if (id === null) return undefined;
  return (await kv.get<Member>(memberKey(id))).value ?? undefined;
}

/** A practice's members, in the order in which they joined. */
export async function listMembers(kv: Deno.Kv, practiceId: string): Promise<Member[]> {
  const found: Member[] = [];
  for await (const { key } of kv.list({ prefix: practiceMembersPrefix(practiceId) })) {
    const { value } = await kv.get<Member>(memberKey(String(key.at(-1))));
    if (value) found.push(value);
  }
  return found.sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}

type KeyChange = RotationRequest & { practiceId: string; sessionHash: string; nowMs: number };
type KeyChangeRefused = Refused<"members_changed" | "records_changed" | "signed_out">;

/**
 * Gives all members a new practice key, in one commit. Of all sign-ins of the practice only the requesting one stays valid;
 * member invitations, which carry the old key, are void.
 */
export async function renewPracticeKey(kv: Deno.Kv, change: KeyChange): Promise<true | KeyChangeRefused> {
  return await untilCommitted(async () => {
    const signIn = await readSignIn(kv, change.sessionHash, change.nowMs);
    if (signIn && await isRotated(kv, signIn.practice.value, change.members)) return true;
    return await commitNewKey(kv, change);
  });
}

/**
 * Removes a member and gives the others a new practice key, in one commit, as `renewPracticeKey` does. Account, passkeys and
 * sign-ins of the member are gone. Right after that the member's host seats end.
 */
export async function removeMember(
  kv: Deno.Kv,
  change: KeyChange & { memberId: string },
): Promise<true | KeyChangeRefused | Refused<"member_unknown">> {
  const { practiceId, memberId, sessionHash, members, nowMs } = change;
  const done = await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (signIn?.practice.value.id !== practiceId) return refused("signed_out");
    const removed = await kv.get<Member>(memberKey(memberId));
    if (!removed.value && await isRotated(kv, signIn.practice.value, members)) return true;
    if (removed.versionstamp === null || removed.value.practiceId !== practiceId) {
      return refused("member_unknown");
    }
    return await commitNewKey(kv, change, removed);
  });
  if (done !== true) return done;
  await endHostSeats(kv, { practiceId, memberId, nowMs });
  // Nothing reads these any more; deleting them frees space.
  for await (const { key } of kv.list({ prefix: memberRotationsPrefix(memberId) })) await kv.delete(key);
  for await (const { key, value } of kv.list<string>({ prefix: memberSessionsPrefix(memberId) })) {
    await kv.atomic().delete(key).delete(sessionKey(value)).commit();
  }
  return true;
}

/** Tries once to commit a new practice key, and with it the end of the member who leaves, if there is one. */
async function commitNewKey(
  kv: Deno.Kv,
  { practiceId, sessionHash, keyEpoch, members, ledger, nowMs }: KeyChange,
  leaving?: Deno.KvEntry<Member>,
): Promise<true | typeof RACE | KeyChangeRefused> {
  // Every change of a private part bumps the practice: none may slip in between the ledger and the commit.
  const bumps = await kv.get(bumpKey(shardOf(practiceId)));
  const signIn = await readSignIn(kv, sessionHash, nowMs);
  if (signIn?.practice.value.id !== practiceId) return refused("signed_out");
  const { practice, member: by, session } = signIn;
  const staying = (await listMembers(kv, practiceId)).filter(({ id }) => id !== leaving?.value.id);
  const given = new Map(members.map((member) => [member.id, member]));
  const fits = keyEpoch === practice.value.keyEpoch + 1 && given.size === members.length &&
    given.size === staying.length && staying.every(({ id }) => given.get(id)?.epoch === keyEpoch);
  if (!fits) return refused("members_changed");
  const commit = kv.atomic().check(practice, by, session, bumps);
  if (!await setLedger(kv, commit, practice.value, ledger, nowMs)) return refused("records_changed");
  for (const { id } of staying) {
    // Keyrings change in one commit with the practice, which is checked.
    const { value: keyring } = await findKeyringEntry(kv, id);
    if (!keyring) return refused("members_changed");
    addRotation(commit, id, keyring, given.get(id)!);
  }
  if (leaving) await deleteMember(kv, commit, leaving);
  const expireIn = session.value.expiresAtMs - nowMs;
  commit
    .set(practice.key, { ...practice.value, keyEpoch, ledger: { id: ledger.id, portions: ledger.portions } })
    .set(session.key, { ...session.value, keyEpoch }, { expireIn });
  return await commitSessionEnd(kv, commit, practiceId) || RACE;
}

/** Adds the end of a member to a commit. */
async function deleteMember(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  member: Deno.KvEntry<Member>,
): Promise<void> {
  const { id, email, practiceId } = member.value;
  // Adding a passkey changes the member, which is checked.
  commit.check(member);
  for await (const { key, value } of kv.list<string>({ prefix: memberPasskeysPrefix(id) })) {
    commit.delete(key).delete(passkeyKey(value));
  }
  commit
    .set(scrubDueKey, true)
    .delete(member.key)
    .delete(memberByEmailKey(email))
    .delete(memberKeyringKey(id))
    .delete(practiceMemberKey(practiceId, id));
}

/** Are these the rotations to the current practice key? Then the commit was made, and its answer was lost. */
async function isRotated(
  kv: Deno.Kv,
  { keyEpoch }: Practice,
  members: RotationRequest["members"],
): Promise<boolean> {
  const [first] = members;
  if (first?.epoch !== keyEpoch) return false;
  const { value: rotation } = await kv.get<Rotation>(memberRotationKey(first.id, keyEpoch));
  return rotation?.sealed === first.sealed;
}
