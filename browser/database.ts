/** What a browser keeps between two pages of one consultation: resume secrets and counted guesses. */
const DATABASE = "vieraugen-call";

/** The tables; every record has its room as the key and says until when it is of use. */
export type Table = "resume" | "guesses";
const TABLES: readonly Table[] = ["resume", "guesses"];

export interface Expiring {
  /** By this device's clock. */
  expiresAtMs: number;
}

/** This browser cannot keep anything (private window, full disk, storage forbidden). */
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
 * Runs one transaction to its end; `work` asks for what it wants and puts what it made where the caller finds it.
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
    throw new StorageError("This browser's storage did not answer", { cause });
  }
}

/** @throws {StorageError} */
export async function getRecord<Value extends Expiring>(
  table: Table,
  room: string,
): Promise<Value | undefined> {
  let value: Value | undefined;
  await transact(table, "readonly", (store) => {
    const reading: IDBRequest<Value | undefined> = store.get(room);
    reading.onsuccess = () => value = living(reading.result);
  });
  return value;
}

/** @throws {StorageError} */
export async function putRecord<Value extends Expiring>(
  table: Table,
  room: string,
  value: Value,
): Promise<void> {
  await transact(table, "readwrite", (store) => {
    store.put(value, room);
    store.transaction.commit(); // at once: a reload ends what is still open
  });
}

/**
 * Reads a record and writes what comes of it, in one transaction; an expired one counts as none.
 * @throws {StorageError}
 */
export async function changeRecord<Value extends Expiring>(
  table: Table,
  room: string,
  change: (value: Value | undefined) => Value,
): Promise<Value> {
  let next: Value | undefined;
  await transact(table, "readwrite", (store) => {
    const reading: IDBRequest<Value | undefined> = store.get(room);
    reading.onsuccess = () => {
      next = change(living(reading.result));
      store.put(next, room);
      store.transaction.commit();
    };
  });
  return next!;
}

/** Deletes what is of no more use; called once by each page of a room. @throws {StorageError} */
export async function deleteExpired(nowMs: number): Promise<void> {
  for (const table of TABLES) {
    await transact(table, "readwrite", (store) => {
      const walking = store.openCursor();
      walking.onsuccess = () => {
        const cursor = walking.result;
        if (!cursor) return;
        if ((cursor.value as Expiring).expiresAtMs <= nowMs) cursor.delete();
        cursor.continue();
      };
    });
  }
}

function living<Value extends Expiring>(value: Value | undefined): Value | undefined {
  return value && value.expiresAtMs > Date.now() ? value : undefined;
}

/** For `catch`: gives something instead where this browser cannot keep anything; any other error is a defect. */
export function ifStorageFails<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof StorageError) return instead;
    throw error;
  };
}
