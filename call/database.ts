/** The IndexedDB database that keeps resume secrets and guess counts between two pages of one consultation. */
const DATABASE = "vieraugen-call";

/** The object stores; each record's key is its room. */
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

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  return opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => TABLES.forEach((table) => request.result.createObjectStore(table));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
}

/**
 * Runs one transaction to its end; `work` makes the requests and keeps their results.
 * @throws {StorageError}
 */
async function transact(
  table: Table,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  try {
    const database = await openDatabase();
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(table));
    });
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
    request.onsuccess = () => value = unexpired(request.result);
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
      next = change(unexpired(request.result));
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
        if ((cursor.value as Expiring).expiresAtMs <= nowMs) cursor.delete();
        cursor.continue();
      };
    });
  }
}

function unexpired<Value extends Expiring>(value: Value | undefined): Value | undefined {
  return value && value.expiresAtMs > Date.now() ? value : undefined;
}

/** A `catch` handler that returns `instead` for a StorageError and rethrows any other error. */
export function ifStorageFails<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof StorageError) return instead;
    throw error;
  };
}
