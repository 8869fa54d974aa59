import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { openLedger, sealLedger } from "../../e2ee/record.ts";
import type { PracticeKey } from "../../e2ee/vault.ts";
import type { LedgerAnswer, LedgerPortion } from "../../wire/ledger.ts";

/** Fingerprints in one portion: 16 bytes each, so that a portion stays within `LIMITS.ledgerChars`. */
const PER_PORTION = 2_600;

/** Seals the ledger of a new practice key, in portions; at least one. */
export async function makeLedger(
  key: CryptoKey,
  { practiceId, epoch }: { practiceId: string; epoch: number },
  fingerprints: readonly string[],
): Promise<LedgerPortion[]> {
  const id = encodeBase64Url(randomBytes(16));
  const count = Math.max(1, Math.ceil(fingerprints.length / PER_PORTION));
  return await Promise.all(Array.from({ length: count }, async (_, portion) => {
    const some = fingerprints.slice(portion * PER_PORTION, (portion + 1) * PER_PORTION);
    return { id, portion, sealed: await sealLedger(key, { practiceId, epoch, portion }, some) };
  }));
}

/** The fingerprints of a ledger. A portion that does not open lists nothing: what it may have listed does not count. */
export async function openWholeLedger(
  key: PracticeKey,
  { practiceId, epoch }: { practiceId: string; epoch: number },
  { portions }: LedgerAnswer,
): Promise<ReadonlySet<string>> {
  const opened = await Promise.all(portions.map(async (sealed, portion) => {
    try {
      return await openLedger(key, { practiceId, epoch, portion }, sealed);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return [];
    }
  }));
  return new Set(opened.flat());
}
