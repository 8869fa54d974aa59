import { MEMBER_LIMITS } from "../wire/limits.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import {
  type Member,
  memberKey,
  memberPasskeyKey,
  memberPasskeysPrefix,
  memberSessionKey,
  memberSessionsPrefix,
  type Passkey,
  passkeyKey,
  type Session,
  sessionKey,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import { commitSessionEnd, readSignIn } from "./sessions.ts";

/** A member's passkeys, the oldest first. */
export async function listPasskeys(kv: Deno.Kv, memberId: string): Promise<Passkey[]> {
  const found: Passkey[] = [];
  for await (const { value: hash } of kv.list<string>({ prefix: memberPasskeysPrefix(memberId) })) {
    const { value } = await kv.get<Passkey>(passkeyKey(hash));
    if (value) found.push(value);
  }
  return found.sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}

/** Adds a passkey of the member of a sign-in. */
export async function addPasskey(
  kv: Deno.Kv,
  given: Omit<Passkey, "id" | "createdAtMs" | "usedAtMs"> & { sessionHash: string; nowMs: number },
): Promise<Passkey | Refused<"signed_out" | "passkey_exists" | "passkeys_full">> {
  const { sessionHash, nowMs, ...content } = given;
  const id = randomSecret(128);
  return await untilCommitted(async () => {
    const hash = hashSecret(content.credentialId);
    const [signIn, existing] = await Promise.all([
      readSignIn(kv, sessionHash, nowMs),
      kv.get<Passkey>(passkeyKey(hash)),
    ]);
    if (signIn?.member.value.id !== content.memberId) return refused("signed_out");
    const { member, session, practice } = signIn;
    // Added by the attempt before, whose answer was lost.
    if (existing.value?.id === id) return existing.value;
    if (existing.value) return refused("passkey_exists");
    if ((await listPasskeys(kv, content.memberId)).length >= MEMBER_LIMITS.passkeysPerMember) {
      return refused("passkeys_full");
    }
    const passkey: Passkey = { ...content, id, createdAtMs: nowMs };
    const commit = kv.atomic().check(member, session, existing);
    if (practice.value.passkeysRequired && session.value.passkeyId === undefined) {
      // Now it is as good as one that was made with a passkey.
      const expireIn = session.value.expiresAtMs - nowMs;
      commit.set(session.key, { ...session.value, passkeyId: id }, { expireIn });
    }
    const { ok } = await commit
      .set(member.key, member.value) // a concurrent removal of the member fails, and reads again
      .set(existing.key, passkey)
      .set(memberPasskeyKey(passkey.memberId, passkey.id), hash)
      .commit();
    return ok ? passkey : RACE;
  });
}

/** A passkey and its member. */
export async function findPasskey(
  kv: Deno.Kv,
  credentialId: string,
): Promise<{ passkey: Passkey; member: Member } | undefined> {
  const { value: passkey } = await kv.get<Passkey>(passkeyKey(hashSecret(credentialId)));
  if (!passkey) return undefined;
  const { value: member } = await kv.get<Member>(memberKey(passkey.memberId));
  return member ? { passkey, member } : undefined;
}

/**
 * Records a sign-in by a passkey. Its counter must have grown, unless it has always been 0.
 * Source: Web Authentication Level 3, section 6.1.1.
 */
export async function recordPasskeyUse(
  kv: Deno.Kv,
  credentialId: string,
  counter: number,
  nowMs: number,
): Promise<true | Refused<"passkey_unknown" | "passkey_copied">> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Passkey>(passkeyKey(hashSecret(credentialId)));
    if (!entry.value) return refused("passkey_unknown");
    const former = entry.value.counter;
    if ((former > 0 || counter > 0) && counter <= former) return refused("passkey_copied");
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, { ...entry.value, counter, usedAtMs: nowMs })
      .commit();
    return ok || RACE;
  });
}

/** Removes a member's passkey and ends the sign-ins made with it, except the requesting one. False if there is none. */
export async function removePasskey(
  kv: Deno.Kv,
  { memberId, id, sessionHash }: { memberId: string; id: string; sessionHash: string },
): Promise<boolean> {
  return await untilCommitted(async (lost) => {
    const entry = await kv.get<string>(memberPasskeyKey(memberId, id));
    if (entry.value === null) return lost > 0; // removed meanwhile
    // A sign-in made with it from here on changes the entry, so this commit fails and the sign-ins are read again.
    const commit = kv.atomic().check(entry).delete(entry.key).delete(passkeyKey(entry.value));
    let practiceId: string | undefined;
    for await (const { value: hash } of kv.list<string>({ prefix: memberSessionsPrefix(memberId) })) {
      const { value: session } = await kv.get<Session>(sessionKey(hash));
      if (session?.passkeyId !== id || hash === sessionHash) continue;
      commit.delete(sessionKey(hash)).delete(memberSessionKey(memberId, session.id));
      ({ practiceId } = session);
    }
    const { ok } = practiceId === undefined
      ? await commit.commit()
      : { ok: await commitSessionEnd(kv, commit, practiceId) };
    return ok || RACE;
  });
}
