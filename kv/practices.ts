import { LIMITS } from "../wire/limits.ts";
import type { NewRecovery } from "../wire/practice.ts";
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

/** Starts a sign-in; gives the secret for the cookie. */
export async function startSession(kv: Deno.Kv, member: Member, nowMs: number): Promise<string> {
  const secret = randomSecret(256);
  const session: Session = {
    memberId: member.id,
    practiceId: member.practiceId,
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
  if (!member.value || !practice.value) return undefined;
  return { practice: practice.value, member: member.value, sessionHash };
}

export async function endSession(kv: Deno.Kv, sessionHash: string): Promise<void> {
  await kv.delete(sessionKey(sessionHash));
}
