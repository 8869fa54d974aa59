import assert from "node:assert/strict";
import { guardedKv, Handle } from "../../server/guarded_kv.ts";
import { isDenokvInstalled, startDenokv } from "../support/denokv.ts";
import { IS_QUICK } from "../support/repetitions.ts";

/**
 * The stores that tests run on: those that `TEST_STORES` names, separated by commas. Without it, a store in memory and one
 * on disk; under `deno task ok` the one in memory. The whole test run does it on denokv as well, when that is installed.
 */
const NAMES = Deno.env.get("TEST_STORES") ?? (IS_QUICK ? "memory" : "memory,disk");

/** Opens a database as the server does: no commit takes more checks than every store takes. */
export async function openStore(path = ":memory:"): Promise<Deno.Kv> {
  return asServed(await Deno.openKv(path));
}

function asServed(kv: Deno.Kv): Deno.Kv {
  const handle = new Handle(kv, { isLost: () => false, onLost: () => {} });
  return guardedKv(() => handle);
}

/** The same store as another process has it: it shares nothing that is remembered. */
export function otherProcess(kv: Deno.Kv): Deno.Kv {
  return guardedKv((kv as unknown as { handle: () => Handle | undefined }).handle);
}

/** A store that is gone when the test is over. */
interface TestStore extends AsyncDisposable {
  kv: Deno.Kv;
}

const OPEN: Record<string, () => Promise<TestStore>> = {
  async memory() {
    const kv = await openStore();
    return { kv, [Symbol.asyncDispose]: () => Promise.resolve(kv.close()) };
  },
  async disk() {
    const directory = await Deno.makeTempDir();
    const kv = await openStore(`${directory}/kv.sqlite3`);
    return {
      kv,
      async [Symbol.asyncDispose]() {
        kv.close();
        await Deno.remove(directory, { recursive: true });
      },
    };
  },
  async denokv() {
    const server = await startDenokv();
    const kv = asServed(await server.open());
    return {
      kv,
      async [Symbol.asyncDispose]() {
        kv.close();
        await server[Symbol.asyncDispose]();
      },
    };
  },
};

/** Runs a test on each of the stores. */
export function testOnStores(name: string, work: (kv: Deno.Kv) => Promise<void>): void {
  for (const store of NAMES.split(",")) {
    const open = OPEN[store];
    if (open === undefined) throw new Error(`TEST_STORES cannot have "${store}"`);
    Deno.test({
      name: `${name} (${store})`,
      ignore: store === "denokv" && !isDenokvInstalled(),
      async fn() {
        await using opened = await open();
        await work(opened.kv);
      },
    });
  }
}

/** Lets something happen after the next commit was put together and before it is made. */
export function beforeNextCommit(kv: Deno.Kv, happen: () => Promise<unknown>): void {
  changeNextCommit(kv, async (commit) => {
    await happen();
    return await commit();
  });
}

/** The next commit is made, and said not to be: its answer was lost, and the one to the repetition came instead. */
export function loseNextAnswer(kv: Deno.Kv): void {
  changeNextCommit(kv, async (commit) => {
    assert.equal((await commit()).ok, true);
    return { ok: false };
  });
}

type Commit = Deno.AtomicOperation["commit"];

function changeNextCommit(kv: Deno.Kv, change: (commit: Commit) => ReturnType<Commit>): void {
  const atomic = kv.atomic.bind(kv);
  const value = () => {
    Reflect.deleteProperty(kv, "atomic");
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = () => change(commit);
    return operation;
  };
  Object.defineProperty(kv, "atomic", { configurable: true, value });
}

/** Lets something happen when a key has been read for the next time, before the reader hears of it. */
export function afterNextGet(kv: Deno.Kv, key: Deno.KvKey, happen: () => Promise<unknown>): void {
  const get = kv.get.bind(kv);
  const value = async (...args: Parameters<Deno.Kv["get"]>) => {
    const entry = await get(...args);
    if (isSame(args[0], key)) {
      Reflect.deleteProperty(kv, "get");
      await happen();
    }
    return entry;
  };
  Object.defineProperty(kv, "get", { configurable: true, value });
}

/** Lets something happen just before what has a prefix is listed for the next time. */
export function beforeNextList(kv: Deno.Kv, prefix: Deno.KvKey, happen: () => Promise<unknown>): void {
  const list = kv.list.bind(kv);
  const value = async function* (...args: Parameters<Deno.Kv["list"]>) {
    if ("prefix" in args[0] && isSame(args[0].prefix, prefix)) {
      Reflect.deleteProperty(kv, "list");
      await happen();
    }
    yield* list(...args);
  };
  Object.defineProperty(kv, "list", { configurable: true, value });
}

function isSame(a: Deno.KvKey, b: Deno.KvKey): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
