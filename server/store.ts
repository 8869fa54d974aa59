import { scrubDueKey, setUpKey } from "../kv/keys.ts";
import type { Config } from "./config.ts";
import { Refusal } from "./errors.ts";
import { databaseFile } from "./permissions.ts";
import { scrubFile } from "./scrub.ts";

/** Deadline of a call to a remote store. */
const DEADLINE_MS = 10_000;
/** How long closing waits for a store that is still being opened. */
export const CLOSE_MS = 500;

/** The database, opened on first use: a build, or a page without data, does not open it. */
export class Store {
  #kv: Promise<Deno.Kv> | undefined;
  #closed = false;

  constructor(readonly config: Pick<Config, "kvUrl">, readonly deadlineMs = DEADLINE_MS) {}

  /** @throws {Refusal} `unavailable` if it cannot be reached. */
  async open(): Promise<Deno.Kv> {
    if (this.#closed) throw new Refusal("unavailable");
    const opening = this.#kv ??= openKv(this.config.kvUrl, this.deadlineMs);
    try {
      return await opening;
    } catch (error) {
      // The next call tries again.
      if (this.#kv === opening) this.#kv = undefined;
      throw error;
    }
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
    this.#closed = true;
    const opened = this.#kv?.catch(() => undefined);
    // A store that does not open must not delay the end of the process.
    const kv = await Promise.race([opened, new Promise<undefined>((done) => setTimeout(done, CLOSE_MS))]);
    kv?.close();
  }
}

async function openKv(url: string | undefined, deadlineMs: number): Promise<Deno.Kv> {
  if (url === undefined) return await Deno.openKv();
  if (/^https?:/i.test(url)) return withDeadline(await within(deadlineMs, Deno.openKv(url)), deadlineMs);
  const directory = url.replace(/[^/\\]*$/, "");
  if (directory !== "" && await mayWrite(directory)) await Deno.mkdir(directory, { recursive: true });
  return await Deno.openKv(url);
}

/** False under `launch.ts`: it has made the directory, and allows the file alone. */
async function mayWrite(directory: string): Promise<boolean> {
  return (await Deno.permissions.query({ name: "write", path: directory })).state === "granted";
}

/** Bounds the time of a call: a remote store that dies leaves its calls pending for ever. @throws {Refusal} `unavailable` */
function within<Result>(deadlineMs: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("unavailable")), deadlineMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Gives every call of a store a deadline. */
export function withDeadline(kv: Deno.Kv, deadlineMs: number): Deno.Kv {
  const timed = new Set<PropertyKey>(["get", "getMany", "set", "delete", "commit"]);
  const wrap = <Target extends object>(target: Target): Target => {
    const proxy: Target = new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const result = value.apply(object, args);
          // The methods of an atomic operation return the operation.
          if (result === object) return proxy;
          if (timed.has(name)) return within(deadlineMs, result);
          if (name === "atomic") return wrap(result);
          return name === "list" ? timedList(result, deadlineMs) : result;
        };
      },
    });
    return proxy;
  };
  return wrap(kv);
}

/** Gives every step of a list a deadline. */
function timedList<Value>(list: Deno.KvListIterator<Value>, deadlineMs: number): Deno.KvListIterator<Value> {
  return new Proxy(list, {
    get(object, name) {
      if (name === Symbol.asyncIterator) return () => timedList(object, deadlineMs);
      const value = Reflect.get(object, name, object);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const result = value.apply(object, args);
        return name === "next" ? within(deadlineMs, result) : result;
      };
    },
  });
}
