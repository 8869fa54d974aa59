import assert from "node:assert/strict";
import { DatabaseFile } from "../../server/database_file.ts";
import { StoreError, type StoreReason } from "../../server/store_errors.ts";

async function withFile(work: (path: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(`${directory}/a.sqlite3`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function failsBy(reason: StoreReason): (error: unknown) => boolean {
  return (error) => error instanceof StoreError && error.reason === reason;
}

Deno.test("DatabaseFile.lock: one at a time, until it is unlocked", async () => {
  await withFile(async (path) => {
    const [first, second] = [new DatabaseFile(path), new DatabaseFile(path)];
    await first.lock();
    await first.lock();
    const waiting = second.lock();
    first.unlock();
    await waiting;
    await assert.rejects(first.lock(), failsBy("in_use"));
    second.unlock();
  });
});

Deno.test("DatabaseFile.check: lets a new one be made, but not in the place of one that was open", async () => {
  await withFile(async (path) => {
    const file = new DatabaseFile(path);
    await file.lock();
    file.check();
    assert.throws(() => Deno.statSync(path), Deno.errors.NotFound, "it makes none itself");
    (await Deno.openKv(path)).close();
    file.noteOpened();
    file.check();
    assert.ok(file.watch()! > 0);
    await Deno.rename(path, `${path}.old`);
    for (const look of [() => file.check(), () => file.watch()]) assert.throws(look, failsBy("file_missing"));
    (await Deno.openKv(path)).close();
    for (const look of [() => file.check(), () => file.watch()]) assert.throws(look, failsBy("file_missing"));
    file.unlock();
  });
});

Deno.test("DatabaseFile.check: deletes what has expired, as Deno KV would, and nothing else", async () => {
  await withFile(async (path) => {
    const kv = await Deno.openKv(path);
    await kv.set(["kept"], 1);
    await kv.set(["lives"], 1, { expireIn: 60_000 });
    await kv.set(["expired"], 1, { expireIn: 1 });
    kv.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    new DatabaseFile(path).check();
    const again = await Deno.openKv(path);
    const keys = (await Array.fromAsync(again.list({ prefix: [] }))).map(({ key }) => key[0]);
    again.close();
    assert.deepEqual(keys, ["kept", "lives"]);
  });
});
