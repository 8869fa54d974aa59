import type { Bytes } from "../e2ee/bytes.ts";
import { changeRecord, COUNT_KEPT_MS, type Expiring, ifStorageFails } from "./database.ts";
import { secretHash } from "./secret_hash.ts";

/**
 * Keeps the first consultation key that a guest meets by one secret, for all tabs of this browser; returns the kept one's
 * fingerprint. Where nothing can be stored, that is the one that was met.
 */
export async function pinKey(secret: readonly string[], fingerprint: Bytes): Promise<Bytes> {
  try {
    const key = await secretHash(["consultation key", ...secret]);
    const kept = await changeRecord<{ fingerprint: Bytes } & Expiring>("guesses", key, (stored) => ({
      fingerprint: stored?.fingerprint ?? fingerprint,
      expiresAtMs: Date.now() + COUNT_KEPT_MS,
    }));
    return kept.fingerprint;
  } catch (error) {
    return ifStorageFails(fingerprint)(error);
  }
}
