import { MEMBER_LIMITS } from "../wire/limits.ts";
import { randomSecret } from "./hashes.ts";
import { type PasskeyChallenge, passkeyChallengeKey } from "./keys.ts";

/** Stores a new challenge, for a member who adds a passkey or (`memberId` undefined) for a sign-in. */
export async function createPasskeyChallenge(
  kv: Deno.Kv,
  memberId: string | undefined,
  nowMs: number,
): Promise<string> {
  const challenge = randomSecret(256);
  const expireIn = MEMBER_LIMITS.passkeyChallengeMs;
  const kept: PasskeyChallenge = {
    ...(memberId === undefined ? {} : { memberId }),
    expiresAtMs: nowMs + expireIn,
  };
  await kv.set(passkeyChallengeKey(challenge), kept, { expireIn });
  return challenge;
}

/**
 * Uses up a challenge in any case. Returns whether it has not expired and was given to this member, or (`memberId` undefined)
 * for a sign-in.
 */
export async function consumePasskeyChallenge(
  kv: Deno.Kv,
  challenge: string,
  memberId: string | undefined,
  nowMs: number,
): Promise<boolean> {
  const entry = await kv.get<PasskeyChallenge>(passkeyChallengeKey(challenge));
  if (!entry.value) return false;
  // Of two requests that use it at once, one loses.
  const { ok } = await kv.atomic().check(entry).delete(entry.key).commit();
  return ok && nowMs < entry.value.expiresAtMs && entry.value.memberId === memberId;
}
