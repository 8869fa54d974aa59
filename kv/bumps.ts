import { bumpKey, shardOf } from "./keys.ts";
import { forgetRoom } from "./room_memory.ts";
import type { IncomingMessage } from "../wire/mailbox.ts";

/** Messages that were stored for one peer. */
export interface Delivery {
  peerId: string;
  /** Position of the first message in the mailbox; the others follow without a gap. */
  first: number;
  messages: readonly IncomingMessage[];
}

/** What a commit changes that somebody may wait for. */
export interface Change {
  /** The room that has changed. */
  room?: string;
  /** The practice whose list shows the change. */
  practiceId?: string;
  /** The room's new messages, if nothing else has changed. */
  deliveries?: readonly Delivery[];
}

/** What a listener is told of a commit of this process. */
export interface News {
  /** The room or the practice that has changed. */
  topic: string;
  /** The new messages, if nothing else has changed. */
  deliveries?: readonly Delivery[];
  /** The commit has failed. While it was counted, `ForeignBumps` may have hidden a change by another process in the shard. */
  isDoubtful?: boolean;
}

/** Must not throw: publishers do not handle listeners' errors. */
type Listener = (news: News) => void;

/** The bumps of this process in one store, and who listens to them. */
interface OwnBumps {
  /** By shard: how many commits of this process have bumped it, counted from the start of each commit. */
  counts: Map<number, number>;
  listeners: Set<Listener>;
}

const bumpsOf = new WeakMap<Deno.Kv, OwnBumps>();

function ownBumps(kv: Deno.Kv): OwnBumps {
  const known = bumpsOf.get(kv) ?? { counts: new Map(), listeners: new Set() };
  bumpsOf.set(kv, known);
  return known;
}

/** How often a changing topic is read. If the last read is torn, the next poll reports the change. */
const MAX_READS = 5;

/**
 * Reads several entries of a topic as they were at one moment, so that no change is seen half.
 * @param topic A room or a practice; every change of what is read is committed by `commitChange` for it.
 */
export async function readAtOneMoment<Value>(
  kv: Deno.Kv,
  topic: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const lastBump = async () => (await kv.get(bumpKey(shardOf(topic)))).versionstamp;
  let before = await lastBump();
  for (let reads = 1;; reads++) {
    const value = await read();
    const after = await lastBump();
    if (after === before || reads === MAX_READS) return value;
    before = after;
  }
}

/**
 * Commits a change and wakes the polls that wait for it: in this process by its listeners, in all others by `kv.watch` on
 * the bump key. Whatever a poll may wait for is committed here.
 */
export function commitChange(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  change: Change,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  return commitChanges(kv, commit, [change]);
}

/** The same for the changes of several rooms in one commit. */
export async function commitChanges(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  changes: readonly Change[],
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  const news = changes.flatMap(({ room, practiceId, deliveries }): News[] => [
    ...room === undefined ? [] : [{ topic: room, ...(deliveries ? { deliveries } : {}) }],
    ...practiceId === undefined ? [] : [{ topic: practiceId }],
  ]);
  const shards = news.map(({ topic }) => shardOf(topic));
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
    for (const { room, deliveries } of changes) if (room !== undefined && !deliveries) forgetRoom(kv, room);
    // While the failed commit was counted, `ForeignBumps` may have hidden another process's bump: all waits of the shard look.
    if (!isCommitted) { for (const shard of shards) counts.set(shard, counts.get(shard)! - 1); }
    for (const one of news) {
      for (const listener of listeners) listener(isCommitted ? one : { topic: one.topic, isDoubtful: true });
    }
  }
}

/** Tells the listener of every change that this process commits, until the returned function is called. */
export function listenToChanges(kv: Deno.Kv, listener: Listener): () => void {
  const { listeners } = ownBumps(kv);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells from the reports of a watch whether another process has bumped a shard. */
export class ForeignBumps {
  /** The bump key's value at the last report, and the part of it that is not this process's. */
  #value: bigint | undefined;
  #foreign = 0n;

  /** @param isNews Whether the first report is a change already: changes before it were missed. */
  constructor(readonly kv: Deno.Kv, readonly shard: number, readonly isNews: boolean) {}

  /**
   * Whether the reported value of the bump key shows a bump of another process. One that has gone back does: a backup was
   * restored. The part of other processes alone may go back while a commit of this process is under way, which was counted and
   * is not reported yet; that commit's own bump corrects it.
   */
  isChanged(reported: Deno.KvU64 | null): boolean {
    const value = reported?.value ?? 0n;
    const foreign = value - BigInt(ownBumps(this.kv).counts.get(this.shard) ?? 0);
    const isFirst = this.#value === undefined;
    const hasGoneBack = !isFirst && value < this.#value!;
    const isChanged = isFirst ? this.isNews : hasGoneBack || foreign > this.#foreign;
    this.#value = value;
    if (isFirst || isChanged) this.#foreign = foreign;
    return isChanged;
  }
}
