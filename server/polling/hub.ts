import { type Delivery, ForeignBumps, listenToChanges, type News } from "../../kv/bumps.ts";
import { bumpKey, shardOf } from "../../kv/keys.ts";
import { Backoff } from "../../wire/backoff.ts";
import { PresenceWriter } from "./presence_writer.ts";
import { LIMITS } from "../../wire/limits.ts";

/** How long a watcher stays open after its last wait has left: clients poll again at once. */
const LINGER_MS = 5_000;
/** Longest pause before a broken watcher is opened again; the first is short. */
const REOPEN_MS = 30_000;

/**
 * How often the hub looks for waits that are over, clients that have left and watchers without waits. One interval for
 * all, because a timer and an abort listener for each wait would cost memory.
 */
const TICK_MS = 100;

/** Bump keys per watcher: `kv.watch` takes at most ten. */
const SHARDS_PER_WATCHER = 8;

/** How long a wait has to be quiet before its `tidy` runs. */
export const QUIET_MS = 1_000;

/** Why a wait is woken: by messages for its peer, by another change, or because it is over. */
type Wake = Delivery | "look" | "stop";

/** How long a request is held, in milliseconds: 25 s at most. A HEAD request is not held: its answer has no body to wait for. */
export function holdMsOf({ method }: Request, askedMs: number): number {
  return method === "HEAD" ? 0 : Math.min(askedMs, LIMITS.holdMs);
}

/** A long-poll: which changes of a topic it waits for, and how it reads what it answers. */
export interface LongPoll<Result> {
  /** What changes: a room, or a practice, whose changes are those of its list. */
  topic: string;
  /** Whose messages it waits for; empty for none. */
  peerId: string;
  waitMs: number;
  signal: AbortSignal;
  /** Whose it is: a seat, a sign-in. With `mostHeld`. */
  holder?: string;
  /** How many of the holder's polls are held at a time; an older one ends without a result. */
  mostHeld?: number;
  /** Reads the store: the result, or undefined to wait on. What is committed after it was called wakes the wait. */
  look(): Promise<Result | undefined>;
  /** Takes messages that this process has just stored for the peer; undefined to look instead. */
  accept?(delivery: Delivery): Result | undefined;
  /** Does what is not urgent. Called once, after `QUIET_MS`. */
  tidy?(): Promise<void>;
}

/** How a wait ended: with a result, without one, or with an error. */
export type End<Result> = { found: Result | undefined } | { error: unknown };

/**
 * The wait of one long-poll: looks, then stands by until it is woken. Ten thousand of them are held at a time, so each is
 * small: while it stands by it has no closure, promise, timer, listener or suspended function of its own.
 */
export class Wait<Result> {
  readonly shard: number;
  readonly #endsAtMs: number;
  /** Why it was woken during a look. */
  #missed: Wake | undefined;
  #isStandingBy = false;
  #end: End<Result> | undefined;
  #isTidy = false;

  constructor(readonly hub: Hub, readonly poll: LongPoll<Result>) {
    this.shard = shardOf(poll.topic);
    this.#endsAtMs = performance.now() + poll.waitMs;
  }

  /** Returns what the first look has found, or the held wait. */
  async begin(): Promise<{ found: Result | undefined } | { held: Wait<Result> }> {
    try {
      await this.hub.enter(this);
      const end = await this.#look();
      // After the look, which has checked that the poll is its holder's.
      if (!end) {
        this.hub.endOlder(this);
        return { held: this };
      }
      this.hub.leave(this);
      return end;
    } catch (error) {
      this.hub.leave(this);
      throw error;
    }
  }

