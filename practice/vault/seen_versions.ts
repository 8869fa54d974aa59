import { ProtocolError } from "../../e2ee/errors.ts";
import { transact } from "./database.ts";

/** Name of the practice key's epoch among what was seen; a record has another: `settings`, or a room of 22 characters. */
const SEEN_EPOCH = "epoch";

/** Remembers the highest version of each record that this browser has seen, so that an older one is noticed. */
export interface SeenVersions {
  /**
   * Raises what was seen to these versions; returns the highest of each, which is larger where a newer one was seen before.
   * @throws {StorageUnavailableError}
   */
  raise(practiceId: string, versions: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
}

/**
 * Refuses an older practice key than this browser has seen: a server that withholds a rotation would have it seal with, or hand
 * on, a key that a removed member knows.
 * @throws {ProtocolError} `vault_older`
 */
export async function refuseOlderEpoch(seen: SeenVersions, practiceId: string, epoch: number): Promise<void> {
  const highest = await seen.raise(practiceId, new Map([[SEEN_EPOCH, epoch]]));
  if (epoch < highest.get(SEEN_EPOCH)!) throw new ProtocolError("vault_older");
}

interface Seen {
  version: number;
  /** By this device's clock. */
  seenAtMs: number;
}

/** Longer than any consultation lives: `LIMITS.planAheadMs`, and a day. */
const FORGET_AFTER_MS = 400 * 24 * 3600_000;

/** What was seen, in this browser's IndexedDB. It outlives the sign-in, and holds neither names nor secrets. */
export const seenVersions: SeenVersions = {
  async raise(practiceId, versions) {
    const highest = new Map(versions);
    if (versions.size === 0) return highest;
    const seenAtMs = Date.now();
    await transact("seen", "readwrite", (store) => {
      for (const [recordId, version] of versions) {
        const reading: IDBRequest<Seen | undefined> = store.get([practiceId, recordId]);
        reading.onsuccess = () => {
          const most = Math.max(version, reading.result?.version ?? 0);
          highest.set(recordId, most);
          store.put({ version: most, seenAtMs } satisfies Seen, [practiceId, recordId]);
        };
      }
      return store.count();
    });
    return highest;
  },
};

/** Forgets records that ended long ago; each page of the practice does it once. @throws {StorageUnavailableError} */
export async function forgetLongUnseen(nowMs = Date.now()): Promise<void> {
  await transact("seen", "readwrite", (store) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (nowMs - (cursor.value as Seen).seenAtMs > FORGET_AFTER_MS) cursor.delete();
      cursor.continue();
    };
    return request;
  });
}
