import type { PracticeKey } from "../../e2ee/vault.ts";
import { VaultLockedError } from "../errors.ts";
import { transact } from "./database.ts";

/** What this browser keeps in IndexedDB during a sign-in. Pages of this origin can use the keys, but not export them. */
export interface KeptKey {
  practiceId: string;
  memberId: string;
  /** The practice key, followed by the former ones, newest first: not everything may be resealed yet. */
  keys: [PracticeKey, ...PracticeKey[]];
  /** Epoch of the first key. */
  epoch: number;
  /** What a former key has sealed counts only if the ledger lists it; absent before the first rotation that made one. */
  hasLedger?: boolean;
  /** An older version made the member's entry: name and role are still to be bound to it. */
  isUnbound?: boolean;
  /** By this device's clock. */
  expiresAtMs: number;
}

/** How long a practice key is kept at most, by this device's clock, whatever the server says. */
const KEY_LIFE_MS = 12 * 3600_000;

/** By how much this device's clock may be put back during a sign-in. */
const CLOCK_CHANGE_MS = 12 * 3600_000;

/**
 * Keeps the key of a sign-in, for `KEY_LIFE_MS` at most, and deletes any other: a browser has one sign-in.
 * @throws {StorageUnavailableError}
 */
export async function keepKey(kept: KeptKey): Promise<void> {
  await forgetKeys();
  const expiresAtMs = Math.min(kept.expiresAtMs, Date.now() + KEY_LIFE_MS);
  await transact("keys", "readwrite", (store) => store.put({ ...kept, expiresAtMs }));
}

/** Returns what is kept for a practice. @throws {StorageUnavailableError | VaultLockedError} */
export async function loadKey(practiceId: string, nowMs = Date.now()): Promise<KeptKey> {
  const kept = await transact<KeptKey | undefined>("keys", "readonly", (store) => store.get(practiceId));
  if (!kept || !isAlive(kept, nowMs)) {
    if (kept) await forgetKeys();
    throw new VaultLockedError("Cannot find a practice key in this browser");
  }
  // The clock was put back: the key lives no longer because of that than it would from now on.
  const latestMs = nowMs + KEY_LIFE_MS;
  if (kept.expiresAtMs > latestMs) {
    await transact("keys", "readwrite", (store) => {
      const reading: IDBRequest<KeptKey | undefined> = store.get(practiceId);
      reading.onsuccess = () => reading.result && store.put({ ...reading.result, expiresAtMs: latestMs });
      return reading;
    });
  }
  return kept;
}

/** An end that is too far away was not set by this clock. */
function isAlive({ expiresAtMs }: KeptKey, nowMs: number): boolean {
  return nowMs < expiresAtMs && expiresAtMs - nowMs <= KEY_LIFE_MS + CLOCK_CHANGE_MS;
}

/** Deletes all keys, at the end of a sign-in. @throws {StorageUnavailableError} */
export async function forgetKeys(): Promise<void> {
  await transact("keys", "readwrite", (store) => store.clear());
}

/**
 * Puts a new practice key, which came with a ledger, in front of the former ones, in one transaction: deleted keys do not
 * come back.
 * @throws as `loadKey`
 */
export async function keepNewKey(practiceId: string, key: PracticeKey, epoch: number): Promise<void> {
  let isKept = false;
  await transact("keys", "readwrite", (store) => {
    const reading: IDBRequest<KeptKey | undefined> = store.get(practiceId);
    reading.onsuccess = () => {
      const kept = reading.result;
      if (!kept || !isAlive(kept, Date.now())) return;
      isKept = true;
      store.put({ ...kept, keys: [key, ...kept.keys], epoch, hasLedger: true } satisfies KeptKey);
    };
    return reading;
  });
  if (!isKept) throw new VaultLockedError("Cannot find a practice key in this browser");
}

/** The keys of sign-ins that have not expired. @throws {StorageUnavailableError} */
export async function listKeys(nowMs = Date.now()): Promise<KeptKey[]> {
  const all = await transact<KeptKey[]>("keys", "readonly", (store) => store.getAll());
  return all.filter((kept) => isAlive(kept, nowMs));
}
