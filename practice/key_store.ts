import type { PracticeKey } from "../e2ee/vault.ts";
import { PrivateStoreError, VaultLockedError } from "./private_store.ts";

/** What this browser keeps for the length of a sign-in. The key can be used by this origin's pages, but not taken out. */
export interface KeptKey {
  practiceId: string;
  memberId: string;
  /** The practice key, and before it in time those whose place it took: what they sealed may not be resealed yet. */
  keys: [PracticeKey, ...PracticeKey[]];
  /** Of the first one. */
  epoch: number;
  /** By this browser's clock. */
  expiresAtMs: number;
  /** A recovery key that was made and that nobody has confirmed to have written down yet. */
  recoveryKey?: string;
  /** The server has not answered whether it took `recoveryKey`. */
  recoveryKeyInDoubt?: RecoveryKeyInDoubt;
}

/** How it was before. */
export interface RecoveryKeyInDoubt {
  /** The recovery key that waited to be written down, if one did. */
  former: string | undefined;
  wasUnconfirmed: boolean;
}

const DATABASE = "vieraugen-practice";
const KEYS = "keys";

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  return opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 2);
    request.onupgradeneeded = () => {
      const { result: database } = request;
      // The first version kept names and codes here, in clear.
      for (const store of database.objectStoreNames) database.deleteObjectStore(store);
      database.createObjectStore(KEYS, { keyPath: "practiceId" });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // Another tab with a newer version must not wait for this one; the next call opens again.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      database.onclose = () => opened = undefined;
      resolve(database);
    };
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
}

/** Runs one transaction to its end, so that what was put is on disk as far as the browser promises it. */
async function transact<Result>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  try {
    const database = await openDatabase();
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(KEYS, mode, { durability: "strict" });
      const request = run(transaction.objectStore(KEYS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } catch (cause) {
    throw new PrivateStoreError("This browser's storage did not answer", { cause });
  }
}

/** Keeps the key of a sign-in; any other is gone: a browser is signed in once. @throws {PrivateStoreError} */
export async function keepKey(kept: KeptKey): Promise<void> {
  await forgetKeys();
  await transact("readwrite", (store) => store.put(kept));
  if (kept.recoveryKey !== undefined) markUnconfirmed(kept.memberId);
}

/** What is kept for a practice. @throws {PrivateStoreError | VaultLockedError} */
export async function loadKey(practiceId: string, nowMs = Date.now()): Promise<KeptKey> {
  const kept = await transact<KeptKey | undefined>("readonly", (store) => store.get(practiceId));
  if (kept && nowMs < kept.expiresAtMs) return kept;
  if (kept) await forgetKeys();
  throw new VaultLockedError("No practice key in this browser");
}

/** The sign-in is over. @throws {PrivateStoreError} */
export async function forgetKeys(): Promise<void> {
  await transact("readwrite", (store) => store.clear());
}

/** There is a new practice key. @throws {PrivateStoreError | VaultLockedError} */
export async function keepNewKey(practiceId: string, key: PracticeKey, epoch: number): Promise<void> {
  await changeKey(practiceId, (kept) => ({ ...kept, keys: [key, ...kept.keys], epoch }));
}

/** Changes what is kept, in one transaction: what was forgotten meanwhile does not come back. */
async function changeKey(practiceId: string, change: (kept: KeptKey) => KeptKey): Promise<KeptKey> {
  let changed: KeptKey | undefined;
  await transact("readwrite", (store) => {
    const reading: IDBRequest<KeptKey | undefined> = store.get(practiceId);
    reading.onsuccess = () => {
      const kept = reading.result;
      if (!kept || Date.now() >= kept.expiresAtMs) return;
      changed = change(kept);
      store.put(changed);
    };
    return reading;
  });
  if (!changed) throw new VaultLockedError("No practice key in this browser");
  return changed;
}

/**
 * Keeps a recovery key until it is on paper. `inDoubt`: the server is yet to take it.
 * @throws {PrivateStoreError | VaultLockedError}
 */
export async function keepRecoveryKey(
  practiceId: string,
  recoveryKey: string | undefined,
  inDoubt?: RecoveryKeyInDoubt,
): Promise<void> {
  const { memberId } = await changeKey(
    practiceId,
    ({ recoveryKey: _, recoveryKeyInDoubt: __, ...kept }) => ({
      ...kept,
      ...(recoveryKey === undefined ? {} : { recoveryKey }),
      ...(inDoubt === undefined ? {} : { recoveryKeyInDoubt: inDoubt }),
    }),
  );
  if (recoveryKey !== undefined) markUnconfirmed(memberId);
}

/** The recovery key is on paper. @throws {PrivateStoreError | VaultLockedError} */
export async function confirmRecoveryKey(practiceId: string, memberId: string): Promise<void> {
  unmarkUnconfirmed(memberId);
  await keepRecoveryKey(practiceId, undefined);
}

/** Each marks a member whose recovery key was made here and never confirmed: it outlives the sign-in, the key does not. */
const UNCONFIRMED = "vieraugen.recovery-key-unconfirmed.";

/** Before the server knows of the key: whatever becomes of the answer, the member will be reminded. */
export function markUnconfirmed(memberId: string): void {
  ifStored(() => localStorage.setItem(UNCONFIRMED + memberId, ""));
}

export function unmarkUnconfirmed(memberId: string): void {
  ifStored(() => localStorage.removeItem(UNCONFIRMED + memberId));
}

export function isUnconfirmed(memberId: string): boolean {
  return ifStored(() => localStorage.getItem(UNCONFIRMED + memberId) !== null) ?? false;
}

/** A reminder: all else works without storage. */
function ifStored<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The keys that are here, of sign-ins that have not run out. @throws {PrivateStoreError} */
export async function listKeys(nowMs = Date.now()): Promise<KeptKey[]> {
  const all = await transact<KeptKey[]>("readonly", (store) => store.getAll());
  return all.filter(({ expiresAtMs }) => nowMs < expiresAtMs);
}
