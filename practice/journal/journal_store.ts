import type { JournalChain, JournalHead } from "../../wire/journal.ts";
import { transact } from "../vault/database.ts";
import type { MemberEvent } from "./journal_events.ts";

/** What this browser remembers of the journal; all of it outlives the sign-in. All throw {StorageUnavailableError}. */
export interface JournalStore {
  /** The newest entry that this browser has seen. */
  head(practiceId: string, chain: JournalChain): Promise<JournalHead | undefined>;
  keepHead(practiceId: string, chain: JournalChain, head: JournalHead): Promise<void>;
  /** Up to where the member has been told. */
  told(practiceId: string, memberId: string): Promise<Told | undefined>;
  keepTold(practiceId: string, memberId: string, told: Told): Promise<void>;
  /** The server's entry of the sign-in by which this browser became known: no news here. */
  own(practiceId: string, memberId: string): Promise<number | undefined>;
  keepOwn(practiceId: string, memberId: string, n: number): Promise<void>;
  /** Events that the server has not taken yet. */
  unsent(): Promise<UnsentEvent[]>;
  add(event: UnsentEvent): Promise<void>;
  remove(id: string): Promise<void>;
  /** Runs one piece of work at a time, over all tabs of this browser. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** The newest entries of both chains that the member was told of. */
export type Told = Record<JournalChain, number>;

export type UnsentEvent = MemberEvent & { practiceId: string };

/** In this browser's IndexedDB. */
export const journalStore: JournalStore = {
  head: (practiceId, chain) =>
    transact<JournalHead | undefined>("journal", "readonly", (store) => store.get([practiceId, chain])),
  async keepHead(practiceId, chain, head) {
    await transact("journal", "readwrite", (store) => {
      const reading: IDBRequest<JournalHead | undefined> = store.get([practiceId, chain]);
      reading.onsuccess = () => {
        if ((reading.result?.n ?? 0) < head.n) store.put(head, [practiceId, chain]);
      };
      return reading;
    });
  },
  told: (practiceId, memberId) =>
    transact<Told | undefined>("journal", "readonly", (store) => store.get([practiceId, "told", memberId])),
  async keepTold(practiceId, memberId, told) {
    await transact("journal", "readwrite", (store) => store.put(told, [practiceId, "told", memberId]));
  },
  own: (practiceId, memberId) =>
    transact<number | undefined>("journal", "readonly", (store) => store.get([practiceId, "own", memberId])),
  async keepOwn(practiceId, memberId, n) {
    await transact("journal", "readwrite", (store) => store.put(n, [practiceId, "own", memberId]));
  },
  unsent: () => transact<UnsentEvent[]>("unsent", "readonly", (store) => store.getAll()),
  async add(event) {
    await transact("unsent", "readwrite", (store) => store.put(event));
  },
  async remove(id) {
    await transact("unsent", "readwrite", (store) => store.delete(id));
  },
  // Where Web Locks are missing, two tabs may both send an event; readers know it by its id.
  alone: (work) => navigator.locks?.request("vieraugen-journal", work) ?? work(),
};
