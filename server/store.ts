import { DataVersionError } from "../kv/data_version.ts";
import { readinessKey, scrubDueKey, setUpKey } from "../kv/keys.ts";
import { FILE_MAX_CHECKS, setMaxChecks } from "../kv/limits.ts";
import { forgetRooms } from "../kv/room_memory.ts";
import { Backoff } from "../wire/backoff.ts";
import type { Config } from "./config.ts";
import { bringUpToDate, dataVersionProblem, isOutdated } from "./data_version.ts";
import { DatabaseFile, LOW_BYTES } from "./database_file.ts";
import { DeadlineError, guardedKv, Handle, type HandleOptions, unavailable } from "./guarded_kv.ts";
import { Refusal } from "./errors.ts";
import { pause, within } from "./in_time.ts";
import { databaseFile } from "./permissions.ts";
import { scrubFile } from "./scrub.ts";
import { isServer, isServerLost, openKv, placeOf } from "./store_address.ts";
import { StoreError, type StoreReason, storeReasonOf } from "./store_errors.ts";

/** Deadline of a call to a remote store: below all those of the browsers (`wire/client.ts`, `call/signaling/client.ts`). */
export const DEADLINE_MS = 2_500;
/** Deadline of one try to open the database anew, and the longest pause between two: whoever waits for it soon has it back. */
const OPEN_MS = 1_500;
const PAUSE_MS = 500;
/** Deadline of a call to a file: above the five seconds for which SQLite waits for a lock. */
const FILE_DEADLINE_MS = 7_000;
/** How long opening a file may take: its lock, and looking through it. */
const FILE_OPEN_MS = 60_000;
/** How often an open file is looked at, and one that has failed is tried again. */
const FILE_PAUSE_MS = 2_000;
/** How often the version of a database that other processes may use as well is looked at. */
const VERSION_PAUSE_MS = 5_000;
/** Looking through a large file blocks: trying again takes a twentieth of the time at most. */
const PAUSE_FACTOR = 20;
/** How long closing waits for a store that is still being opened. */
export const CLOSE_MS = 500;
/** How long an answer of `readiness` is kept: whoever asks more often causes no more writes. */
const READINESS_MS = 2_000;
/** Deadline of `readiness`. */
const READINESS_DEADLINE_MS = 3_000;
/** How long what `readiness` writes is kept. */
const READINESS_LIFE_MS = 60_000;

interface StoreOptions {
  /** @default DEADLINE_MS */
  deadlineMs?: number;
  /** Gets a sentence when the database goes away, and one when it is back. Without it, the database is not watched. */
  tell?: (sentence: string) => void;
}

/** For the operator. */
export interface StoreHealth {
  /** Why the database is away; undefined while it is not. */
  reason: StoreReason | undefined;
  /** How often it went away, by reason. */
  failures: ReadonlyMap<StoreReason, number>;
  /** Free bytes of its disk; undefined if it is no file, or nobody may ask. */
  freeBytes: number | undefined;
}

/**
 * The database, opened on first use: a build, or a page without data, does not open it. When it is lost, it is opened anew
 * until it answers; the `Deno.Kv` that `open` returns stays the same, and follows.
 */
export class Store {
  readonly #kv = guardedKv(() => this.#handle);
  readonly #deadlineMs: number;
  readonly #tell: ((sentence: string) => void) | undefined;
  readonly #file: DatabaseFile | undefined;
  #handle: Handle | undefined;
  #opening: Promise<void> | undefined;
  /** An open database whose handle was lost: only a lock is in its way. */
  #kept: Deno.Kv | undefined;
  #wasOpen = false;
  /** Why it is away, and what has been told of that; undefined while it is not. */
  #problem: { cause: unknown; reason: StoreReason; sinceMs: number; told: Set<string> } | undefined;
  /** Rejected when a try to open it has shown why nobody need wait for the next one. */
  #refused = Promise.withResolvers<never>();
  readonly #failures = new Map<StoreReason, number>();
  readonly #closing = new AbortController();
  #watching: ReturnType<typeof setInterval> | undefined;
  #isLow = false;
  #readiness: { reason: Promise<StoreReason | undefined>; endsAtMs: number } | undefined;
  /** Names what this process writes to see whether it can. */
  readonly #process = crypto.randomUUID();

