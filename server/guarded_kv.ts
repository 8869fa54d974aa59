import { maxChecksOf } from "../kv/limits.ts";
import { Refusal } from "./errors.ts";

/** How often the deadlines of a handle's calls are looked at. */
const TICK_MS = 100;

/** What a call is refused with while the store is away. */
export function unavailable(cause?: unknown): Refusal {
  return new Refusal("unavailable", {}, { cause });
}

/** A call took longer than its deadline. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs / 1000} s`);
  }
}

interface Call {
  /** In ticks. */
  madeAt: number;
  reject(error: unknown): void;
}

export interface HandleOptions {
  /** @default none: a database in memory answers, or fails */
  deadlineMs?: number | undefined;
  /** Whether an error means that the handle is of no use any more. */
  isLost(error: unknown): boolean;
  /** Told once, when a call has shown that the handle is of no use any more. Returns whether the database stays open. */
  onLost(reason: unknown): "kept" | void;
}

/**
 * One opening of the database, and its calls. A call that is late is refused as `unavailable`. If nothing else was answered
 * meanwhile either, or a call fails because the handle is of no use, the handle ends: it is closed, and all its calls are refused.
 * A database that is slow because much is asked of it answers others, and opening it anew would only add to that. Deno goes on
 * with refused calls where it can: whether a commit was made is not known then.
 */
export class Handle {
  /** In the order in which they were made. */
  readonly #calls = new Set<Call>();
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** The time, in ticks: while this process is too busy to tick, it hears no answers either. */
  #now = 0;
  /** When a call was last answered. */
  #answeredAt = -1;
  #isClosed = false;

  constructor(readonly kv: Deno.Kv, readonly options: HandleOptions) {}

