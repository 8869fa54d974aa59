/** How long the browser may take for one transaction: some never answer, for instance while they delete a database. */
const STORAGE_MS = 10_000;

/** An IndexedDB database. */
interface DatabaseOptions {
  name: string;
  version: number;
  /** Makes or changes the object stores; `transaction` is that of the upgrade. `oldVersion`: 0 if there was none. */
  upgrade(database: IDBDatabase, transaction: IDBTransaction, oldVersion: number): void;
}

/**
 * Runs one transaction to its end: on disk, as far as the browser guarantees it. `work` makes the requests and keeps their
 * results.
 * @throws whatever keeps the browser from it, also an error after ten seconds without an answer
 */
type Transact<Table extends string> = (
  table: Table,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => void,
) => Promise<void>;

/** A database that is opened by its first transaction, and again once it was closed. */
export function openDatabase<Table extends string>(options: DatabaseOptions): Transact<Table> {
  let opened: Promise<IDBDatabase> | undefined;
  const forget = () => opened = undefined;
  return (table, mode, work) =>
    inTime((async () => {
      opened ??= open(options, forget);
      await run((await opened).transaction(table, mode, { durability: "strict" }), table, work);
    })());
}

/** An upgrade may be blocked by pages of an older version: the request waits for them, and so do transactions, in time. */
function open({ name, version, upgrade }: DatabaseOptions, forget: () => void): Promise<IDBDatabase> {
  return new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, request.transaction!, oldVersion);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // It is being deleted, or a page of a newer version waits: the next transaction opens it again.
      database.onversionchange = () => {
        database.close();
        forget();
      };
      database.onclose = forget;
      resolve(database);
    };
  }).catch((error) => {
    forget();
    throw error;
  });
}

function run(
  transaction: IDBTransaction,
  table: string,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(table));
  });
}

function inTime(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("No answer in time", "TimeoutError")), STORAGE_MS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
