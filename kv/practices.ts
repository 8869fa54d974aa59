import { LIMITS } from "../wire/limits.ts";
import type { NewPassphrase, NewRecovery } from "../wire/practice.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import {
  type Member,
  memberByEmailKey,
  memberKey,
  type Practice,
  practiceKey,
  type Recovery,
  secretKey,
  type Session,
  sessionKey,
  setUpKey,
} from "./keys.ts";

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

export interface NewPractice {
  practiceName: string;
  memberName: string;
  email: string;
  kdfSalt: string;
  authKey: string;
  wrappedKey: string;
  recovery: NewRecovery;
  nowMs: number;
}

/** Creates the practice and its first practitioner, once. */
export async function createPractice(
  kv: Deno.Kv,
  request: NewPractice,
): Promise<{ practice: Practice; member: Member } | { refusal: "setup_closed" }> {
  const { practiceName, memberName, email, kdfSalt, authKey, wrappedKey, nowMs } = request;
  const practice: Practice = { id: randomSecret(128), name: practiceName, createdAtMs: nowMs };
  const member: Member = {
    id: randomSecret(128),
    practiceId: practice.id,
    name: memberName,
    email,
    role: "practitioner",
    kdfSalt,
    authKeyHash: hashSecret(authKey),
    wrappedKey,
    recovery: recoveryOf(request.recovery),
    signInRound: 1,
    createdAtMs: nowMs,
  };
  const { ok } = await kv.atomic()
    .check({ key: setUpKey, versionstamp: null }, { key: memberByEmailKey(email), versionstamp: null })
    .set(setUpKey, practice.id)
    .set(practiceKey(practice.id), practice)
    .set(memberKey(member.id), member)
    .set(memberByEmailKey(email), member.id)
    .commit();
  return ok ? { practice, member } : { refusal: "setup_closed" };
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

/** Puts a passphrase in the place of the one before; of the member's sign-ins only this one goes on. */
export async function changePassphrase(
  kv: Deno.Kv,
  { memberId, sessionHash, authKey, passphrase }: {
    memberId: string;
    sessionHash: string;
    /** Of the passphrase so far. */
    authKey: string;
    passphrase: NewPassphrase;
  },
): Promise<true | { refusal: "signed_out" } | { refusal: "passphrase_wrong" }> {
  return await untilCommitted(async () => {
    const [entry, session] = await kv.getMany<[Member, Session]>([
      memberKey(memberId),
      sessionKey(sessionHash),
    ]);
    if (!entry.value || !session.value) return { refusal: "signed_out" as const };
    if (!checkAuthKey(entry.value, authKey)) return { refusal: "passphrase_wrong" as const };
    const next = withPassphrase(entry.value, passphrase);
    const expireIn = Math.max(1, session.value.expiresAtMs - Date.now());
    const { ok } = await kv.atomic().check(entry, session)
      .set(entry.key, next)
      .set(session.key, { ...session.value, signInRound: next.signInRound }, { expireIn })
      .commit();
    return ok || RACE;
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
  return await untilCommitted(async () => {
    const { value: id } = await kv.get<string>(memberByEmailKey(email));
    const entry = id === null ? undefined : await kv.get<Member>(memberKey(id));
    const member = entry?.value ?? undefined;
    if (!checkRecoveryKey(member, authKey) || !entry || !member) {
      return { refusal: "recovery_wrong" as const };
    }
    const next: Member = { ...withPassphrase(member, passphrase), recovery: recoveryOf(recovery) };
    return (await kv.atomic().check(entry).set(entry.key, next).commit()).ok ? next : RACE;
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

/** Starts a sign-in; gives the secret for the cookie. */
export async function startSession(kv: Deno.Kv, member: Member, nowMs: number): Promise<string> {
  const secret = randomSecret(256);
  const session: Session = {
    memberId: member.id,
    practiceId: member.practiceId,
    signInRound: member.signInRound,
    expiresAtMs: nowMs + LIMITS.sessionMs,
  };
  await kv.set(sessionKey(hashSecret(secret)), session, { expireIn: LIMITS.sessionMs });
  return secret;
}

/** Who is signed in by this secret. */
export async function findSession(
  kv: Deno.Kv,
  secret: string,
  nowMs: number,
): Promise<{ practice: Practice; member: Member; sessionHash: string } | undefined> {
  const sessionHash = hashSecret(secret);
  const { value: session } = await kv.get<Session>(sessionKey(sessionHash));
  if (!session || nowMs >= session.expiresAtMs) return undefined;
  const [member, practice] = await kv.getMany<[Member, Practice]>([
    memberKey(session.memberId),
    practiceKey(session.practiceId),
  ]);
  if (!member.value || !practice.value || session.signInRound !== member.value.signInRound) return undefined;
  return { practice: practice.value, member: member.value, sessionHash };
}

export async function endSession(kv: Deno.Kv, sessionHash: string): Promise<void> {
  await kv.delete(sessionKey(sessionHash));
}