  /** Calls `tell` when the wait ends, or at once if it has ended. To be called once. */
  whenOver(tell: (end: End<Result>) => void): void {
    if (this.#end) tell(this.#end);
    else this.tell = tell;
  }

  /** Set by `whenOver`. A method by its type, so that a `Wait` of any result is a `Wait<unknown>`. */
  private tell?(end: End<Result>): void;

  /** Ends the wait when its time is over or its client has left; tidies once it has been quiet. */
  tick(nowMs: number): void {
    const { signal, waitMs } = this.poll;
    if (this.#endsAtMs <= nowMs || signal.aborted) return this.wake("stop");
    if (this.#isTidy || this.#endsAtMs - waitMs + QUIET_MS > nowMs) return;
    this.#isTidy = true;
    this.poll.tidy?.().catch((error) => this.hub.onError(error));
  }

  wake(reason: Wake): void {
    if (this.#isStandingBy) {
      if (reason === "stop") return this.#finish({ found: undefined });
      const found = this.#accept(reason);
      if (found === undefined) void this.#lookAgain();
      else this.#finish({ found });
    } else if (reason === "stop" || this.#missed === undefined) {
      this.#missed = reason;
    } else if (this.#missed !== "stop") {
      this.#missed = "look"; // several reasons: one more look finds everything
    }
  }

  #accept(reason: Delivery | "look"): Result | undefined {
    return reason === "look" ? undefined : this.poll.accept?.(reason);
  }

  /** Looks until nothing has come during a look. Returns undefined when the wait stands by. */
  async #look(): Promise<{ found: Result | undefined } | undefined> {
    const { signal, waitMs } = this.poll;
    for (;;) {
      const found = await this.poll.look();
      const missed = this.#missed;
      this.#missed = undefined;
      const isOver = missed === "stop" || waitMs === 0 || signal.aborted || this.hub.isClosed;
      if (found !== undefined || isOver) return { found };
      if (missed === undefined) {
        // In the same step as the check: a wake from here on finds the wait standing by.
        this.#isStandingBy = true;
        return undefined;
      }
      const accepted = this.#accept(missed);
      if (accepted !== undefined) return { found: accepted };
    }
  }

  async #lookAgain(): Promise<void> {
    this.#isStandingBy = false;
    try {
      const end = await this.#look();
      if (end) this.#finish(end);
    } catch (error) {
      this.#finish({ error });
    }
  }

  #finish(end: End<Result>): void {
    this.hub.leave(this);
    this.#isStandingBy = false;
    this.#end = end;
    this.tell?.(end);
  }
}

/** One `kv.watch` over several bump keys, and the waits that it wakes. */
interface Watcher {
  waits: Set<Wait<unknown>>;
  stop: () => void;
  /** Resolves when it has reported the present state: from here on no change is missed. */
  ready: Promise<void>;
  /** When its last wait left, by `performance.now()`. */
  emptySinceMs: number;
}

/**
 * Wakes long-polls. Topics share bump keys, and bump keys share watchers: a watcher costs 11 KiB, a wait some hundred
 * bytes. Commits of this process wake its own waits directly and hand them the new messages; `kv.watch` reports the
 * commits of other processes.
 */
