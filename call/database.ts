/** What a browser keeps between two pages of one consultation: resume secrets and counted guesses. */
const DATABASE = "vieraugen-call";

/** The tables; every record has the room as its key and says until when it is of use. */
export type Table = "resume" | "guesses";
const TABLES: readonly Table[] = ["resume", "guesses"];

export interface Expiring {
  /** By this device's clock. */
  expiresAtMs: number;
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

async function run<Result>(
  table: Table,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  return await new Promise<Result>((resolve, reject) => {
    const transaction = database.transaction(table, mode);
    const request = work(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function getRecord<Value extends Expiring>(
  table: Table,
  room: string,
): Promise<Value | undefined> {
  const value = await run<Value | undefined>(table, "readonly", (store) => store.get(room));
  return value && value.expiresAtMs > Date.now() ? value : undefined;
}

export async function putRecord<Value extends Expiring>(
  table: Table,
  room: string,
  value: Value,
): Promise<void> {
  await run(table, "readwrite", (store) => store.put(value, room));
}

/** Reads a record and writes what comes of it, in one transaction; an expired one counts as none. */
export async function changeRecord<Value extends Expiring>(
  table: Table,
  room: string,
  change: (value: Value | undefined) => Value,
): Promise<Value> {
  const database = await openDatabase();
  return await new Promise<Value>((resolve, reject) => {
    const transaction = database.transaction(table, "readwrite");
    const store = transaction.objectStore(table);
    const reading: IDBRequest<Value | undefined> = store.get(room);
    let next: Value;
    reading.onsuccess = () => {
      const value = reading.result;
      next = change(value && value.expiresAtMs > Date.now() ? value : undefined);
      store.put(next, room);
    };
    transaction.oncomplete = () => resolve(next);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function deleteRecord(table: Table, room: string): Promise<void> {
  await run(table, "readwrite", (store) => store.delete(room));
}

/** Deletes what is of no more use; called once by each page of a room. */
export async function deleteExpired(nowMs: number): Promise<void> {
  for (const table of TABLES) {
    const rooms = await run(table, "readonly", (store) => store.getAllKeys());
    for (const room of rooms) {
      const record = await run<Expiring | undefined>(table, "readonly", (store) => store.get(room));
      if (record && record.expiresAtMs <= nowMs) await deleteRecord(table, String(room));
    }
  }
}
