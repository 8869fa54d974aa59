import { encodeBase64Url } from "../e2ee/bytes.ts";
import type { StoredGuessCounts } from "../e2ee/guesses.ts";
import { lv } from "../e2ee/lv.ts";
import { changeRecord, COUNT_KEPT_MS, type Expiring, getRecord, transact } from "./database.ts";
import type { GuessStore } from "./pairing/guess_budget.ts";

/** The key of the record that holds the hashing key. */
const HASHING_KEY = "hashing key";

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
      const key = await hashOf(secret);
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

async function hashOf(parts: readonly string[]): Promise<string> {
  const data = lv("vieraugen guesses", ...parts);
  return encodeBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", await hashingKey(), data)));
}

let known: Promise<CryptoKey> | undefined;

/** This browser's key, made at the first use. No page can export it. */
function hashingKey(): Promise<CryptoKey> {
  return known ??= findOrMakeKey().catch((error) => {
    known = undefined;
    throw error;
  });
}

async function findOrMakeKey(): Promise<CryptoKey> {
  type Kept = { key: CryptoKey } & Expiring;
  const found = await getRecord<Kept>("guesses", HASHING_KEY);
  if (found) return found.key;
  const algorithm: HmacKeyGenParams = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.generateKey(algorithm, false, ["sign"]);
  // Another tab may have been faster.
  const kept = await changeRecord<Kept>(
    "guesses",
    HASHING_KEY,
    (stored) => stored ?? { key, expiresAtMs: Infinity },
  );
  return kept.key;
}
