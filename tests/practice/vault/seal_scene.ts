import type { PracticeKey } from "../../../e2ee/vault.ts";
import { makeLedger } from "../../../practice/vault/ledger.ts";
import { RecordSeals } from "../../../practice/vault/record_seals.ts";
import type { SeenVersions } from "../../../practice/vault/seen_versions.ts";
import type { LedgerAnswer } from "../../../wire/ledger.ts";

/** What one browser has seen, in memory; it outlives pages and sign-ins as IndexedDB does. */
export function seenInMemory(): SeenVersions {
  const seen = new Map<string, number>();
  const pins = new Map<string, string>();
  return {
    raise(practiceId, versions) {
      const highest = [...versions].map(([id, version]) => {
        const most = Math.max(version, seen.get(`${practiceId} ${id}`) ?? 0);
        seen.set(`${practiceId} ${id}`, most);
        return [id, most] as const;
      });
      return Promise.resolve(new Map(highest));
    },
    pin(practiceId, values) {
      const pinned = new Map(
        [...values].map(([id, value]) => [id, pins.get(`${practiceId} ${id}`) ?? value]),
      );
      const isOther = [...values].some(([id, value]) => pinned.get(id) !== value);
      if (!isOther) { for (const [id, value] of values) pins.set(`${practiceId} ${id}`, value); }
      return Promise.resolve(pinned);
    },
  };
}

interface Page {
  keys: readonly [PracticeKey, ...PracticeKey[]];
  /** The oldest key is of epoch 1. */
  hasLedger?: boolean;
  ledger?: LedgerAnswer;
  seen?: SeenVersions;
}

/** The seals of a page that has these keys, newest first. */
export function sealsOf({ keys, hasLedger = false, ledger, seen = seenInMemory() }: Page): RecordSeals {
  return new RecordSeals({
    api: {
      readLedger: () =>
        ledger ? Promise.resolve(ledger) : Promise.reject(new Error("Nobody asks for a ledger")),
    },
    keysOf: () => Promise.resolve({ keys: [...keys], epoch: keys.length, hasLedger }),
    seen,
  });
}

/** The ledger that a page makes of these records, as the server keeps it. */
export async function ledgerOf(
  seals: RecordSeals,
  next: PracticeKey,
  epoch: number,
  recordIds: readonly string[],
): Promise<LedgerAnswer> {
  const portions = await makeLedger(next, { practiceId: "p", epoch }, seals.fingerprintsOf("p", recordIds));
  return { portions: portions.map(({ sealed }) => sealed) };
}
