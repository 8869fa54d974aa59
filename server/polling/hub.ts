import { type Delivery, foreignBumps, listenToChanges, type RoomNews } from "../../kv/bumps.ts";
import { bumpKey, shardOf } from "../../kv/keys.ts";
import { forgetShard } from "../../kv/room_memory.ts";

/** How long a watcher outlives its last waiter: the same clients come back at once. */
const LINGER_MS = 5_000;
/** How long after a broken watch it is opened again. */
const REOPEN_MS = 500;

/**
 * How often it is looked whose time is over, whose client has gone, and which watch nobody needs: one clock for all, since
 * a timer and a listener each would cost memory.
 */
const TICK_MS = 100;

/** How many bump keys one watcher watches: `kv.watch` takes no more than ten. */
const SHARDS_PER_WATCH = 8;

/** How long nothing has to come for a wait before it does what is not urgent. */
export const QUIET_MS = 1_000;

/** Why a wait is woken: by what was stored for it; to look, for anything else; because it is over. */
type Wake = Delivery | "look" | "stop";

/** What becomes of a wait that was woken. */
export type Verdict<Result> = { found: Result } | "look" | "wait";

/** Somebody who waits for something to happen in a room. */
export interface Waiting<Result> {
  room: string;
  peerId: string;
  waitMs: number;
  signal: AbortSignal;
  /** Looks whether it has happened; undefined to wait on. Runs when nothing more can be missed. */
  look(): Promise<Result | undefined>;
  /** Takes what this process stores for the peer, as soon as it is under way or when it is stored. */
  accept?(delivery: Delivery, isEarly: boolean): Verdict<Result>;
  /** Does what is not urgent, once, when it has been quiet for a moment. */
  tidy?(): Promise<void>;
}

/** How a wait has ended: with what was found, if anything was, or with an error. */
export type End<Result> = { found: Result | undefined } | { error: unknown };

/** A wait that stands by. */
export interface Held<Result> {
  /** Tells how it has ended, at once if it has. To be called once. */
  whenOver(tell: (end: End<Result>) => void): void;
}

/**
 * One wait: looks, then stands by until it is woken. As small as can be, because ten thousand of them wait at a time: no
 * function of its own, no promise, no timer, no listener, no frame that stands still.
 */
class Wait<Result> implements Held<Result> {
  readonly endsAtMs: number;
  /** Who waits in the same room, too; the hub's. */
  next: Waiter | undefined;
  #looking: Promise<void> | undefined;
  /** Woken while it looked. */
  #missed: Wake | undefined;
  /** Offered while it looked. */
  #offered: Delivery | undefined;
  #isStandingBy = false;
  #tell: ((end: End<Result>) => void) | undefined;
  #end: End<Result> | undefined;
  #isTidy = false;

  constructor(readonly hub: Hub, readonly of: Waiting<Result>) {
    this.endsAtMs = performance.now() + of.waitMs;
  }

  /** What the first look finds, or what waits on. */
  async begin(): Promise<{ found: Result | undefined } | { held: Held<Result> }> {
    const { signal } = this.of;
    try {
      await this.hub.enter(this);
      for (;;) {
        const found = await this.of.look();
        if (this.of.waitMs === 0 || signal.aborted || this.hub.isClosed) this.#missed = "stop";
        const verdict = this.#afterLook(found);
        if (typeof verdict === "object") {
          this.hub.leave(this);
          return verdict;
        }
        if (verdict === "wait") break;
      }
    } catch (error) {
      this.hub.leave(this);
      throw error;
    }
    this.#isStandingBy = true;
    return { held: this };
  }

