/** The part of a consultation that never leaves the practice's browsers. */
export interface PrivateConsultation {
  practiceId: string;
  /** 128 random bits, base64url; the key of the consultation on the server, too. */
  room: string;
  /** The invited person's name. */
  name: string;
  /** A note to oneself; may be empty. */
  note: string;
  /** Language of the invitation. */
  lang: string;
  /** 6 or 9 digits: together with the server's locator they make the access code. */
  codeSecret: string;
  /** 16 bytes, base64url. */
  linkSecret: string;
  codeLength: 12 | 16;
  startsAtMs: number;
  waitingPhone?: string;
  createdAtMs: number;
  /** The public part of the code; absent until the server has answered. */
  locator?: string;
}

/** Where the private parts are kept. The vault takes the place of IndexedDB behind this same interface. */
export interface PrivateStore {
  /** Stores a private part, in the place of an older one. */
  put(record: PrivateConsultation): Promise<void>;
  get(practiceId: string, room: string): Promise<PrivateConsultation | undefined>;
  /** All of one practice, in no particular order. */
  list(practiceId: string): Promise<PrivateConsultation[]>;
  remove(practiceId: string, room: string): Promise<void>;
}

/** This browser cannot keep anything (private window, full disk, storage forbidden). */
export class PrivateStoreError extends Error {
  override readonly name = "PrivateStoreError";
}

const DATABASE = "vieraugen-practice";
const CONSULTATIONS = "consultations";

/** Deletes after the code's end, and a day more: a clock that is wrong must not cost a living consultation. */
const KEEP_AFTER_START_MS = 2 * 24 * 3600_000;

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  return opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(CONSULTATIONS, { keyPath: ["practiceId", "room"] });
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

/** Runs one transaction to its end, so that a resolved `put` is on disk as far as the browser promises it. */
async function transact<Result>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  try {
    const database = await openDatabase();
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(CONSULTATIONS, mode, { durability: "strict" });
      const request = run(transaction.objectStore(CONSULTATIONS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } catch (cause) {
    throw new PrivateStoreError("This browser's storage did not answer", { cause });
  }
}

/** The private parts in this browser's IndexedDB. Every function throws {PrivateStoreError}. */
export const privateStore: PrivateStore = {
  put: async (record) => void await transact("readwrite", (store) => store.put(record)),
  get: (practiceId, room) => transact("readonly", (store) => store.get([practiceId, room])),
  list: (practiceId) =>
    // Arrays sort behind strings: every room of this practice and nothing of another one.
    transact("readonly", (store) => store.getAll(IDBKeyRange.bound([practiceId], [practiceId, []]))),
  remove: (practiceId, room) => transact("readwrite", (store) => store.delete([practiceId, room])),
};

/** What the host's room page needs of a consultation; undefined when another browser made it. */
export function privatePartOf(practiceId: string, room: string): Promise<PrivateConsultation | undefined> {
  return privateStore.get(practiceId, room);
}

/** Forgets what has been over for a day; returns the rest. */
export async function forgetExpired(
  store: PrivateStore,
  practiceId: string,
  nowMs: number,
): Promise<PrivateConsultation[]> {
  const living: PrivateConsultation[] = [];
  for (const record of await store.list(practiceId)) {
    if (record.startsAtMs + KEEP_AFTER_START_MS > nowMs) living.push(record);
    else await store.remove(practiceId, record.room);
  }
  return living;
}
