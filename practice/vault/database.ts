import { openDatabase } from "../../browser/database.ts";
import { StorageUnavailableError } from "../errors.ts";

/** The IndexedDB database of the practice in this browser. */
const DATABASE = "vieraugen-practice";

/**
 * - `keys`: the keys of the sign-in, by practice; deleted with it;
 * - `seen`: the highest versions seen of what the server keeps, by practice and record;
 * - `journal`: the newest entries seen of the journal, and up to where a member was told, by practice;
 * - `unsent`: entries of the journal that the server has not taken yet, by their id.
 *
 * All but `keys` outlive the sign-in.
 */
type Table = "keys" | "seen" | "journal" | "unsent";

const runTransaction = openDatabase<Table>({
  name: DATABASE,
  version: 5,
  upgrade(database, transaction, oldVersion) {
    // Version 1 stored names and codes unencrypted.
    if (oldVersion < 2) {
      for (const store of database.objectStoreNames) database.deleteObjectStore(store);
      database.createObjectStore("keys" satisfies Table, { keyPath: "practiceId" });
    } else if (oldVersion < 4) deleteRecoveryKeys(transaction.objectStore("keys" satisfies Table));
    if (oldVersion < 3) database.createObjectStore("seen" satisfies Table);
    database.createObjectStore("journal" satisfies Table);
    database.createObjectStore("unsent" satisfies Table, { keyPath: "id" });
  },
});

/** Up to version 3, a recovery key was kept in clear until it was confirmed; the reminder asks for a new one. */
function deleteRecoveryKeys(keys: IDBObjectStore): void {
  keys.openCursor().onsuccess = ({ target }) => {
    const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
    if (!cursor) return;
    const { recoveryKey: _, recoveryKeyInDoubt: __, ...kept } = cursor.value;
    cursor.update(kept);
    cursor.continue();
  };
}

/**
 * Runs one transaction and waits until it is complete: on disk, as far as the browser guarantees it. Returns the result of
 * the request that `run` returns.
 * @throws {StorageUnavailableError}
 */
export async function transact<Result>(
  table: Table,
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  let request: IDBRequest<Result> | undefined;
  try {
    await runTransaction(table, mode, (store) => {
      request = run(store);
    });
  } catch (cause) {
    throw new StorageUnavailableError("Cannot use this browser's storage", { cause });
  }
  return request!.result;
}