  whenOver(tell: (end: End<Result>) => void): void {
    if (this.#end) tell(this.#end);
    else this.#tell = tell;
  }

  /** What time brings: an end, by its own or since the client has gone, or rest enough to tidy up. */
  tick(nowMs: number): void {
    if (this.endsAtMs <= nowMs || this.of.signal.aborted) return this.wake("stop");
    if (this.#isTidy || this.endsAtMs - this.of.waitMs + QUIET_MS > nowMs) return;
    this.#isTidy = true;
    this.of.tidy?.().catch((error) => this.hub.onError(error));
  }

  wake(why: Wake): void {
    if (!this.#isStandingBy || this.#looking) {
      // The latest but "stop" is enough: who looks finds everything.
      if (this.#missed !== "stop") {
        this.#missed = this.#missed === undefined ? why : why === "stop" ? why : "look";
      }
      return;
    }
    this.#follow(this.#judge(undefined, why));
  }

  /** Takes what is not stored yet, if it has a use for it: at once, or when it has looked. */
  offer(delivery: Delivery): void {
    if (!this.#isStandingBy || this.#looking) this.#offered ??= delivery;
    else this.#follow(this.#judgeOffer(delivery));
  }

  /** What a look has found, or why it was woken. */
  #judge(found: Result | undefined, why: Wake | undefined): Verdict<Result | undefined> {
    if (found !== undefined || why === "stop") return { found };
    if (typeof why === "object") return this.of.accept?.(why, false) ?? "look";
    return why ?? "wait";
  }

  #judgeOffer(delivery: Delivery): Verdict<Result> {
    const verdict = this.of.accept?.(delivery, true);
    return typeof verdict === "object" ? verdict : "wait";
  }

  /** What is to be done after a look, in view of what has come meanwhile: what was offered may be stored by now, or not. */
  #afterLook(found: Result | undefined): Verdict<Result | undefined> {
    const [missed, offered] = [this.#missed, this.#offered];
    this.#missed = this.#offered = undefined;
    const verdict = this.#judge(found, missed);
    return verdict === "wait" && offered ? this.#judgeOffer(offered) : verdict;
  }

  #follow(verdict: Verdict<Result | undefined>): void {
    if (typeof verdict === "object") this.#finish(verdict);
    else if (verdict === "look") this.#looking = this.#look();
  }

  async #look(): Promise<void> {
    try {
      const found = await this.of.look();
      this.#looking = undefined;
      this.#follow(this.#afterLook(found));
    } catch (error) {
      this.#finish({ error });
    }
  }

  #finish(end: End<Result>): void {
    this.hub.leave(this);
    this.#isStandingBy = false;
    this.#end = end;
    this.#tell?.(end);
  }
}

/** A wait as the hub knows it. */
type Waiter = Pick<Wait<unknown>, "of" | "wake" | "offer" | "tick" | "next">;

/** One watcher, of several bump keys, and who waits for what it tells. */
interface Watch {
  /** By room: one who waits there; the others hang on it. */
  rooms: Map<string, Waiter>;
  stop: () => void;
  /** It has told the first state: from here on nothing is missed. */
  ready: Promise<void>;
  /** When its last waiter left, by `performance.now()`. */
  emptySinceMs: number;
}

/**
 * Wakes long-polls. Rooms share bump keys, and these share watchers, so that one serves any number of polls: a watcher
 * costs 11 KiB, a waiter here some hundred bytes. What this process commits itself wakes its own waiters, and hands them
 * what is new, without the way through the store; `kv.watch` tells what other processes have committed.
 */
