import type { Config } from "./config.ts";
import { Refusal } from "./errors.ts";

/** How long a call to a store on the network may take. */
const DEADLINE_MS = 10_000;

/** The database, opened when it is first needed: a build or a page without data never does. */
export class Store {
  #kv: Promise<Deno.Kv> | undefined;
  #closed = false;

  constructor(readonly config: Pick<Config, "kvUrl">) {}

  /** @throws {Refusal} `unavailable` when it cannot be reached. */
  async open(): Promise<Deno.Kv> {
    if (this.#closed) throw new Refusal("unavailable");
    this.#kv ??= openKv(this.config.kvUrl);
    try {
      return await this.#kv;
    } catch (error) {
      this.#kv = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const kv = await this.#kv?.catch(() => undefined);
    kv?.close();
  }
}

async function openKv(url: string | undefined): Promise<Deno.Kv> {
  if (url === undefined) return await Deno.openKv();
  if (/^https?:/i.test(url)) return withDeadline(await Deno.openKv(url));
  const directory = url.replace(/[^/\\]*$/, "");
  if (directory !== "") await Deno.mkdir(directory, { recursive: true });
  return await Deno.openKv(url);
}

/** A remote store that dies leaves its calls pending for ever: each gets a deadline. */
function withDeadline(kv: Deno.Kv): Deno.Kv {
  const timed = <Result>(work: Promise<Result>): Promise<Result> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Refusal("unavailable")), DEADLINE_MS);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };
  const timedMethods = new Set(["get", "getMany", "set", "delete", "commit"]);
  const wrap = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const result = value.apply(object, args);
          if (name === "atomic") return wrapAtomic(result);
          return timedMethods.has(String(name)) ? timed(result) : result;
        };
      },
    });
  /** Its methods give the operation itself, for the next one. */
  const wrapAtomic = (operation: Deno.AtomicOperation): Deno.AtomicOperation => {
    const proxy: Deno.AtomicOperation = new Proxy(operation, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const result = value.apply(object, args);
          return name === "commit" ? timed(result) : result === object ? proxy : result;
        };
      },
    });
    return proxy;
  };
  return wrap(kv);
}
