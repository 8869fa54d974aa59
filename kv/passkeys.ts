import { LIMITS } from "../wire/limits.ts";
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
  type PasskeyChallenge,
  passkeyChallengeKey,
  passkeyKey,
  type Session,
  sessionKey,
} from "./keys.ts";
import { checkAuthKey } from "./practices.ts";
import { commitEnd } from "./sessions.ts";

export type { Passkey };

/** Keeps a new challenge: for a member that adds a passkey, or for a sign-in. */
export async function makePasskeyChallenge(
  kv: Deno.Kv,
  memberId: string | undefined,
  nowMs: number,
): Promise<string> {
  const challenge = randomSecret(256);
  const expireIn = LIMITS.passkeyChallengeMs;
  const kept: PasskeyChallenge = {
    ...(memberId === undefined ? {} : { memberId }),
    expiresAtMs: nowMs + expireIn,
  };
  await kv.set(passkeyChallengeKey(challenge), kept, { expireIn });
  return challenge;
}

/** Uses a challenge up, for whatever it is used: was it given to this member, or else for a sign-in? */
export async function spendPasskeyChallenge(
  kv: Deno.Kv,
  challenge: string,
  memberId: string | undefined,
  nowMs: number,
): Promise<boolean> {
  const entry = await kv.get<PasskeyChallenge>(passkeyChallengeKey(challenge));
  if (!entry.value) return false;
  // Of two that use it at once, one loses.
  const { ok } = await kv.atomic().check(entry).delete(entry.key).commit();
  return ok && nowMs < entry.value.expiresAtMs && entry.value.memberId === memberId;
}

/** A member's passkeys, the oldest in front. */
export async function listPasskeys(kv: Deno.Kv, memberId: string): Promise<Passkey[]> {
  const found: Passkey[] = [];
  for await (const { value: hash } of kv.list<string>({ prefix: memberPasskeysPrefix(memberId) })) {
    const { value } = await kv.get<Passkey>(passkeyKey(hash));
    if (value) found.push(value);
  }
  return found.sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}

/** Adds a passkey to a member who proves the passphrase. */
export async function addPasskey(
  kv: Deno.Kv,
  given: Omit<Passkey, "id" | "createdAtMs" | "usedAtMs"> & { authKey: string; nowMs: number },
): Promise<
  | Passkey
  | { refusal: "signed_out" }
  | { refusal: "passphrase_wrong" }
  | { refusal: "passkey_exists" }
  | { refusal: "passkeys_full" }
> {
  const { authKey, nowMs, ...content } = given;
  const id = randomSecret(128);
  return await untilCommitted(async () => {
    const hash = hashSecret(content.credentialId);
    const [member, existing] = await kv.getMany<[Member, Passkey]>([
      memberKey(content.memberId),
      passkeyKey(hash),
    ]);
    if (!member.value) return { refusal: "signed_out" as const };
    if (!checkAuthKey(member.value, authKey)) return { refusal: "passphrase_wrong" as const };
    // Added by this very run, whose answer was lost.
    if (existing.value?.id === id) return existing.value;
    if (existing.value) return { refusal: "passkey_exists" as const };
    if ((await listPasskeys(kv, content.memberId)).length >= LIMITS.passkeysPerMember) {
      return { refusal: "passkeys_full" as const };
    }
    const passkey: Passkey = { ...content, id, createdAtMs: nowMs };
    const { ok } = await kv.atomic().check(member, existing)
      .set(member.key, member.value) // whoever is about to remove the member has to look again
      .set(existing.key, passkey)
      .set(memberPasskeyKey(passkey.memberId, passkey.id), hash)
      .commit();
    return ok ? passkey : RACE;
  });
}

/** Whose passkey it is. */
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
 * Notes that a passkey has signed in. Its counter has to go forward, unless it never counts.
 * Source: Web Authentication Level 3, section 6.1.1.
 */
export async function notePasskeyUse(
  kv: Deno.Kv,
  credentialId: string,
  counter: number,
  nowMs: number,
): Promise<true | { refusal: "passkey_unknown" } | { refusal: "passkey_copied" }> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Passkey>(passkeyKey(hashSecret(credentialId)));
    if (!entry.value) return { refusal: "passkey_unknown" as const };
    const former = entry.value.counter;
    if ((former > 0 || counter > 0) && counter <= former) return { refusal: "passkey_copied" as const };
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, { ...entry.value, counter, usedAtMs: nowMs })
      .commit();
    return ok || RACE;
  });
}

/** Removes a member's passkey, and ends the sign-ins that were done with it; all but the one that asks for it. */
export async function removePasskey(
  kv: Deno.Kv,
  { memberId, id, sessionHash }: { memberId: string; id: string; sessionHash: string },
): Promise<boolean> {
  return await untilCommitted(async (lost) => {
    const entry = await kv.get<string>(memberPasskeyKey(memberId, id));
    if (entry.value === null) return lost > 0; // removed, by whomever
    // A sign-in that is begun with it from here on changes the entry, and is looked at again.
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
      : { ok: await commitEnd(kv, commit, practiceId) };
    return ok || RACE;
  });
}
