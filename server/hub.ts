import { BUMP_SHARDS, bumpKey, shardOf } from "../kv/keys.ts";

/** How long a watcher outlives its last waiter: the same clients come back at once. */
const LINGER_MS = 5_000;
/** How long after a broken watch it is opened again. */
const REOPEN_MS = 500;

/** A poll that waits for something to happen in its room. */
interface Waiter {
  room: string;
  peerId: string;
  wake: (woken: boolean) => void;
}

/** One watched bump key. */
interface Shard {
  waiters: Set<Waiter>;
  stop: () => void;
  /** The watch has told its first state: from here on nothing is missed. */
  ready: Promise<void>;
  lingering: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Wakes long-polls. Rooms share bump keys, so that one watcher serves any number of polls: a watcher costs 11 KiB, a
 * waiter here some hundred bytes. What this process commits itself wakes its own waiters without the way through the
 * store; `kv.watch` is what wakes those of all other processes.
 */
export class Hub {
  readonly #shards = new Map<number, Shard>();
  readonly #rooms = new Map<string, Set<Waiter>>();
  #closed = false;

  constructor(
    readonly openKv: () => Promise<Deno.Kv>,
    readonly onError: (error: unknown) => void = () => {},
  ) {}

  /** How many polls are held. */
  get waiting(): number {
    let count = 0;
    for (const waiters of this.#rooms.values()) count += waiters.size;
    return count;
  }

  /** How many watchers are open. */
  get watching(): number {
    return this.#shards.size;
  }

  /**
   * Waits for something to happen in a room; false after the time, on abort, and when the server stops.
   * Nothing is lost between a look and a wait: `look` runs when the waiter is in its place, and tells to stay by undefined.
   */
  async waitFor<Result>(
    { room, peerId, waitMs, signal }: { room: string; peerId: string; waitMs: number; signal: AbortSignal },
    look: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    const endsAtMs = performance.now() + waitMs;
    while (!this.#closed && !signal.aborted) {
      const waiter: Waiter = { room, peerId, wake: () => {} };
      const woken = new Promise<boolean>((resolve) => waiter.wake = resolve);
      const ready = this.#enter(waiter);
      const timer = setTimeout(waiter.wake, Math.max(0, endsAtMs - performance.now()), false);
      const abort = () => waiter.wake(false);
      signal.addEventListener("abort", abort, { once: true });
      try {
        await ready;
        const found = await look();
        if (found !== undefined) return found;
        if (!await woken) return undefined;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        this.#leave(waiter);
      }
    }
    return undefined;
  }

  /** This process has committed something for these peers of a room; for all of them if none is named. */
  bump(room: string, peerIds?: readonly string[]): void {
    for (const waiter of this.#rooms.get(room) ?? []) {
      if (!peerIds || peerIds.includes(waiter.peerId)) waiter.wake(true);
    }
  }

  /** Ends all waits; their polls answer with nothing new, and come back to the next process by their cursor. */
  close(): void {
    this.#closed = true;
    for (const waiters of this.#rooms.values()) for (const waiter of waiters) waiter.wake(false);
    for (const shard of this.#shards.values()) shard.stop();
    this.#shards.clear();
  }

  #enter(waiter: Waiter): Promise<void> {
    const room = this.#rooms.get(waiter.room) ?? new Set();
    this.#rooms.set(waiter.room, room.add(waiter));
    const id = shardOf(waiter.room);
    const shard = this.#shards.get(id) ?? this.#watch(id);
    clearTimeout(shard.lingering);
    shard.waiters.add(waiter);
    return shard.ready;
  }

  #leave(waiter: Waiter): void {
    const room = this.#rooms.get(waiter.room);
    room?.delete(waiter);
    if (room?.size === 0) this.#rooms.delete(waiter.room);
    const id = shardOf(waiter.room);
    const shard = this.#shards.get(id);
    if (!shard) return;
    shard.waiters.delete(waiter);
    if (shard.waiters.size > 0) return;
    clearTimeout(shard.lingering);
    shard.lingering = setTimeout(() => {
      if (shard.waiters.size > 0) return;
      shard.stop();
      this.#shards.delete(id);
    }, LINGER_MS);
  }

  #watch(id: number): Shard {
    let stopped = false;
    let reopened = false;
    let reader: ReadableStreamDefaultReader<unknown> | undefined;
    const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
    const shard: Shard = {
      waiters: new Set(),
      ready,
      lingering: undefined,
      stop() {
        stopped = true;
        clearTimeout(shard.lingering);
        isReady();
        // An abandoned watch leaks: it has to be cancelled.
        reader?.cancel().catch(() => {});
      },
    };
    this.#shards.set(id, shard);
    const run = async () => {
      while (!stopped) {
        try {
          const kv = await this.openKv();
          if (stopped) return;
          reader = kv.watch([bumpKey(id)]).getReader();
          // A watch tells the present state first. Whoever waits for it looks then; after a loss all look again.
          let isNews = reopened;
          for (let result = await reader.read(); !result.done; result = await reader.read()) {
            isReady();
            if (isNews) { for (const waiter of shard.waiters) waiter.wake(true); }
            isNews = true;
          }
        } catch (error) {
          // The store is away: waiting polls end by their own deadline, or are woken when the watch is back.
          if (!stopped) this.onError(error);
        }
        isReady();
        reopened = true;
        if (!stopped) await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
      }
    };
    void run();
    return shard;
  }
}

/** How many watchers there can be at the most. */
export const MAX_WATCHERS = BUMP_SHARDS;
