import assert from "node:assert/strict";

/** Runs a test on a store in memory and on one on disk. */
export function testOnStores(name: string, work: (kv: Deno.Kv) => Promise<void>): void {
  Deno.test(`${name} (memory)`, async () => {
    const kv = await Deno.openKv(":memory:");
    try {
      await work(kv);
    } finally {
      kv.close();
    }
  });
  Deno.test(`${name} (disk)`, async () => {
    const directory = await Deno.makeTempDir();
    const kv = await Deno.openKv(`${directory}/kv.sqlite3`);
    try {
      await work(kv);
    } finally {
      kv.close();
      await Deno.remove(directory, { recursive: true });
    }
  });
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
