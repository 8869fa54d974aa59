import { setImmediate } from "node:timers";
import { bumpKey, shardOf } from "./keys.ts";
import { forgetRoom, forgetShard } from "./room_memory.ts";
import type { IncomingMessage } from "../wire/rooms.ts";

/** Messages that are stored for one peer. */
export interface Delivery {
  peerId: string;
  /** Position of the first one in the mailbox; the others follow without a gap. */
  first: number;
  messages: readonly IncomingMessage[];
  /** Names them: see `Mailbox`. */
  batch: string;
}

/** Something has changed in a room; what, if it was messages only. */
export interface RoomNews {
  room: string;
  /** The practice whose list shows it: whoever waits for news of the list is woken, too, as if it were a room. */
  practiceId?: string;
  deliveries?: readonly Delivery[];
  /** Not stored yet, and perhaps never: for whoever can make use of it at once. */
  isEarly?: boolean;
  /** Nothing was committed after all; changes by other processes in the room's shard may have been overlooked. */
  isDoubtful?: boolean;
}

/** Must not throw: what it makes of the news is nothing to whoever has brought it. */
type Listener = (news: RoomNews) => void;

/** What this process itself has to do with the bump keys of one store. */
interface OwnBumps {
  /** By shard: commits of this process that bump it, from the moment they start. */
  counts: Map<number, number>;
  listeners: Set<Listener>;
}

const bumpsOf = new WeakMap<Deno.Kv, OwnBumps>();

function ownBumps(kv: Deno.Kv): OwnBumps {
  const known = bumpsOf.get(kv) ?? { counts: new Map(), listeners: new Set() };
  bumpsOf.set(kv, known);
  return known;
}

/** How often what is being changed is read again: who gets it torn after all is told of the change by the next poll. */
const MAX_READS = 5;

/**
 * Reads what lies in several places as it was at one moment, so that no change is seen half.
 * @param room Every change of what is read is committed by `commitChange` as news of it.
 */
export async function readAtOneMoment<Value>(
  kv: Deno.Kv,
  room: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const lastBump = async () => (await kv.get(bumpKey(shardOf(room)))).versionstamp;
  let before = await lastBump();
  for (let reads = 1;; reads++) {
    const value = await read();
    const after = await lastBump();
    if (after === before || reads === MAX_READS) return value;
    before = after;
  }
}

/**
 * Tells of messages before they are committed, for a commit waits for the disk. Resolves when whoever has a use for them has
 * been answered.
 */
export async function offerEarly(kv: Deno.Kv, news: RoomNews): Promise<void> {
  for (const listener of ownBumps(kv).listeners) listener({ ...news, isEarly: true });
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Commits a change of a room and wakes whoever waits for it: in this process by its listeners, in all others by
 * `kv.watch` on the bump key. The one way to commit what somebody may wait for.
 */
export async function commitChange(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  news: RoomNews,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  const { practiceId } = news;
  const all: RoomNews[] = practiceId === undefined ? [news] : [news, { room: practiceId }];
  const shards = all.map(({ room }) => shardOf(room));
  const { counts, listeners } = ownBumps(kv);
  for (const shard of shards) {
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
    commit.sum(bumpKey(shard), 1n);
  }
  let isCommitted = false;
  try {
    const result = await commit.commit();
    isCommitted = result.ok;
    return result;
  } finally {
    // Another process's bump may have been taken for this one while it was under way.
    if (!isCommitted) { for (const shard of shards) counts.set(shard, counts.get(shard)! - 1); }
    for (const one of all) {
      if (!isCommitted) forgetShard(kv, shardOf(one.room));
      else if (!one.deliveries) forgetRoom(kv, one.room);
      for (const listener of listeners) listener(isCommitted ? one : { room: one.room, isDoubtful: true });
    }
  }
}

/** Hears of every change that this process commits, until the returned function is called. */
export function listenToChanges(kv: Deno.Kv, listener: Listener): () => void {
  const { listeners } = ownBumps(kv);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * How often other processes have bumped a shard, as far as a value of its bump key tells. It may come out too small while a
 * commit of this process is under way; that commit's own bump puts it right.
 */
export function foreignBumps(kv: Deno.Kv, shard: number, value: Deno.KvU64 | null): bigint {
  return (value?.value ?? 0n) - BigInt(ownBumps(kv).counts.get(shard) ?? 0);
}
