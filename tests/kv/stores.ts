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
  const atomic = kv.atomic.bind(kv);
  const value = () => {
    Reflect.deleteProperty(kv, "atomic");
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = async () => {
      await happen();
      return await commit();
    };
    return operation;
  };
  Object.defineProperty(kv, "atomic", { configurable: true, value });
}
