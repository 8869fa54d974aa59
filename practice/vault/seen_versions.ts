import { ProtocolError } from "../../e2ee/errors.ts";
import { type LoosePracticeKey, practiceKeyFingerprint } from "../../e2ee/vault.ts";
import { transact } from "./database.ts";

/**
 * Name of the practice key's epoch among what was seen; a record has another: `settings`, or a room of 22 characters. The
 * fingerprint of a key is beside it, as `key` and its epoch.
 */
const SEEN_EPOCH = "epoch";

/** Remembers the highest version of each record that this browser has seen, so that an older one is noticed. */
export interface SeenVersions {
  /**
   * Raises what was seen to these versions; returns the highest of each, which is larger where a newer one was seen before.
   * @throws {StorageUnavailableError}
   */
  raise(practiceId: string, versions: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
  /**
   * Pins values that never change, all of them or, if one was pinned otherwise, none; returns what is pinned of each then.
   * @throws {StorageUnavailableError}
   */
  pin(practiceId: string, values: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
}

/**
 * Refuses practice keys that are older than this browser has seen, or others than it has seen of their epochs: a server that
 * withholds a rotation, or puts one that a removed member has made in its place, would have this browser seal with, or hand on,
 * a key that the removed member knows. An epoch that was not seen yet is proved by the one before it (`openKeyring`).
 * @param keys a member's practice keys by epoch, without gaps
 * @throws {ProtocolError} `vault_older`, `vault_invalid`; then nothing of them is remembered
 */
export async function refuseOtherKeys(
  seen: SeenVersions,
  practiceId: string,
  keys: ReadonlyMap<number, LoosePracticeKey>,
): Promise<void> {
  const newest = Math.max(...keys.keys());
  const highest = async (epoch: number) =>
    (await seen.raise(practiceId, new Map([[SEEN_EPOCH, epoch]]))).get(SEEN_EPOCH)!;
  if (newest < await highest(0)) throw new ProtocolError("vault_older");
  const fingerprints = new Map<string, string>();
  for (const [epoch, key] of keys) {
    fingerprints.set(`key ${epoch}`, await practiceKeyFingerprint(key, { practiceId, epoch }));
  }
  const pinned = await seen.pin(practiceId, fingerprints);
  for (const [name, fingerprint] of fingerprints) {
    if (pinned.get(name) !== fingerprint) throw new ProtocolError("vault_invalid", `Another ${name}`);
  }
  if (newest < await highest(newest)) throw new ProtocolError("vault_older"); // another tab was faster
}

interface Seen {
  version: number;
  /** By this device's clock. */
  seenAtMs: number;
}

interface Pinned extends Pick<Seen, "seenAtMs"> {
  pinned: string;
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
  async pin(practiceId, values) {
    const pinned = new Map(values);
    const seenAtMs = Date.now();
    await transact("seen", "readwrite", (store) => {
      const readings = [...values.keys()].map((name) => {
        const reading: IDBRequest<Pinned | undefined> = store.get([practiceId, name]);
        return [name, reading] as const;
      });
      const last = store.count();
      last.onsuccess = () => { // and so were all readings
        for (const [name, { result }] of readings) if (result) pinned.set(name, result.pinned);
        if ([...values].some(([name, value]) => pinned.get(name) !== value)) return;
        for (const [name, value] of values) {
          store.put({ pinned: value, seenAtMs } satisfies Pinned, [practiceId, name]);
        }
      };
      return last;
    });
    return pinned;
  },
};

/** Forgets records that ended long ago; each page of the practice does it once. @throws {StorageUnavailableError} */
export async function forgetLongUnseen(nowMs = Date.now()): Promise<void> {
  await transact("seen", "readwrite", (store) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (nowMs - (cursor.value as Seen | Pinned).seenAtMs > FORGET_AFTER_MS) cursor.delete();
      cursor.continue();
    };
    return request;
  });
}
