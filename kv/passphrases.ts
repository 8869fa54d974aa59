import type { NewPassphrase } from "../wire/sign_in.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash } from "./hashes.ts";
import type { Member } from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import { commitSessionEnd, readSignIn } from "./sessions.ts";

/** Proves a member's passphrase. Constant time, also for unknown members, so that timing does not reveal accounts. */
export function checkAuthKey(member: Member | undefined, authKey: string): boolean {
  return matchesHash(authKey, member?.authKeyHash ?? hashSecret("nobody")) && member !== undefined;
}

/**
 * Is this very passphrase stored already? Then it was committed and the answer was lost: no other request has the same salt
 * and the same wrapped key.
 */
export function hasPassphrase(member: Member, { kdfSalt, authKey, wrappedKey }: NewPassphrase): boolean {
  return member.kdfSalt === kdfSalt && member.wrappedKey === wrappedKey && checkAuthKey(member, authKey);
}

/** Changes a passphrase; all other sign-ins of the member end, unless it is the same one, stretched anew. */
export async function changePassphrase(
  kv: Deno.Kv,
  { sessionHash, authKey, passphrase, isSame = false, nowMs }: {
    sessionHash: string;
    /** Of the old passphrase. */
    authKey: string;
    passphrase: NewPassphrase;
    isSame?: boolean;
    nowMs: number;
  },
): Promise<true | Refused<"signed_out" | "passphrase_wrong">> {
  return await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (!signIn) return refused("signed_out");
    const { session, member, practice } = signIn;
    if (hasPassphrase(member.value, passphrase)) return true;
    if (!checkAuthKey(member.value, authKey)) return refused("passphrase_wrong");
    const changed = withPassphrase(member.value, passphrase);
    const next = isSame ? { ...changed, signInRound: member.value.signInRound } : changed;
    const expireIn = session.value.expiresAtMs - nowMs;
    const commit = kv.atomic().check(member, session, practice)
      .set(member.key, next)
      .set(session.key, { ...session.value, signInRound: next.signInRound }, { expireIn });
    return await commitSessionEnd(kv, commit, next.practiceId) || RACE;
  });
}

/** The member with another passphrase, which ends all sign-ins of before. */
export function withPassphrase(
  { kdf: _, ...member }: Member,
  { kdfSalt, kdf, authKey, wrappedKey }: NewPassphrase,
): Member {
  return {
    ...member,
    kdfSalt,
    ...(kdf ? { kdf } : {}),
    authKeyHash: hashSecret(authKey),
    wrappedKey,
    signInRound: member.signInRound + 1,
  };
}
