import { type Delivery, foreignBumps, listenToChanges, type RoomNews } from "../kv/bumps.ts";
import { bumpKey, shardOf } from "../kv/keys.ts";

/** How long a watcher outlives its last waiter: the same clients come back at once. */
const LINGER_MS = 5_000;
/** How long after a broken watch it is opened again. */
const REOPEN_MS = 500;

/** A poll that waits for something to happen in its room. */
interface Waiter {
  room: string;
  peerId: string;
  /** With what was stored for it; with "look" for anything else; with "stop" when the wait is over. */
  wake: (why: Delivery | "look" | "stop") => void;
}

/** A wait for something to happen in a room. */
export interface Wait<Result> {
  room: string;
  peerId: string;
  waitMs: number;
  signal: AbortSignal;
  /** Looks whether it has happened; undefined to wait on. Runs when nothing more can be missed. */
  look: () => Promise<Result | undefined>;
  /** Takes what this process has just stored for the peer; undefined to look instead. */
  accept?: (delivery: Delivery) => Result | undefined;
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
 * waiter here some hundred bytes. What this process commits itself wakes its own waiters, and hands them what is new,
 * without the way through the store; `kv.watch` tells what other processes have committed.
 */
export class Hub {
  readonly #shards = new Map<number, Shard>();
  readonly #rooms = new Map<string, Set<Waiter>>();
  #closed = false;
  /** The store whose changes are heard. */
  #heard: Deno.Kv | undefined;
  #stopListening: () => void = () => {};

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

  /** Looks, and waits until there is something; undefined after the time, on abort, and when the server stops. */
  async waitFor<Result>(wait: Wait<Result>): Promise<Result | undefined> {
    const { room, peerId, signal, look, accept } = wait;
    const endsAtMs = performance.now() + wait.waitMs;
    for (;;) {
      const waiter: Waiter = { room, peerId, wake: () => {} };
      const woken = new Promise<Delivery | "look" | "stop">((resolve) => waiter.wake = resolve);
      if (this.#closed || signal.aborted) waiter.wake("stop");
      const ready = this.#enter(waiter);
      const timer = setTimeout(waiter.wake, Math.max(0, endsAtMs - performance.now()), "stop");
      const abort = () => waiter.wake("stop");
      signal.addEventListener("abort", abort, { once: true });
      try {
        await ready;
        const found = await look();
        if (found !== undefined || wait.waitMs === 0) return found;
        const why = await woken;
        if (why === "stop") return undefined;
        const accepted = why === "look" ? undefined : accept?.(why);
        if (accepted !== undefined) return accepted;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        this.#leave(waiter);
      }
    }
  }

  /** Ends all waits; their polls answer with nothing new, and come back to the next process by their cursor. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const waiters of this.#rooms.values()) for (const waiter of waiters) waiter.wake("stop");
    for (const shard of this.#shards.values()) shard.stop();
    this.#shards.clear();
  }

  /** This process has changed something in a room. */
  #hear({ room, deliveries, isDoubtful }: RoomNews): void {
    if (isDoubtful) {
      for (const waiter of this.#shards.get(shardOf(room))?.waiters ?? []) {
        waiter.wake("look");
      }
    }
    for (const waiter of this.#rooms.get(room) ?? []) {
      const delivery = deliveries?.find(({ peerId }) => peerId === waiter.peerId);
      if (delivery) waiter.wake(delivery);
      else if (!deliveries) waiter.wake("look");
    }
  }

  #listen(kv: Deno.Kv): void {
    if (kv === this.#heard) return;
    this.#stopListening();
    this.#heard = kv;
    this.#stopListening = listenToChanges(kv, (news) => this.#hear(news));
  }

  #enter(waiter: Waiter): Promise<void> {
    if (this.#closed) return Promise.resolve();
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
    let reader: ReadableStreamDefaultReader<[Deno.KvEntryMaybe<Deno.KvU64>]> | undefined;
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
          this.#listen(kv);
          reader = kv.watch<[Deno.KvU64]>([bumpKey(id)]).getReader();
          // A watch tells the present state first. Whoever waits for it looks then; after a loss all look again.
          let known = reopened ? -1n : undefined;
          for (let result = await reader.read(); !result.done; result = await reader.read()) {
            const bumps = foreignBumps(kv, id, result.value[0].value);
            if (known !== undefined && bumps > known) {
              for (const waiter of shard.waiters) waiter.wake("look");
            }
            if (known === undefined || bumps > known) known = bumps;
            isReady();
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