  constructor(readonly config: Pick<Config, "kvUrl">, { deadlineMs, tell }: StoreOptions = {}) {
    this.#deadlineMs = deadlineMs ?? DEADLINE_MS;
    this.#tell = tell;
    const file = databaseFile(config);
    if (file !== undefined) this.#file = new DatabaseFile(file);
  }

  /** Whether it could not be opened, or was lost, and is being opened. */
  get isAway(): boolean {
    return this.#problem !== undefined;
  }

  /** What would have ended a start; undefined once the database has been open. */
  get refusal(): StoreError | undefined {
    const cause = this.#problem?.cause;
    return cause instanceof StoreError && !cause.letsStart && !this.#wasOpen ? cause : undefined;
  }

  /**
   * Waits for it for as long as for a call; not for a file that is known to be of no use.
   * @throws {StoreError} if that is so.
   * @throws {Refusal} `unavailable` if it cannot be reached; with the last error as its cause.
   */
  async open(): Promise<Deno.Kv> {
    if (this.#closing.signal.aborted) throw unavailable();
    if (!this.#handle) {
      if (this.#problem?.cause instanceof StoreError) throw this.#problem.cause;
      this.#opening ??= this.#openUntilItAnswers();
      const waitMs = this.#file ? FILE_OPEN_MS : this.#deadlineMs;
      await within(waitMs, Promise.race([this.#opening, this.#refused.promise])).catch((error) => {
        throw error instanceof StoreError ? error : unavailable(this.#problem?.cause);
      });
      if (!this.#handle) throw unavailable(this.#problem?.cause);
    }
    return this.#kv;
  }

  /**
   * Overwrites in the file what a removal has deleted; `false` if it cannot be done now: the database is busy, or the disk too
   * full. Then the next removal or the next start does it. A store elsewhere looks after its own files.
   */
  async scrub(): Promise<boolean> {
    try {
      const kv = await this.open();
      if ((await kv.get(scrubDueKey)).value === null) return true;
      if (this.#file && !(this.#file.hasSpaceTwice() && wasScrubbed(this.#file.path))) return false;
      await kv.delete(scrubDueKey);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }

  /** How long it takes to answer, in milliseconds; undefined if it does not answer. */
  async answerMs(): Promise<number | undefined> {
    const startedAtMs = performance.now();
    try {
      await (await this.open()).get(setUpKey);
    } catch {
      return undefined;
    }
    return performance.now() - startedAtMs;
  }

  /**
   * Why nothing can be stored just now; undefined if something could be written and read back. Asked more often than each two
   * seconds, it gives the last answer.
   */
  async readiness(): Promise<StoreReason | undefined> {
    const nowMs = performance.now();
    if (this.#readiness === undefined || nowMs >= this.#readiness.endsAtMs) {
      this.#readiness = { reason: this.#tryOut(), endsAtMs: nowMs + READINESS_MS };
    }
    return await this.#readiness.reason;
  }

  health(): StoreHealth {
    return {
      reason: this.#problem?.reason,
      failures: this.#failures,
      freeBytes: this.#file?.freeBytes(),
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearInterval(this.#watching);
    // A store that does not open must not delay the end of the process.
    await within(CLOSE_MS, this.#opening ?? Promise.resolve()).catch(() => {});
    // Closing would wait for whoever has locked the file.
    if (this.#file?.isLocked() !== true) this.#handle?.close();
    this.#file?.unlock();
  }

  /** Ends when the database is open, or `close` was called; never if it takes a start to go on. */
  async #openUntilItAnswers(): Promise<void> {
    const backoff = new Backoff(50, PAUSE_MS, Math.random, 0.5);
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const startedAtMs = performance.now();
      try {
        this.#use(await this.#tryToOpen());
        break;
      } catch (error) {
        const cause = this.#causeOf(error);
        this.#goAway(cause);
        if (cause instanceof StoreError && !cause.mayPass) return;
        const tookMs = performance.now() - startedAtMs;
        const pauseMs = this.#file ? Math.max(FILE_PAUSE_MS, PAUSE_FACTOR * tookMs) : backoff.nextMs();
        await pause(pauseMs, signal);
      }
    }
    this.#opening = undefined;
  }

  /** One try, which shows that the database answers and its data are for this program. */
  async #tryToOpen(): Promise<Deno.Kv> {
    if (this.#file) {
      await this.#file.lock();
      this.#file.check();
    }
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) return kept;
    const trialMs = Math.min(this.#deadlineMs, OPEN_MS);
    let isLate = false;
    let isOld = false;
    const opening = openKv(this.config.kvUrl).then(async (kv) => {
      try {
        isOld = await isOutdated(kv);
        if (!isLate) return kv;
      } catch (error) {
        kv.close();
        throw error;
      }
      kv.close();
      throw new DeadlineError(trialMs);
    });
    const kv = await within(trialMs, opening).catch((error) => {
      isLate = true;
      throw error;
    });
    if (isOld) {
      this.#goAway(new StoreError("upgrading", placeOf(this.config)));
      await bringUpToDate(kv, this.#bounds());
    }
    return kv;
  }

  /** What ends a handle. */
  #bounds(): Omit<HandleOptions, "onLost"> {
    const { kvUrl } = this.config;
    const isRemote = kvUrl !== undefined && isServer(kvUrl);
    return {
      deadlineMs: isRemote ? this.#deadlineMs : this.#file ? FILE_DEADLINE_MS : undefined,
      isLost: isRemote ? isServerLost : isFileLost,
    };
  }

  #use(kv: Deno.Kv): void {
    if (this.#closing.signal.aborted) return kv.close();
    // What is remembered may be of a state before a backup was restored.
    forgetRooms(this.#kv);
    if (this.#file) setMaxChecks(this.#kv, FILE_MAX_CHECKS);
    this.#file?.noteOpened();
    this.#beginToWatch();
    this.#wasOpen = true;
    this.#handle = new Handle(kv, {
      ...this.#bounds(),
      onLost: (reason) => {
        const cause = this.#causeOf(reason);
        this.#handle = undefined;
        this.#goAway(cause);
        // Deno KV's thread would end the process if it stayed; but its end waits for a lock, and everything with it.
        const isKept = cause instanceof StoreError && cause.reason === "file_locked";
        if (isKept) this.#kept = kv;
        if (!(cause instanceof StoreError) || cause.mayPass) this.#opening ??= this.#openUntilItAnswers();
        return isKept ? "kept" : undefined;
      },
    });
    const problem = this.#problem;
    this.#problem = undefined;
    if (!problem) return;
    this.#refused = Promise.withResolvers();
    this.#tell?.(
      `The database is back after ${((performance.now() - problem.sinceMs) / 1000).toFixed(1)} s.`,
    );
  }

  /** Tells once of each outage why it is away, and once that the token is wrong: not of every try, nor of its error. */
  #goAway(cause: unknown): void {
    const problem = this.#problem ??= {
      cause,
      reason: "unreachable",
      sinceMs: performance.now(),
      told: new Set(),
    };
    const reason = cause instanceof StoreError ? cause.reason : "unreachable";
    if (problem.told.size === 0 || problem.reason !== reason) {
      this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1);
    }
    Object.assign(problem, { cause, reason });
    const isRefused = reason === "unreachable" && isTokenRefused(cause);
    const topic = isRefused ? "token" : reason;
    if (problem.told.has(topic)) return;
    problem.told.add(topic);
    if (cause instanceof StoreError) {
      this.#refused.promise.catch(() => {});
      this.#refused.reject(cause);
      // Who starts the server tells what ends the start.
      if (this.refusal) return;
      this.#tell?.(cause.sentence + (cause.mayPass ? " The server goes on by itself then." : ""));
      return;
    }
    const why = isRefused
      ? "refuses DENO_KV_ACCESS_TOKEN: it was started with a different one"
      : `is away: ${messageOf(cause)}`;
    this.#tell?.(`The database ${placeOf(this.config)} ${why}. It is tried again until it answers.`);
  }

  /** A file that does not answer is locked: Deno KV waits for whoever has locked it. Defects stay. */
  #causeOf(error: unknown): unknown {
    const place = placeOf(this.config);
    if (error instanceof DataVersionError) return dataVersionProblem(error, place);
    if (!this.#file || error instanceof StoreError) return error;
    const reason = error instanceof DeadlineError ? "file_locked" : storeReasonOf(error);
    return reason === undefined ? error : new StoreError(reason, place, { cause: error });
  }

  #beginToWatch(): void {
    if (this.#tell === undefined || this.#watching !== undefined) return;
    this.#watching = this.#file
      ? setInterval(() => this.#watch(this.#file!), FILE_PAUSE_MS)
      : setInterval(() => this.#watchVersion(), VERSION_PAUSE_MS);
    Deno.unrefTimer(this.#watching);
  }

  /** Looks whether the open file is still there, and has space. */
  #watch(file: DatabaseFile): void {
    if (!this.#handle) return;
    try {
      const freeBytes = file.watch();
      if (freeBytes !== undefined) this.#tellLow(freeBytes);
    } catch (error) {
      this.#handle.lose(error);
    }
  }

  /** Looks whether a newer program, in another process, has brought the data beyond this one. */
  async #watchVersion(): Promise<void> {
    const handle = this.#handle;
    if (!handle) return;
    try {
      await isOutdated(this.#kv);
    } catch (error) {
      if (!(error instanceof Refusal)) handle.lose(error);
    }
  }

  #tellLow(freeBytes: number): void {
    const isLow = freeBytes < (this.#isLow ? 1.25 * LOW_BYTES : LOW_BYTES);
    if (isLow === this.#isLow) return;
    this.#isLow = isLow;
    const free = `${Math.round(freeBytes / 2 ** 20)} MiB are free on the disk of the database ${
      placeOf(this.config)
    }`;
    this.#tell?.(isLow ? `Only ${free}: make space before it is full.` : `${free} again.`);
  }

  async #tryOut(): Promise<StoreReason | undefined> {
    const value = performance.now();
    const key = readinessKey(this.#process);
    try {
      return await within(
        READINESS_DEADLINE_MS,
        (async () => {
          const kv = await this.open();
          await kv.set(key, value, { expireIn: READINESS_LIFE_MS });
          return (await kv.get(key)).value === value ? undefined : "disk_error";
        })(),
      );
    } catch (error) {
      if (this.#closing.signal.aborted) return "stopping";
      if (this.#problem) return this.#problem.reason;
      if (error instanceof DeadlineError) return this.#file ? "file_locked" : "unreachable";
      const reason = storeReasonOf(error);
      if (reason === undefined) throw error;
      return reason;
    }
  }
}

/** Whether the file could be overwritten now. */
function wasScrubbed(file: string): boolean {
  try {
    scrubFile(file);
    return true;
  } catch {
    return false;
  }
}

function isTokenRefused(cause: unknown): boolean {
  return /status[ =](401|403)\b/.test(messageOf(cause));
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/^Could not open Deno KV database: /, "");
}

function isFileLost(error: unknown): boolean {
  return storeReasonOf(error) !== undefined;
}
