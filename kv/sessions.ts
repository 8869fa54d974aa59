import { MEMBER_LIMITS } from "../wire/limits.ts";
import { isOpenAt } from "../wire/windows.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import { endHostSeats } from "./host_seats.ts";
import { findKeyringEntry, type Keyring, readKeyring } from "./keyrings.ts";
import {
  type Member,
  memberKey,
  memberPasskeyKey,
  memberSessionKey,
  memberSessionsPrefix,
  type Practice,
  practiceKey,
  type Session,
  sessionKey,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";

/** Starts a sign-in of a member who has proved to be one; returns the secret for the cookie, and the keyring. */
export async function startSession(
  kv: Deno.Kv,
  member: Member,
  { device, passkeyId, nowMs }: {
    device: string;
    /** The passkey that was used; absent for a passphrase. */
    passkeyId?: string;
    nowMs: number;
  },
): Promise<{ secret: string; keyring: Keyring } | Refused<"signed_out">> {
  return await untilCommitted(async () => {
    const [practice, proved, keyring, passkey] = await Promise.all([
      kv.get<Practice>(practiceKey(member.practiceId)),
      kv.get<Member>(memberKey(member.id)),
      findKeyringEntry(kv, member.id),
      passkeyId === undefined ? undefined : kv.get<string>(memberPasskeyKey(member.id, passkeyId)),
    ]);
    // Between proof and sign-in the member or the passkey was removed, or the passphrase changed.
    const isPassed = proved.value?.signInRound !== member.signInRound || passkey?.value === null;
    if (!practice.value || !keyring.value || isPassed) return refused("signed_out");
    const read = await readKeyring(kv, member.id, keyring.value);
    const [secret, id] = [randomSecret(256), randomSecret(128)];
    const session: Session = {
      id,
      memberId: member.id,
      practiceId: member.practiceId,
      signInRound: member.signInRound,
      keyEpoch: practice.value.keyEpoch,
      device,
      ...(passkeyId === undefined ? {} : { passkeyId }),
      createdAtMs: nowMs,
      seenAtMs: nowMs,
      expiresAtMs: nowMs + MEMBER_LIMITS.sessionMs,
    };
    const expireIn = MEMBER_LIMITS.sessionMs;
    const commit = kv.atomic().check(practice, proved, keyring);
    // A concurrent removal of the passkey fails, and reads again.
    if (passkey) commit.check(passkey).set(passkey.key, passkey.value);
    const { ok } = await commit
      .set(sessionKey(hashSecret(secret)), session, { expireIn })
      .set(memberSessionKey(member.id, id), hashSecret(secret), { expireIn })
      .commit();
    return ok ? { secret, keyring: read } : RACE;
  });
}

/** A valid sign-in, with the records that it depends on. */
export interface SignIn {
  session: Deno.KvEntry<Session>;
  member: Deno.KvEntry<Member>;
  practice: Deno.KvEntry<Practice>;
}

/**
 * Reads a sign-in and the records that decide whether it is valid, in one snapshot; undefined if it is not. Commits that rely
 * on it check the entries they depend on.
 */
export async function readSignIn(
  kv: Deno.Kv,
  sessionHash: string,
  nowMs: number,
): Promise<SignIn | undefined> {
  const { value: hint } = await kv.get<Session>(sessionKey(sessionHash));
  if (!hint) return undefined;
  const [session, member, practice] = await kv.getMany<[Session, Member, Practice]>([
    sessionKey(sessionHash),
    memberKey(hint.memberId),
    practiceKey(hint.practiceId),
  ]);
  if (session.value === null || member.value === null || practice.value === null) return undefined;
  return isValid(session.value, member.value, practice.value, nowMs)
    ? { session, member, practice }
    : undefined;
}

function isValid(session: Session, member: Member, practice: Practice, nowMs: number): boolean {
  const idleMs = idleMsOf(practice);
  return isOpenAt(nowMs, { endsAtMs: session.expiresAtMs, lengthMs: MEMBER_LIMITS.sessionMs }) &&
    isOpenAt(nowMs, { endsAtMs: session.seenAtMs + idleMs, lengthMs: idleMs }) &&
    session.signInRound === member.signInRound && session.keyEpoch === practice.keyEpoch;
}

/** How long a sign-in of a practice lasts without use. */
function idleMsOf({ idleMinutes = MEMBER_LIMITS.idleMinutes }: Practice): number {
  return idleMinutes * 60_000;
}

/** Somebody who is signed in. */
export interface FoundSession {
  practice: Practice;
  member: Member;
  /** SHA-256 of the sign-in's secret, the key of its record. */
  sessionHash: string;
  expiresAtMs: number;
  /** The passkey of the sign-in; absent for a passphrase alone. */
  passkeyId?: string;
}

/** Who is signed in by this secret. A request that counts as use is recorded from time to time. */
export async function findSession(
  kv: Deno.Kv,
  secret: string,
  { isUse, nowMs }: { isUse: boolean; nowMs: number },
): Promise<FoundSession | undefined> {
  const sessionHash = hashSecret(secret);
  const signIn = await readSignIn(kv, sessionHash, nowMs);
  if (!signIn) return undefined;
  const { session, member, practice } = signIn;
  const { expiresAtMs, passkeyId } = session.value;
  if (isUse) await recordUse(kv, session, nowMs);
  return {
    practice: practice.value,
    member: member.value,
    sessionHash,
    expiresAtMs,
    ...(passkeyId === undefined ? {} : { passkeyId }),
  };
}

async function recordUse(kv: Deno.Kv, session: Deno.KvEntry<Session>, nowMs: number): Promise<void> {
  const { expiresAtMs, seenAtMs } = session.value;
  if (nowMs - seenAtMs < MEMBER_LIMITS.sessionSeenEveryMs) return;
  // A lost race means that it has just been recorded, or has ended.
  await kv.atomic().check(session)
    .set(session.key, { ...session.value, seenAtMs: nowMs }, { expireIn: expiresAtMs - nowMs })
    .commit();
}

/** Records that a member's sign-in is used: a call runs in that browser. */
export async function keepSessionInUse(
  kv: Deno.Kv,
  { secret, memberId, nowMs }: { secret: string; memberId: string | undefined; nowMs: number },
): Promise<void> {
  const signIn = await readSignIn(kv, hashSecret(secret), nowMs);
  if (signIn && signIn.member.value.id === memberId) await recordUse(kv, signIn.session, nowMs);
}

/** Ends a sign-in. */
export async function endSession(kv: Deno.Kv, sessionHash: string): Promise<void> {
  const { value: session } = await kv.get<Session>(sessionKey(sessionHash));
  const commit = kv.atomic().delete(sessionKey(sessionHash));
  if (!session) return void await commit.commit();
  commit.delete(memberSessionKey(session.memberId, session.id));
  await commitSessionEnd(kv, commit, session.practiceId);
}

/** Commits the end of sign-ins, and wakes the practice's list polls, which look whether theirs has ended. False: lost race. */
export async function commitSessionEnd(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  practiceId: string,
): Promise<boolean> {
  return (await commitChange(kv, commit, { practiceId })).ok;
}

/** Ends one of a member's sign-ins by its id in the list. Returns false if there is none. */
export async function endSessionById(kv: Deno.Kv, memberId: string, id: string): Promise<boolean> {
  const { value: hash } = await kv.get<string>(memberSessionKey(memberId, id));
  if (hash === null) return false;
  await endSession(kv, hash);
  return true;
}

/** Ends all other sign-ins of a member. Returns false if this one has ended itself. */
export async function endOtherSessions(kv: Deno.Kv, sessionHash: string, nowMs: number): Promise<boolean> {
  return await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (!signIn) return false;
    const { session, member, practice } = signIn;
    const signInRound = member.value.signInRound + 1;
    const expireIn = session.value.expiresAtMs - nowMs;
    const commit = kv.atomic().check(member, session, practice)
      .set(member.key, { ...member.value, signInRound })
      .set(session.key, { ...session.value, signInRound }, { expireIn });
    return await commitSessionEnd(kv, commit, member.value.practiceId) || RACE;
  });
}