export class Hub {
  /** By the number of their keys; see `watchOf`. */
  readonly #watches = new Map<number, Watch>();
  #closed = false;
  /** The store whose changes are heard. */
  #heard: Deno.Kv | undefined;
  #stopListening: () => void = () => {};
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly openKv: () => Promise<Deno.Kv>,
    readonly onError: (error: unknown) => void = () => {},
  ) {}

  /** How many polls are held. */
  get waiting(): number {
    let count = 0;
    for (const watch of this.#watches.values()) count += waitersOf(watch).length;
    return count;
  }

  /** How many watchers are open. */
  get watching(): number {
    return this.#watches.size;
  }

  /** Looks; what there is, or what waits on: it finds nothing after the time, on abort, and when the server stops. */
  begin<Result>(
    waiting: Waiting<Result>,
  ): Promise<{ found: Result | undefined } | { held: Held<Result> }> {
    return new Wait(this, waiting).begin();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Ends all waits; their polls answer with nothing new, and come back to the next process by their cursor. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    clearInterval(this.#ticking);
    for (const watch of this.#watches.values()) {
      for (const waiter of waitersOf(watch)) waiter.wake("stop");
      watch.stop();
    }
    this.#watches.clear();
  }

  /** This process has changed something in a room, or is about to. */
  #hear({ room, deliveries, isEarly, isDoubtful }: RoomNews): void {
    const shard = shardOf(room);
    const watch = this.#watches.get(watchOf(shard));
    if (!watch) return;
    for (const waiter of isDoubtful ? waitersOf(watch, shard) : waitersIn(watch, room)) {
      const delivery = deliveries?.find(({ peerId }) => peerId === waiter.of.peerId);
      try {
        if (delivery && isEarly) waiter.offer(delivery);
        else if (delivery) waiter.wake(delivery);
        else if (!deliveries) waiter.wake("look");
      } catch (error) {
        this.onError(error); // a defect of one wait: neither the others nor the sender shall suffer
      }
    }
  }

  #listen(kv: Deno.Kv): void {
    if (kv === this.#heard) return;
    this.#stopListening();
    this.#heard = kv;
    this.#stopListening = listenToChanges(kv, (news) => this.#hear(news));
  }

  #tick(): void {
    const nowMs = performance.now();
    for (const [id, watch] of this.#watches) {
      for (const waiter of waitersOf(watch)) waiter.tick(nowMs);
      if (watch.rooms.size > 0 || nowMs - watch.emptySinceMs < LINGER_MS) continue;
      watch.stop();
      this.#watches.delete(id);
    }
    if (this.#watches.size > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  /** Resolves when the waiter is in its place, and nothing can be missed any more. */
  enter(waiter: Waiter): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    const { room } = waiter.of;
    const id = watchOf(shardOf(room));
    const watch = this.#watches.get(id) ?? this.#watch(id);
    waiter.next = watch.rooms.get(room);
    watch.rooms.set(room, waiter);
    return watch.ready;
  }

  leave(waiter: Waiter): void {
    const { room } = waiter.of;
    const watch = this.#watches.get(watchOf(shardOf(room)));
    if (!watch) return;
    const others = waitersIn(watch, room).filter((other) => other !== waiter);
    others.forEach((other, i) => other.next = others[i + 1]);
    if (others[0]) watch.rooms.set(room, others[0]);
    else watch.rooms.delete(room);
    if (watch.rooms.size === 0) watch.emptySinceMs = performance.now();
  }

  #watch(id: number): Watch {
    let stopped = false;
    let reopened = false;
    let reader: ReadableStreamDefaultReader<Deno.KvEntryMaybe<Deno.KvU64>[]> | undefined;
    const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
    const watch: Watch = {
      rooms: new Map(),
      ready,
      emptySinceMs: 0,
      stop() {
        stopped = true;
        isReady();
        // An abandoned watch leaks: it has to be cancelled.
        reader?.cancel().catch(() => {});
      },
    };
    this.#watches.set(id, watch);
    const shards = shardsOf(id);
    const run = async () => {
      while (!stopped) {
        try {
          const kv = await this.openKv();
          if (stopped) return;
          this.#listen(kv);
          reader = kv.watch<Deno.KvU64[]>(shards.map(bumpKey)).getReader();
          // A watch tells the present state first. Whoever waits for it looks then; after a loss all look again.
          const known = shards.map((): bigint | undefined => reopened ? -1n : undefined);
          for (let result = await reader.read(); !result.done; result = await reader.read()) {
            for (const [i, shard] of shards.entries()) {
              const bumps = foreignBumps(kv, shard, result.value[i]!.value);
              const before = known[i];
              if (before !== undefined && bumps <= before) continue;
              known[i] = bumps;
              forgetShard(kv, shard);
              if (before === undefined) continue;
              for (const waiter of waitersOf(watch, shard)) waiter.wake("look");
            }
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
    return watch;
  }
}

/** Which watch is for a shard. */
function watchOf(shard: number): number {
  return Math.floor(shard / SHARDS_PER_WATCH);
}

function shardsOf(watch: number): number[] {
  return Array.from({ length: SHARDS_PER_WATCH }, (_, i) => watch * SHARDS_PER_WATCH + i);
}

/** Who waits in a room: a list of its own, for who is woken leaves. */
function waitersIn(watch: Watch, room: string): Waiter[] {
  const waiters: Waiter[] = [];
  for (let waiter = watch.rooms.get(room); waiter; waiter = waiter.next) waiters.push(waiter);
  return waiters;
}

/** Who waits for what a watch tells; or for what one shard of it does. */
function waitersOf(watch: Watch, shard?: number): Waiter[] {
  const rooms = [...watch.rooms.keys()].filter((room) => shard === undefined || shardOf(room) === shard);
  return rooms.flatMap((room) => waitersIn(watch, room));
}
