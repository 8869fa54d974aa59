import type { NewPassphrase, NewRecovery } from "../wire/sign_in.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash } from "./hashes.ts";
import { type Member, memberByEmailKey, memberKey, type Recovery } from "./keys.ts";
import { hasPassphrase, withPassphrase } from "./passphrases.ts";
import { type Refused, refused } from "./refused.ts";
import { commitSessionEnd, readSignIn } from "./sessions.ts";

/** What the store keeps of a recovery key. */
export function recoveryOf({ authKey, wrappedKey }: NewRecovery): Recovery {
  return { authKeyHash: hashSecret(authKey), wrappedKey };
}

/** Proves a member's recovery key. Constant time, also for unknown members, so that timing does not reveal accounts. */
export function checkRecoveryKey(member: Member | undefined, authKey: string): boolean {
  return matchesHash(authKey, member?.recovery.authKeyHash ?? hashSecret("nobody")) && member !== undefined;
}

/** Replaces the recovery key of the member of a sign-in. */
export async function replaceRecoveryKey(
  kv: Deno.Kv,
  { sessionHash, recovery, nowMs }: { sessionHash: string; recovery: NewRecovery; nowMs: number },
): Promise<true | Refused<"signed_out">> {
  return await untilCommitted(async () => {
    const signIn = await readSignIn(kv, sessionHash, nowMs);
    if (!signIn) return refused("signed_out");
    const { session, member } = signIn;
    const next: Member = { ...member.value, recovery: recoveryOf(recovery) };
    return (await kv.atomic().check(session, member).set(member.key, next).commit()).ok || RACE;
  });
}

/** Uses up a recovery key: sets a new passphrase and a new recovery key, and ends all sign-ins. */
export async function recoverMember(
  kv: Deno.Kv,
  { email, authKey, passphrase, recovery }: {
    email: string;
    /** Of the recovery key. */
    authKey: string;
    passphrase: NewPassphrase;
    recovery: NewRecovery;
  },
): Promise<Member | Refused<"recovery_wrong">> {
  return await untilCommitted(async (lost) => {
    const { value: id } = await kv.get<string>(memberByEmailKey(email));
    const entry = id === null ? undefined : await kv.get<Member>(memberKey(id));
    const member = entry?.value ?? undefined;
    // Used up by the attempt before, whose answer was lost. The same request sent again is refused.
    if (lost > 0 && member && hasPassphrase(member, passphrase)) return member;
    if (!checkRecoveryKey(member, authKey) || !entry || !member) {
      return refused("recovery_wrong");
    }
    const next: Member = { ...withPassphrase(member, passphrase), recovery: recoveryOf(recovery) };
    const commit = kv.atomic().check(entry).set(entry.key, next);
    return await commitSessionEnd(kv, commit, next.practiceId) ? next : RACE;
  });
}
