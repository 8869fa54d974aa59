import { LIMITS } from "../wire/limits.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import { findKeyringEntry, type Keyring, openKeyring } from "./keyrings.ts";
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

/** Starts a sign-in; gives the secret for the cookie, and what the member's key opens. */
export async function startSession(
  kv: Deno.Kv,
  member: Member,
  { device, passkeyId, nowMs }: {
    device: string;
    /** The passkey that it was done with. @default none */
    passkeyId?: string;
    nowMs: number;
  },
): Promise<{ secret: string; keyring: Keyring } | { refusal: "signed_out" }> {
  return await untilCommitted(async () => {
    const [practice, proved, keyring, passkey] = await Promise.all([
      kv.get<Practice>(practiceKey(member.practiceId)),
      kv.get<Member>(memberKey(member.id)),
      findKeyringEntry(kv, member.id),
      passkeyId === undefined ? undefined : kv.get<string>(memberPasskeyKey(member.id, passkeyId)),
    ]);
    // Removed between the proof and the sign-in, or what was proved counts no more.
    const isPassed = proved.value?.signInRound !== member.signInRound || passkey?.value === null;
    if (!practice.value || !keyring.value || isPassed) return { refusal: "signed_out" as const };
    const opened = await openKeyring(kv, member.id, keyring.value);
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
      expiresAtMs: nowMs + LIMITS.sessionMs,
    };
    const expireIn = LIMITS.sessionMs;
    const commit = kv.atomic().check(practice, proved, keyring);
    // Whoever is about to remove the passkey has to look again.
    if (passkey) commit.check(passkey).set(passkey.key, passkey.value);
    const { ok } = await commit
      .set(sessionKey(hashSecret(secret)), session, { expireIn })
      .set(memberSessionKey(member.id, id), hashSecret(secret), { expireIn })
      .commit();
    return ok ? { secret, keyring: opened } : RACE;
  });
}

/** A sign-in that is in force, with what it hangs on. */
export interface SignIn {
  session: Deno.KvEntry<Session>;
  member: Deno.KvEntry<Member>;
  practice: Deno.KvEntry<Practice>;
}

/**
 * The sign-in that a hash is for, as it is at one moment: its record may be there longer than it is in force. Whoever commits
 * by it checks what the commit depends on.
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
  const isInForce = nowMs < session.value.expiresAtMs &&
    session.value.signInRound === member.value.signInRound &&
    session.value.keyEpoch === practice.value.keyEpoch;
  return isInForce ? { session, member, practice } : undefined;
}

/** Who is signed in by this secret. Notes now and then that the device was there. */
export async function findSession(
  kv: Deno.Kv,
  secret: string,
  nowMs: number,
): Promise<{ practice: Practice; member: Member; sessionHash: string; expiresAtMs: number } | undefined> {
  const sessionHash = hashSecret(secret);
  const signIn = await readSignIn(kv, sessionHash, nowMs);
  if (!signIn) return undefined;
  const { session, member, practice } = signIn;
  const { expiresAtMs, seenAtMs } = session.value;
  if (nowMs - seenAtMs >= LIMITS.sessionSeenEveryMs) {
    // A lost race says that it has just been noted, or has ended.
    await kv.atomic().check(session)
      .set(session.key, { ...session.value, seenAtMs: nowMs }, { expireIn: expiresAtMs - nowMs })
      .commit();
  }
  return { practice: practice.value, member: member.value, sessionHash, expiresAtMs };
}

export async function endSession(kv: Deno.Kv, sessionHash: string): Promise<void> {
  const { value: session } = await kv.get<Session>(sessionKey(sessionHash));
  const commit = kv.atomic().delete(sessionKey(sessionHash));
  if (!session) return void await commit.commit();
  commit.delete(memberSessionKey(session.memberId, session.id));
  await commitEnd(kv, commit, session.practiceId);
}

/** Commits the end of sign-ins; a list that waits in one of them hears of it at once. */
export async function commitEnd(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  practiceId: string,
): Promise<boolean> {
  return (await commitChange(kv, commit, { practiceId })).ok;
}

/** Ends one sign-in of a member, by the id that its list names it by. */
export async function endSessionById(kv: Deno.Kv, memberId: string, id: string): Promise<boolean> {
  const { value: hash } = await kv.get<string>(memberSessionKey(memberId, id));
  if (hash === null) return false;
  await endSession(kv, hash);
  return true;
}

/** Ends all sign-ins of a member but one; false if that has ended itself. */
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
    return await commitEnd(kv, commit, member.value.practiceId) || RACE;
  });
}

/** A member's sign-ins that have not ended, the newest in front. */
export async function listSessions(
  kv: Deno.Kv,
  { member, practice, nowMs }: { member: Member; practice: Practice; nowMs: number },
): Promise<(Session & { hash: string })[]> {
  const found: (Session & { hash: string })[] = [];
  for await (const { value: hash } of kv.list<string>({ prefix: memberSessionsPrefix(member.id) })) {
    const { value } = await kv.get<Session>(sessionKey(hash));
    const alive = value && nowMs < value.expiresAtMs && value.signInRound === member.signInRound &&
      value.keyEpoch === practice.keyEpoch;
    if (alive) found.push({ ...value, hash });
  }
  return found.sort((a, b) => b.createdAtMs - a.createdAtMs);
}