export class Hub {
  /** Writes which seats' clients are there. */
  readonly presence: PresenceWriter;
  readonly #watchers = new Map<number, Watcher>();
  #isClosed = false;
  /** The store whose news the hub listens to. */
  #store: Deno.Kv | undefined;
  #stopListening: () => void = () => {};
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly openKv: () => Promise<Deno.Kv>,
    readonly onError: (error: unknown) => void = () => {},
  ) {
    this.presence = new PresenceWriter(openKv, onError);
  }

  /** The number of held long-polls. */
  get heldCount(): number {
    let count = 0;
    for (const { waits } of this.#watchers.values()) count += waits.size;
    return count;
  }

  /** The number of open watchers. */
  get watcherCount(): number {
    return this.#watchers.size;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Looks once, and holds the wait if nothing was found. A wait ends without a result when its time is over, its client
   * leaves or the hub is closed.
   */
  begin<Result>(
    poll: LongPoll<Result>,
  ): Promise<{ found: Result | undefined } | { held: Wait<Result> }> {
    return new Wait(this, poll).begin();
  }

  /** Ends all waits. Their clients get an empty answer and go on at the next process by their cursor. */
  close(): void {
    this.#isClosed = true;
    this.presence.close();
    this.#stopListening();
    clearInterval(this.#ticking);
    for (const watcher of this.#watchers.values()) {
      for (const wait of watcher.waits) wait.wake("stop");
      watcher.stop();
    }
    this.#watchers.clear();
  }

  /** Adds a wait. Resolves when no change can be missed any more. */
  enter(wait: Wait<unknown>): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    const id = watcherOf(wait.shard);
    const watcher = this.#watchers.get(id) ?? this.#openWatcher(id);
    watcher.waits.add(wait);
    return watcher.ready;
  }

  leave(wait: Wait<unknown>): void {
    const watcher = this.#watchers.get(watcherOf(wait.shard));
    if (!watcher) return;
    watcher.waits.delete(wait);
    if (watcher.waits.size === 0) watcher.emptySinceMs = performance.now();
  }

  /** Ends the oldest waits of the same holder, if there are too many. Counts those of this process. */
  endOlder({ shard, poll: { topic, holder, mostHeld } }: Wait<unknown>): void {
    if (holder === undefined || mostHeld === undefined) return;
    // A set keeps the order in which the waits came.
    const theirs = [...this.#watchers.get(watcherOf(shard))?.waits ?? []]
      .filter(({ poll }) => poll.holder === holder && poll.topic === topic);
    for (const older of theirs.slice(0, -mostHeld)) older.wake("stop");
  }

  /** Wakes the waits that a commit of this process concerns. */
  #hear({ topic, deliveries, isDoubtful }: News): void {
    const shard = shardOf(topic);
    for (const wait of this.#watchers.get(watcherOf(shard))?.waits ?? []) {
      const { poll } = wait;
      if (isDoubtful ? wait.shard !== shard : poll.topic !== topic) continue;
      const reason = deliveries ? deliveries.find(({ peerId }) => peerId === poll.peerId) : "look";
      try {
        if (reason) wait.wake(reason);
      } catch (error) {
        this.onError(error); // one defective wait must not keep the others or the sender from going on
      }
    }
  }

  #listen(kv: Deno.Kv): void {
    if (kv === this.#store) return;
    this.#stopListening();
    this.#store = kv;
    this.#stopListening = listenToChanges(kv, (news) => this.#hear(news));
  }

  #tick(): void {
    const nowMs = performance.now();
    for (const [id, watcher] of this.#watchers) {
      for (const wait of watcher.waits) wait.tick(nowMs);
      if (watcher.waits.size > 0 || nowMs - watcher.emptySinceMs < LINGER_MS) continue;
      watcher.stop();
      this.#watchers.delete(id);
    }
    if (this.#watchers.size > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #openWatcher(id: number): Watcher {
    let isStopped = false;
    let isReopened = false;
    let reader: ReadableStreamDefaultReader<Deno.KvEntryMaybe<Deno.KvU64>[]> | undefined;
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
    const watcher: Watcher = {
      waits: new Set(),
      ready,
      emptySinceMs: 0,
      stop() {
        isStopped = true;
        becomeReady();
        reader?.cancel().catch(() => {}); // an abandoned watch leaks
      },
    };
    this.#watchers.set(id, watcher);
    const shards = shardsOf(id);
    const backoff = new Backoff(250, REOPEN_MS, Math.random, 0.5);
    const run = async () => {
      while (!isStopped) {
        try {
          const kv = await this.openKv();
          if (isStopped) return;
          this.#listen(kv);
          reader = kv.watch<Deno.KvU64[]>(shards.map(bumpKey)).getReader();
          // The first report is the present state: new waits look after it; after a broken watch all look again.
          const counters = shards.map((shard) => new ForeignBumps(kv, shard, isReopened));
          for (let result = await reader.read(); !result.done; result = await reader.read()) {
            backoff.reset();
            for (const [i, counter] of counters.entries()) {
              if (!counter.isChanged(result.value[i]!.value)) continue;
              for (const wait of watcher.waits) if (wait.shard === counter.shard) wait.wake("look");
            }
            becomeReady();
          }
        } catch (error) {
          // The store cannot be reached: waits end by their own time, or are woken when the watch is back.
          if (!isStopped) this.onError(error);
        }
        becomeReady();
        isReopened = true;
        if (!isStopped) await new Promise((resolve) => setTimeout(resolve, backoff.nextMs()));
      }
    };
    void run();
    return watcher;
  }
}

/** The watcher that a shard belongs to. */
function watcherOf(shard: number): number {
  return Math.floor(shard / SHARDS_PER_WATCHER);
}

function shardsOf(watcher: number): number[] {
  return Array.from({ length: SHARDS_PER_WATCHER }, (_, i) => watcher * SHARDS_PER_WATCHER + i);
}
