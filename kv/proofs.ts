import { MEMBER_LIMITS } from "../wire/limits.ts";
import type { ProofPurpose } from "../wire/sign_in.ts";
import { isOpenAt } from "../wire/windows.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import { type GivenProof, proofKey } from "./keys.ts";

/** Stores that the member of a sign-in has just proved to be there; returns the token that shows it. */
export async function createProof(
  kv: Deno.Kv,
  { sessionHash, purpose, nowMs }: { sessionHash: string; purpose: ProofPurpose; nowMs: number },
): Promise<string> {
  const token = randomSecret(256);
  const expireIn = MEMBER_LIMITS.proofMs;
  const proof: GivenProof = { sessionHash, purpose, expiresAtMs: nowMs + expireIn };
  await kv.set(proofKey(hashSecret(token)), proof, { expireIn });
  return token;
}

/** Is this the token of a proof for this purpose, in this sign-in? */
export async function checkProof(
  kv: Deno.Kv,
  token: string,
  { sessionHash, purpose, nowMs }: { sessionHash: string; purpose: ProofPurpose; nowMs: number },
): Promise<boolean> {
  const { value } = await kv.get<GivenProof>(proofKey(hashSecret(token)));
  return value !== null && value.sessionHash === sessionHash && value.purpose === purpose &&
    isOpenAt(nowMs, { endsAtMs: value.expiresAtMs, lengthMs: MEMBER_LIMITS.proofMs });
}