/**
 * Ends all sign-ins of another member of the practice, and its host seats: a seat that somebody has there is as good as the
 * sign-in. Whoever asks has to be signed in.
 */
export async function endSessionsOf(
  kv: Deno.Kv,
  { sessionHash, memberId, nowMs }: { sessionHash: string; memberId: string; nowMs: number },
): Promise<true | Refused<"signed_out" | "member_unknown">> {
  const ended = await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (!signIn) return refused("signed_out");
    const { session, practice } = signIn;
    const other = await kv.get<Member>(memberKey(memberId));
    if (other.value?.practiceId !== practice.value.id) return refused("member_unknown");
    const signInRound = other.value.signInRound + 1;
    const commit = kv.atomic().check(session, practice, other).set(other.key, {
      ...other.value,
      signInRound,
    });
    return await commitSessionEnd(kv, commit, practice.value.id) ? practice.value.id : RACE;
  });
  if (typeof ended !== "string") return ended;
  await endHostSeats(kv, { practiceId: ended, memberId, nowMs });
  return true;
}

/** A member's valid sign-ins, the newest first. */
export async function listSessions(
  kv: Deno.Kv,
  { member, practice, nowMs }: { member: Member; practice: Practice; nowMs: number },
): Promise<(Session & { hash: string })[]> {
  const found: (Session & { hash: string })[] = [];
  for await (const { value: hash } of kv.list<string>({ prefix: memberSessionsPrefix(member.id) })) {
    const { value } = await kv.get<Session>(sessionKey(hash));
    if (value && isValid(value, member, practice, nowMs)) found.push({ ...value, hash });
  }
  return found.sort((a, b) => b.createdAtMs - a.createdAtMs);
}