  /** @throws {Refusal} `unavailable` when the handle is or gets closed. */
  call<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) return Promise.reject(unavailable());
    return new Promise<Result>((resolve, reject) => {
      const call = { madeAt: this.#now, reject };
      this.#calls.add(call);
      if (this.options.deadlineMs !== undefined) this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
      const fail = (error: unknown) => {
        this.#answeredAt = this.#now;
        if (!this.#calls.delete(call)) return;
        if (!this.options.isLost(error)) return reject(error);
        reject(unavailable(error));
        this.lose(error);
      };
      try {
        work().then((result) => {
          this.#answeredAt = this.#now;
          if (this.#calls.delete(call)) resolve(result);
        }, fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  close(): void {
    if (!this.#isClosed) this.#end(false);
  }

  /** Ends the handle, as a call would that has failed. */
  lose(reason: unknown): void {
    if (!this.#isClosed) this.#end(this.options.onLost(reason) === "kept");
  }

  #end(isKept: boolean): void {
    this.#isClosed = true;
    clearInterval(this.#ticking);
    for (const { reject } of this.#calls) reject(unavailable());
    this.#calls.clear();
    if (isKept) return;
    try {
      this.kv.close();
    } catch (error) {
      // Closed already.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  #tick(): void {
    this.#now++;
    const deadlineMs = this.options.deadlineMs!;
    for (const call of this.#calls) {
      if ((this.#now - call.madeAt) * TICK_MS < deadlineMs) return;
      if (this.#answeredAt <= call.madeAt) return this.lose(new DeadlineError(deadlineMs));
      this.#calls.delete(call);
      call.reject(unavailable(new DeadlineError(deadlineMs)));
    }
    if (this.#calls.size > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }
}

/** What is used of a store: it has no queues. */
type UsedKv = Omit<Deno.Kv, "enqueue" | "listenQueue" | "commitVersionstamp">;

/**
 * A store whose handle may be exchanged under it: whoever keeps it follows to the new one. Every call while there is none is
 * refused as `unavailable`; what was begun on a handle (a list, an atomic operation) ends with it. No commit takes more checks
 * than `maxChecksOf` it.
 */
class GuardedKv implements UsedKv {
  constructor(readonly handle: () => Handle | undefined) {}

  get<Value>(...args: Parameters<Deno.Kv["get"]>): Promise<Deno.KvEntryMaybe<Value>> {
    return this.#call((kv) => kv.get<Value>(...args));
  }

  getMany<Values extends readonly unknown[]>(
    keys: readonly [...{ [K in keyof Values]: Deno.KvKey }],
    options?: { consistency?: Deno.KvConsistencyLevel },
  ): Promise<{ [K in keyof Values]: Deno.KvEntryMaybe<Values[K]> }> {
    return this.#call((kv) => kv.getMany<Values>(keys, options));
  }

  set(...args: Parameters<Deno.Kv["set"]>): Promise<Deno.KvCommitResult> {
    return this.#call((kv) => kv.set(...args));
  }

  delete(key: Deno.KvKey): Promise<void> {
    return this.#call((kv) => kv.delete(key));
  }

  list<Value>(...args: Parameters<Deno.Kv["list"]>): Deno.KvListIterator<Value> {
    return new GuardedList<Value>(this.handle(), args);
  }

  atomic(): Deno.AtomicOperation {
    const maxChecks = maxChecksOf(this as UsedKv as Deno.Kv);
    return new GuardedOperation(this.handle(), maxChecks) as unknown as Deno.AtomicOperation;
  }

  watch<Values extends readonly unknown[]>(
    keys: readonly [...{ [K in keyof Values]: Deno.KvKey }],
    options?: { raw?: boolean },
  ): ReadableStream<{ [K in keyof Values]: Deno.KvEntryMaybe<Values[K]> }> {
    const handle = this.handle();
    if (!handle) throw unavailable();
    return handle.kv.watch<Values>(keys, options);
  }

  close(): void {
    this.handle()?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #call<Result>(work: (kv: Deno.Kv) => Promise<Result>): Promise<Result> {
    const handle = this.handle();
    return handle ? handle.call(() => work(handle.kv)) : Promise.reject(unavailable());
  }
}

/** The store on the handle that `handle` returns at each call. */
export function guardedKv(handle: () => Handle | undefined): Deno.Kv {
  return new GuardedKv(handle) as UsedKv as Deno.Kv;
}

class GuardedList<Value> implements AsyncIterableIterator<Deno.KvEntry<Value>, undefined> {
  readonly #list: Deno.KvListIterator<Value> | undefined;

  constructor(readonly handle: Handle | undefined, args: Parameters<Deno.Kv["list"]>) {
    this.#list = handle?.kv.list<Value>(...args);
  }

  get cursor(): string {
    return this.#list?.cursor ?? "";
  }

  next(): Promise<IteratorResult<Deno.KvEntry<Value>, undefined>> {
    const list = this.#list;
    return list ? this.handle!.call(() => list.next()) : Promise.reject(unavailable());
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** What is used of an atomic operation. */
class GuardedOperation {
  readonly #operation: Deno.AtomicOperation | undefined;
  #checks = 0;

  constructor(readonly handle: Handle | undefined, readonly maxChecks: number) {
    this.#operation = handle?.kv.atomic();
  }

  check(...checks: Deno.AtomicCheck[]): this {
    this.#checks += checks.length;
    this.#operation?.check(...checks);
    return this;
  }

  set(...args: Parameters<Deno.AtomicOperation["set"]>): this {
    this.#operation?.set(...args);
    return this;
  }

  delete(key: Deno.KvKey): this {
    this.#operation?.delete(key);
    return this;
  }

  sum(key: Deno.KvKey, n: bigint): this {
    this.#operation?.sum(key, n);
    return this;
  }

  min(key: Deno.KvKey, n: bigint): this {
    this.#operation?.min(key, n);
    return this;
  }

  max(key: Deno.KvKey, n: bigint): this {
    this.#operation?.max(key, n);
    return this;
  }

  /** @throws {RangeError} for more checks than the store takes. */
  commit(): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    if (this.#checks > this.maxChecks) {
      return Promise.reject(
        new RangeError(`Cannot commit ${this.#checks} checks: ${this.maxChecks} at most`),
      );
    }
    const operation = this.#operation;
    return operation ? this.handle!.call(() => operation.commit()) : Promise.reject(unavailable());
  }
}
