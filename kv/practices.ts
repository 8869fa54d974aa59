import type { MemberKeys, NewMember, NewPassphrase, NewRecovery } from "../wire/practice.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import {
  type Member,
  memberByEmailKey,
  memberKey,
  type MemberKeyring,
  memberKeyringKey,
  type Practice,
  practiceKey,
  practiceMemberKey,
  type Recovery,
  secretKey,
  setUpKey,
} from "./keys.ts";
import { commitEnd, readSignIn } from "./sessions.ts";

export type { Member, Practice };

/** The secret of this deployment; made by whichever process asks first. */
export async function deploymentSecret(kv: Deno.Kv): Promise<Uint8Array> {
  const entry = await kv.get<Uint8Array>(secretKey);
  if (entry.value) return entry.value;
  await kv.atomic().check(entry).set(secretKey, crypto.getRandomValues(new Uint8Array(32))).commit();
  const { value } = await kv.get<Uint8Array>(secretKey);
  if (!value) throw new Error("Cannot keep a secret: the store forgot it");
  return value;
}

/** Does the practice exist already? */
export async function isSetUp(kv: Deno.Kv): Promise<boolean> {
  return (await kv.get(setUpKey)).value !== null;
}

/** Creates the practice and its first practitioner, once. */
export async function createPractice(
  kv: Deno.Kv,
  request: NewMember & { practiceName: string; nowMs: number },
): Promise<{ practice: Practice; member: Member } | { refusal: "setup_closed" }> {
  const { practiceName, nowMs } = request;
  const practice: Practice = { id: randomSecret(128), name: practiceName, keyEpoch: 1, createdAtMs: nowMs };
  const member = newMember(request, { practiceId: practice.id, role: "practitioner", nowMs });
  const commit = kv.atomic().check({ key: setUpKey, versionstamp: null });
  setMember(commit, member, request.keys);
  const { ok } = await commit.set(setUpKey, practice.id).set(practiceKey(practice.id), practice).commit();
  // It may have landed, and only its answer been lost.
  const isCreated = ok || (await kv.get<string>(setUpKey)).value === practice.id;
  return isCreated ? { practice, member } : { refusal: "setup_closed" };
}

export function newMember(
  { memberId, memberName, email, kdfSalt, authKey, wrappedKey, recovery }: NewMember,
  { practiceId, role, nowMs }: Pick<Member, "practiceId" | "role"> & { nowMs: number },
): Member {
  return {
    id: memberId,
    practiceId,
    name: memberName,
    email,
    role,
    kdfSalt,
    authKeyHash: hashSecret(authKey),
    wrappedKey,
    recovery: recoveryOf(recovery),
    signInRound: 1,
    createdAtMs: nowMs,
  };
}

/** Everything of a new member; the commit is refused if id or e-mail address are taken. */
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

function recoveryOf({ authKey, wrappedKey }: NewRecovery): Recovery {
  return { authKeyHash: hashSecret(authKey), wrappedKey };
}

export async function findPractice(kv: Deno.Kv, practiceId: string): Promise<Practice | undefined> {
  return (await kv.get<Practice>(practiceKey(practiceId))).value ?? undefined;
}

export async function findMemberByEmail(kv: Deno.Kv, email: string): Promise<Member | undefined> {
  const { value: id } = await kv.get<string>(memberByEmailKey(email));
  if (id === null) return undefined;
  return (await kv.get<Member>(memberKey(id))).value ?? undefined;
}

/** Compared in constant time; for nobody, too, so that time tells nothing. */
export function checkAuthKey(member: Member | undefined, authKey: string): boolean {
  return matchesHash(authKey, member?.authKeyHash ?? hashSecret("nobody")) && member !== undefined;
}

/** The same for the recovery key. */
export function checkRecoveryKey(member: Member | undefined, authKey: string): boolean {
  return matchesHash(authKey, member?.recovery.authKeyHash ?? hashSecret("nobody")) && member !== undefined;
}

/**
 * Has this very passphrase been stored? Then the commit has landed and its answer was lost: nobody else makes the same salt
 * and the same wrapped key.
 */
export function hasPassphrase(member: Member, { kdfSalt, authKey, wrappedKey }: NewPassphrase): boolean {
  return member.kdfSalt === kdfSalt && member.wrappedKey === wrappedKey && checkAuthKey(member, authKey);
}

/** Puts a passphrase in the place of the one before; of the member's sign-ins only this one goes on. */
export async function changePassphrase(
  kv: Deno.Kv,
  { sessionHash, authKey, passphrase, nowMs }: {
    sessionHash: string;
    /** Of the passphrase so far. */
    authKey: string;
    passphrase: NewPassphrase;
    nowMs: number;
  },
): Promise<true | { refusal: "signed_out" } | { refusal: "passphrase_wrong" }> {
  return await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (!signIn) return { refusal: "signed_out" as const };
    const { session, member, practice } = signIn;
    if (hasPassphrase(member.value, passphrase)) return true;
    if (!checkAuthKey(member.value, authKey)) return { refusal: "passphrase_wrong" as const };
    const next = withPassphrase(member.value, passphrase);
    const expireIn = session.value.expiresAtMs - nowMs;
    const commit = kv.atomic().check(member, session, practice)
      .set(member.key, next)
      .set(session.key, { ...session.value, signInRound: next.signInRound }, { expireIn });
    return await commitEnd(kv, commit, next.practiceId) || RACE;
  });
}

/** Puts a recovery key in the place of the one before. */
export async function replaceRecovery(
  kv: Deno.Kv,
  { memberId, authKey, recovery }: { memberId: string; authKey: string; recovery: NewRecovery },
): Promise<true | { refusal: "signed_out" } | { refusal: "passphrase_wrong" }> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Member>(memberKey(memberId));
    if (!entry.value) return { refusal: "signed_out" as const };
    if (!checkAuthKey(entry.value, authKey)) return { refusal: "passphrase_wrong" as const };
    const next: Member = { ...entry.value, recovery: recoveryOf(recovery) };
    return (await kv.atomic().check(entry).set(entry.key, next).commit()).ok || RACE;
  });
}

/** Uses a recovery key up: passphrase and recovery key are new, and every sign-in has ended. */
export async function recoverMember(
  kv: Deno.Kv,
  { email, authKey, passphrase, recovery }: {
    email: string;
    /** Of the recovery key. */
    authKey: string;
    passphrase: NewPassphrase;
    recovery: NewRecovery;
  },
): Promise<Member | { refusal: "recovery_wrong" }> {
  return await untilCommitted(async (lost) => {
    const { value: id } = await kv.get<string>(memberByEmailKey(email));
    const entry = id === null ? undefined : await kv.get<Member>(memberKey(id));
    const member = entry?.value ?? undefined;
    // Used up by this very run; the same request, sent again, is refused.
    if (lost > 0 && member && hasPassphrase(member, passphrase)) return member;
    if (!checkRecoveryKey(member, authKey) || !entry || !member) {
      return { refusal: "recovery_wrong" as const };
    }
    const next: Member = { ...withPassphrase(member, passphrase), recovery: recoveryOf(recovery) };
    const commit = kv.atomic().check(entry).set(entry.key, next);
    return await commitEnd(kv, commit, next.practiceId) ? next : RACE;
  });
}

function withPassphrase(member: Member, { kdfSalt, authKey, wrappedKey }: NewPassphrase): Member {
  return {
    ...member,
    kdfSalt,
    authKeyHash: hashSecret(authKey),
    wrappedKey,
    signInRound: member.signInRound + 1,
  };
}
