import type { StoredGuessCounts } from "../e2ee/guesses.ts";
import { COUNT_KEPT_MS, type Expiring, transact } from "./database.ts";
import type { GuessStore } from "./pairing/guess_budget.ts";
import { secretHash } from "./secret_hash.ts";

/** The count of one secret; its key in the store is the secret's keyed hash. */
interface StoredCount extends Expiring {
  count: number;
}

/** What an older version has stored for a host's room: `replaced` tells which of its codes was counted. */
interface FormerCounts extends StoredGuessCounts {
  replaced?: StoredGuessCounts;
}

/**
 * The count of guesses at one secret, in this browser's IndexedDB: for all tabs, and for ever as far as the server can tell.
 * The record's key is a keyed hash of `secret`, its names and digits, so that nobody reads a code in the database. `former`:
 * the count that an older version has stored elsewhere, used as long as there is none here.
 */
export function guessStore(
  secret: readonly string[],
  room: string,
  former: (stored: FormerCounts | undefined) => number,
): GuessStore {
  return {
    async change(by) {
      const key = await secretHash(secret);
      let next = 0;
      await transact("guesses", "readwrite", (store) => {
        const older: IDBRequest<FormerCounts | undefined> = store.get(room);
        const reading: IDBRequest<StoredCount | undefined> = store.get(key);
        reading.onsuccess = () => {
          next = by(reading.result?.count ?? former(older.result));
          store.put({ count: next, expiresAtMs: Date.now() + COUNT_KEPT_MS } satisfies StoredCount, key);
          store.transaction.commit();
        };
      });
      return next;
    },
  };
}
