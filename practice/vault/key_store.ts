import type { PracticeKey } from "../../e2ee/vault.ts";
import { markUnconfirmed, unmarkUnconfirmed } from "../account/recovery_reminder.ts";
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
  /** A recovery key that the member has not yet confirmed to have written down. */
  recoveryKey?: string;
  /** Set while it is not known whether the server took `recoveryKey`. */
  recoveryKeyInDoubt?: RecoveryKeyInDoubt;
}

/** The state before `recoveryKey` was sent, in case that the server refused it. */
export interface RecoveryKeyInDoubt {
  /** The recovery key that was waiting to be written down, if any. */
  former: string | undefined;
  wasUnconfirmed: boolean;
}

/** Keeps the key of a sign-in and deletes any other: a browser has one sign-in. @throws {StorageUnavailableError} */
export async function keepKey(kept: KeptKey): Promise<void> {
  await forgetKeys();
  await transact("keys", "readwrite", (store) => store.put(kept));
  if (kept.recoveryKey !== undefined) markUnconfirmed(kept.memberId);
}

/** Returns what is kept for a practice. @throws {StorageUnavailableError | VaultLockedError} */
export async function loadKey(practiceId: string, nowMs = Date.now()): Promise<KeptKey> {
  const kept = await transact<KeptKey | undefined>("keys", "readonly", (store) => store.get(practiceId));
  if (kept && nowMs < kept.expiresAtMs) return kept;
  if (kept) await forgetKeys();
  throw new VaultLockedError("Cannot find a practice key in this browser");
}

/** Deletes all keys, at the end of a sign-in. @throws {StorageUnavailableError} */
export async function forgetKeys(): Promise<void> {
  await transact("keys", "readwrite", (store) => store.clear());
}

/** Puts a new practice key, which came with a ledger, in front of the former ones. @throws as `loadKey` */
export async function keepNewKey(practiceId: string, key: PracticeKey, epoch: number): Promise<void> {
  await changeKey(practiceId, (kept) => ({ ...kept, keys: [key, ...kept.keys], epoch, hasLedger: true }));
}

/** Changes what is kept, in one transaction: deleted keys do not come back. */
async function changeKey(practiceId: string, change: (kept: KeptKey) => KeptKey): Promise<KeptKey> {
  let changed: KeptKey | undefined;
  await transact("keys", "readwrite", (store) => {
    const reading: IDBRequest<KeptKey | undefined> = store.get(practiceId);
    reading.onsuccess = () => {
      const kept = reading.result;
      if (!kept || Date.now() >= kept.expiresAtMs) return;
      changed = change(kept);
      store.put(changed);
    };
    return reading;
  });
  if (!changed) throw new VaultLockedError("Cannot find a practice key in this browser");
  return changed;
}

/**
 * Keeps a recovery key until it is confirmed; `undefined` deletes it. `inDoubt` is given while the server has not taken it.
 * @throws {StorageUnavailableError | VaultLockedError}
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

/** Deletes the recovery key and its reminder: it is written down. @throws {StorageUnavailableError | VaultLockedError} */
export async function confirmRecoveryKey(practiceId: string, memberId: string): Promise<void> {
  unmarkUnconfirmed(memberId);
  await keepRecoveryKey(practiceId, undefined);
}

/** The keys of sign-ins that have not expired. @throws {StorageUnavailableError} */
export async function listKeys(nowMs = Date.now()): Promise<KeptKey[]> {
  const all = await transact<KeptKey[]>("keys", "readonly", (store) => store.getAll());
  return all.filter(({ expiresAtMs }) => nowMs < expiresAtMs);
}
