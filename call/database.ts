import { openDatabase } from "../browser/database.ts";
import { isOpenAt } from "../wire/windows.ts";

/**
 * The IndexedDB database that keeps resume secrets and guess counts between two pages of one consultation. Its version stays
 * 1, because pages of older versions would block an upgrade as long as they are open.
 */
const DATABASE = "vieraugen-call";

/**
 * How long a count of guesses or a consultation key is kept after its last change, by this device's clock: longer than the longest time from a
 * plan to the end of its code.
 */
export const COUNT_KEPT_MS = 400 * 24 * 3600_000;

/** How long a resume secret is kept after its last admission, by this device's clock: no server says when it ends. */
export const RESUME_KEPT_MS = 48 * 3600_000;

/** The object stores; records of `resume` have the room as their key, those of `guesses` see secret_hash.ts. */
type Table = "resume" | "guesses";
const TABLES: readonly Table[] = ["resume", "guesses"];

export interface Expiring {
  /** When the record may be deleted, by this device's clock. */
  expiresAtMs: number;
}

/** This browser cannot store anything (private window, full disk, storage forbidden). */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code = "storage_failed";
}

const runTransaction = openDatabase<Table>({
  name: DATABASE,
  version: 1,
  upgrade: (database) => TABLES.forEach((table) => database.createObjectStore(table)),
});

/**
 * Runs one transaction to its end; `work` makes the requests and keeps their results.
 * @throws {StorageError}
 */
export async function transact(
  table: Table,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  try {
    await runTransaction(table, mode, work);
  } catch (cause) {
    throw new StorageError("Cannot use this browser's storage", { cause });
  }
}

/**
 * The room's record; undefined if there is none or it has expired.
 * @throws {StorageError}
 */
export async function getRecord<Value extends Expiring>(
  table: Table,
  room: string,
): Promise<Value | undefined> {
  let value: Value | undefined;
  await transact(table, "readonly", (store) => {
    const request: IDBRequest<Value | undefined> = store.get(room);
    request.onsuccess = () => value = unexpired(table, request.result);
  });
  return value;
}

/**
 * Stores the room's record.
 * @throws {StorageError}
 */
export async function putRecord<Value extends Expiring>(
  table: Table,
  room: string,
  value: Value,
): Promise<void> {
  await transact(table, "readwrite", (store) => {
    store.put(value, room);
    store.transaction.commit(); // at once: a reload aborts open transactions
  });
}

/**
 * Reads, changes and stores a record in one transaction, and returns the new one; an expired record counts as none.
 * @throws {StorageError}
 */
export async function changeRecord<Value extends Expiring>(
  table: Table,
  room: string,
  change: (value: Value | undefined) => Value,
): Promise<Value> {
  let next: Value | undefined;
  await transact(table, "readwrite", (store) => {
    const request: IDBRequest<Value | undefined> = store.get(room);
    request.onsuccess = () => {
      next = change(unexpired(table, request.result));
      store.put(next, room);
      store.transaction.commit();
    };
  });
  return next!;
}

/**
 * Deletes all expired records; each page of a room does it once.
 * @throws {StorageError}
 */
export async function deleteExpired(nowMs: number): Promise<void> {
  for (const table of TABLES) {
    await transact(table, "readwrite", (store) => {
      const request = store.openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        const value: Expiring & { c?: number; isDated?: true } = cursor.value;
        if (!isKept(table, value, nowMs)) {
          // A count of an older version, whose end was the server's word: it gets one of ours.
          const isOlder = value.c !== undefined && !value.isDated;
          if (isOlder) cursor.update({ ...value, isDated: true, expiresAtMs: nowMs + COUNT_KEPT_MS });
          else cursor.delete();
        }
        cursor.continue();
      };
    });
  }
}

function unexpired<Value extends Expiring>(table: Table, value: Value | undefined): Value | undefined {
  return value && isKept(table, value, Date.now()) ? value : undefined;
}

/**
 * A resume secret lasts no longer because the clock was set back. A count or a pinned key protects as long as it is kept, so
 * setting the clock back must not delete it.
 */
function isKept(table: Table, { expiresAtMs }: Expiring, nowMs: number): boolean {
  return table === "resume"
    ? isOpenAt(nowMs, { endsAtMs: expiresAtMs, lengthMs: RESUME_KEPT_MS })
    : nowMs < expiresAtMs;
}

/** A `catch` handler that returns `instead` for a StorageError and rethrows any other error. */
export function ifStorageFails<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof StorageError) return instead;
    throw error;
  };
}
