import { MEMBER_LIMITS } from "../wire/limits.ts";
import { isOpenAt } from "../wire/windows.ts";
import { randomSecret } from "./hashes.ts";
import { type PasskeyChallenge, passkeyChallengeKey } from "./keys.ts";

/** What a challenge is for: a sign-in (neither), adding a passkey of a member, or a member's proof for a purpose. */
export type ChallengeUse = Pick<PasskeyChallenge, "memberId" | "purpose">;

/** Stores a new challenge. */
export async function createPasskeyChallenge(
  kv: Deno.Kv,
  use: ChallengeUse,
  nowMs: number,
): Promise<string> {
  const challenge = randomSecret(256);
  const expireIn = MEMBER_LIMITS.passkeyChallengeMs;
  const kept: PasskeyChallenge = { ...use, expiresAtMs: nowMs + expireIn };
  await kv.set(passkeyChallengeKey(challenge), kept, { expireIn });
  return challenge;
}

/** Uses up a challenge in any case. Returns whether it has not expired and was given for this use. */
export async function consumePasskeyChallenge(
  kv: Deno.Kv,
  challenge: string,
  { memberId, purpose }: ChallengeUse,
  nowMs: number,
): Promise<boolean> {
  const entry = await kv.get<PasskeyChallenge>(passkeyChallengeKey(challenge));
  if (!entry.value) return false;
  // Of two requests that use it at once, one loses.
  const { ok } = await kv.atomic().check(entry).delete(entry.key).commit();
  const window = { endsAtMs: entry.value.expiresAtMs, lengthMs: MEMBER_LIMITS.passkeyChallengeMs };
  return ok && isOpenAt(nowMs, window) && entry.value.memberId === memberId &&
    entry.value.purpose === purpose;
}
