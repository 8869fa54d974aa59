import { scrubDueKey, setUpKey } from "../kv/keys.ts";
import { forgetRooms } from "../kv/room_memory.ts";
import { Backoff } from "../wire/backoff.ts";
import type { Config } from "./config.ts";
import { DeadlineError, guardedKv, Handle, unavailable } from "./guarded_kv.ts";
import { databaseFile } from "./permissions.ts";
import { scrubFile } from "./scrub.ts";

/** Deadline of a call to a remote store: below all those of the browsers (`wire/client.ts`, `call/signaling/client.ts`). */
export const DEADLINE_MS = 2_500;
/** Deadline of one try to open the database anew, and the longest pause between two: whoever waits for it soon has it back. */
const OPEN_MS = 1_500;
const PAUSE_MS = 500;
/** How long closing waits for a store that is still being opened. */
export const CLOSE_MS = 500;

interface StoreOptions {
  /** @default DEADLINE_MS */
  deadlineMs?: number;
  /** Gets a sentence when the database goes away, and one when it is back. */
  tell?: (sentence: string) => void;
}

/**
 * The database, opened on first use: a build, or a page without data, does not open it. When it is lost, it is opened anew
 * until it answers; the `Deno.Kv` that `open` returns stays the same, and follows.
 */
export class Store {
  readonly #kv = guardedKv(() => this.#handle);
  readonly #deadlineMs: number;
  readonly #tell: (sentence: string) => void;
  #handle: Handle | undefined;
  #opening: Promise<void> | undefined;
  /** Why it is away; undefined while it is not. */
  #problem: { cause: unknown; sinceMs: number; told: Set<boolean> } | undefined;
  readonly #closing = new AbortController();

  constructor(readonly config: Pick<Config, "kvUrl">, { deadlineMs, tell }: StoreOptions = {}) {
    this.#deadlineMs = deadlineMs ?? DEADLINE_MS;
    this.#tell = tell ?? (() => {});
  }

  /** Whether it could not be opened, or was lost, and is being opened. */
  get isAway(): boolean {
    return this.#problem !== undefined;
  }

  /**
   * Waits for it for as long as for a call.
   * @throws {Refusal} `unavailable` if it cannot be reached; with the last error as its cause.
   */
  async open(): Promise<Deno.Kv> {
    if (this.#closing.signal.aborted) throw unavailable();
    if (!this.#handle) {
      this.#opening ??= this.#openUntilItAnswers();
      await within(this.#deadlineMs, this.#opening).catch(() => {
        throw unavailable(this.#problem?.cause);
      });
      if (!this.#handle) throw unavailable(this.#problem?.cause);
    }
    return this.#kv;
  }

  /**
   * Overwrites in the file what a removal has deleted; `false` if the database is too busy. Then the next removal or the next
   * start does it. A store elsewhere looks after its own files.
   */
  async scrub(): Promise<boolean> {
    const kv = await this.open();
    if ((await kv.get(scrubDueKey)).value === null) return true;
    const file = databaseFile(this.config);
    try {
      if (file !== undefined) scrubFile(file);
    } catch {
      return false;
    }
    await kv.delete(scrubDueKey);
    return true;
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

  async close(): Promise<void> {
    this.#closing.abort();
    // A store that does not open must not delay the end of the process.
    await within(CLOSE_MS, this.#opening ?? Promise.resolve()).catch(() => {});
    this.#handle?.close();
  }

  /** Ends when the database is open, or `close` was called. */
  async #openUntilItAnswers(): Promise<void> {
    const backoff = new Backoff(50, PAUSE_MS, Math.random, 0.5);
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        this.#use(await this.#tryToOpen());
        break;
      } catch (error) {
        this.#goAway(error);
        await pause(backoff.nextMs(), signal);
      }
    }
    this.#opening = undefined;
  }

  /** One try, which shows that the database answers. */
  async #tryToOpen(): Promise<Deno.Kv> {
    const trialMs = Math.min(this.#deadlineMs, OPEN_MS);
    let isLate = false;
    const opening = openKv(this.config.kvUrl).then(async (kv) => {
      try {
        await kv.get(setUpKey);
        if (!isLate) return kv;
      } catch (error) {
        kv.close();
        throw error;
      }
      kv.close();
      throw new DeadlineError(trialMs);
    });
    return await within(trialMs, opening).catch((error) => {
      isLate = true;
      throw error;
    });
  }

  #use(kv: Deno.Kv): void {
    if (this.#closing.signal.aborted) return kv.close();
    const { kvUrl } = this.config;
    const isRemote = kvUrl !== undefined && isServer(kvUrl);
    // What is remembered may be of a state before a backup was restored.
    forgetRooms(this.#kv);
    this.#handle = new Handle(kv, {
      deadlineMs: isRemote ? this.#deadlineMs : undefined,
      isLost: isRemote ? isServerLost : isFileLost,
      onLost: (reason) => {
        this.#handle = undefined;
        this.#goAway(reason);
        this.#opening ??= this.#openUntilItAnswers();
      },
    });
    const problem = this.#problem;
    this.#problem = undefined;
    if (!problem) return;
    this.#tell(`The database is back after ${((performance.now() - problem.sinceMs) / 1000).toFixed(1)} s.`);
  }

  /** Tells once of each outage that it is away, and once that the token is wrong: not of every try, nor of its error. */
  #goAway(cause: unknown): void {
    const problem = this.#problem ??= { cause, sinceMs: performance.now(), told: new Set() };
    problem.cause = cause;
    const isRefused = isTokenRefused(cause);
    if (problem.told.has(isRefused)) return;
    problem.told.add(isRefused);
    const why = isRefused
      ? "refuses DENO_KV_ACCESS_TOKEN: it was started with a different one"
      : `is away: ${messageOf(cause)}`;
    this.#tell(`The database ${placeOf(this.config)} ${why}. It is tried again until it answers.`);
  }
}

/** Without what may be secret in its address. */
function placeOf({ kvUrl }: Pick<Config, "kvUrl">): string {
  return kvUrl === undefined ? "of the platform" : isServer(kvUrl) ? new URL(kvUrl).origin : kvUrl;
}

function isTokenRefused(cause: unknown): boolean {
  return /status[ =](401|403)\b/.test(messageOf(cause));
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/^Could not open Deno KV database: /, "");
}

function isServer(kvUrl: string): boolean {
  return /^https?:/i.test(kvUrl);
}

/** All errors of a KV Connect server but that of a request which it finds malformed: that one is a defect, like a TypeError. */
function isServerLost(error: unknown): boolean {
  if (error instanceof Deno.errors.BadResource) return true;
  if (error instanceof TypeError || error instanceof RangeError) return false;
  return !(error instanceof Error && /\(status=4(?!01|03)\d\d\b/.test(error.message));
}

function isFileLost(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource;
}

async function openKv(url: string | undefined): Promise<Deno.Kv> {
  if (url === undefined || isServer(url)) return await Deno.openKv(url);
  const directory = url.replace(/[^/\\]*$/, "");
  if (directory !== "" && await mayWrite(directory)) await Deno.mkdir(directory, { recursive: true });
  return await Deno.openKv(url);
}

/** False under `launch.ts`: it has made the directory, and allows the file alone. */
async function mayWrite(directory: string): Promise<boolean> {
  return (await Deno.permissions.query({ name: "write", path: directory })).state === "granted";
}

/** Bounds the time of work that cannot be ended. @throws {DeadlineError} */
function within<Result>(deadlineMs: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(deadlineMs)), deadlineMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Ends early when the signal is aborted. */
function pause(spanMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, spanMs);
    signal.addEventListener("abort", end);
  });
}
