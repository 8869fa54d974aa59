import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { refusalOf } from "../../server/errors.ts";
import { StoreError, storeReasonOf } from "../../server/store_errors.ts";

async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown");
}

async function withDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("storeReasonOf: knows what Deno KV throws", async () => {
  await withDirectory(async (directory) => {
    const text = `${directory}/text`;
    await Deno.writeTextFile(text, "no database\n".repeat(100));
    assert.equal(storeReasonOf(await thrownBy(() => Deno.openKv(text))), "file_damaged");
    assert.equal(storeReasonOf(await thrownBy(() => Deno.openKv(`${directory}/no/a`))), "disk_error");

    const kv = await Deno.openKv(`${directory}/a`);
    // Its thread has begun: what it does then waits for a lock as long as that lasts.
    await kv.get(["a"]);
    const other = new DatabaseSync(`${directory}/a`);
    other.exec("BEGIN IMMEDIATE");
    assert.equal(storeReasonOf(await thrownBy(() => kv.set(["a"], 1))), "file_locked");
    other.exec("ROLLBACK");
    other.exec("DROP TABLE kv");
    other.close();
    assert.equal(storeReasonOf(await thrownBy(() => kv.get(["a"]))), "file_damaged");
    kv.close();
    assert.equal(storeReasonOf(await thrownBy(() => kv.get(["a"]))), "stopping");
  });
});

Deno.test("storeReasonOf: knows what node:sqlite throws, by its code", async () => {
  await withDirectory(async (directory) => {
    const text = `${directory}/text`;
    await Deno.writeTextFile(text, "no database\n".repeat(100));
    const open = new DatabaseSync(text);
    assert.equal(storeReasonOf(await thrownBy(() => open.exec("PRAGMA user_version = 1"))), "file_damaged");
    open.close();

    const database = new DatabaseSync(`${directory}/a`);
    database.exec("CREATE TABLE t (a); PRAGMA max_page_count = 4");
    const fill = database.prepare("INSERT INTO t VALUES (zeroblob(100000))");
    assert.equal(storeReasonOf(await thrownBy(() => fill.run())), "disk_full");
    const reader = new DatabaseSync(`${directory}/a`, { readOnly: true });
    assert.equal(storeReasonOf(await thrownBy(() => reader.exec("INSERT INTO t VALUES (1)"))), "read_only");
    reader.close();
    const other = new DatabaseSync(`${directory}/a`);
    other.exec("BEGIN EXCLUSIVE");
    assert.equal(storeReasonOf(await thrownBy(() => database.exec("BEGIN IMMEDIATE"))), "file_locked");
    other.close();
    database.close();
  });
});

Deno.test("storeReasonOf: knows each message of SQLite that a broken disk or file leads to", () => {
  for (
    const [message, reason] of [
      ["database or disk is full", "disk_full"],
      ["disk I/O error", "disk_error"],
      ["unable to open database file: /a/b", "disk_error"],
      ["database is locked", "file_locked"],
      ["database table is locked: kv", "file_locked"],
      ["database disk image is malformed", "file_damaged"],
      ["file is not a database", "file_damaged"],
      ["attempt to write a readonly database", "read_only"],
      ["Can not write to a read-only database.", "read_only"],
      ["Database is closed.", "stopping"],
    ]
  ) {
    assert.equal(storeReasonOf(new TypeError(message)), reason, message);
  }
});

Deno.test("storeReasonOf: knows the system's errors", () => {
  for (
    const [code, reason] of [
      ["ENOSPC", "disk_full"],
      ["EDQUOT", "disk_full"],
      ["EROFS", "read_only"],
      ["EACCES", "read_only"],
      ["EIO", "disk_error"],
      ["EISDIR", "no_file"],
    ]
  ) {
    assert.equal(storeReasonOf(Object.assign(new Error("x"), { code })), reason, code);
  }
});

Deno.test("storeReasonOf: our own defects stay defects", async () => {
  await withDirectory(async (directory) => {
    const kv = await Deno.openKv(`${directory}/a`);
    for (
      const work of [
        () => kv.set([], 1),
        () => kv.set(["a"], new Uint8Array(70_000)),
        () => kv.set(["a"], () => {}),
        () =>
          kv.atomic().check(...Array.from({ length: 200 }, (_, i) => ({ key: [i], versionstamp: null })))
            .commit(),
        () => (undefined as unknown as Deno.Kv).get(["a"]),
        () => {
          throw "a text";
        },
      ]
    ) {
      const error = await thrownBy(work);
      assert.equal(storeReasonOf(error), undefined, String(error));
      assert.equal(refusalOf(error).code, "internal");
    }
    kv.close();
  });
});

Deno.test("StoreError: is a refusal, and says what was seen and what to do", () => {
  const error = new StoreError("disk_full", "/a.sqlite3", { cause: new Error("no space") });
  assert.equal(refusalOf(error).code, "unavailable");
  assert.equal(error.sentence, "The disk of the database /a.sqlite3 is full: free some space. (no space)");
  assert.deepEqual([error.letsStart, error.mayPass], [true, true]);
  const waits = new StoreError("file_damaged", "/a");
  assert.deepEqual([waits.letsStart, waits.mayPass], [true, false], "a restored file needs a start");
  assert.equal(new StoreError("in_use", "/a").letsStart, false);
});
