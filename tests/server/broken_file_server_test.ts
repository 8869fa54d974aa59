import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { withRoom } from "../api/room_scene.ts";
import { readyzIs } from "../support/readyz.ts";
import { found, startServer } from "../support/running_server.ts";

const PAGE = 4096;

/** What may have happened to a file. */
const DAMAGES: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  "is all zeros": (bytes) => bytes.fill(0),
  "is empty": () => new Uint8Array(),
  "was cut in the middle": (bytes) => bytes.slice(0, bytes.length / 2),
  "was cut in its header": (bytes) => bytes.slice(0, 50),
  "has another header": (bytes) => (bytes.set(new TextEncoder().encode("garbage header!!")), bytes),
  "has a flipped byte in each page but the first": (bytes) => {
    for (let at = PAGE; at < bytes.length; at += PAGE) bytes[at]! ^= 0xff;
    return bytes;
  },
  "is a text": () => new TextEncoder().encode("This is no database.\n".repeat(500)),
};

/** A whole database of a server with a practice, without a write-ahead log. */
async function wholeDatabase(): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  await withRoom(async ({ server }) => {
    await server.stop();
    bytes = await Deno.readFile(server.kvFile);
  });
  assert.ok(bytes.length > 5 * PAGE);
  return bytes;
}

Deno.test("broken file: the server says so, stays up, refuses, and changes nothing", async (t) => {
  const whole = await wholeDatabase();
  const directory = await Deno.makeTempDir();
  try {
    for (const [name, damage] of Object.entries(DAMAGES)) {
      await t.step(name, async () => {
        const damaged = damage(whole.slice());
        const kvFile = `${directory}/damaged.sqlite3`;
        await Deno.writeFile(kvFile, damaged);
        await using server = await startServer({ KV_URL: kvFile }, { isSetUp: true });
        await found(
          server.log,
          /"The database \/\S+damaged\.sqlite3 is damaged, .* restore a backup \(docs\/deploying\.md, \\"Backups\\"\), and start\./,
        );
        assert.equal(await readyzIs(server, "file_damaged"), 503);
        assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
        assert.equal((await server.stop()).code, 0);
        assert.deepEqual(await Deno.readFile(kvFile), damaged);
        assert.deepEqual([...Deno.readDirSync(directory)].map(({ name }) => name).sort(), [
          "damaged.sqlite3",
          "damaged.sqlite3.lock",
        ]);
      });
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("broken file: a database of another program is refused and left as it is", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const kvFile = `${directory}/other.sqlite3`;
    const other = new DatabaseSync(kvFile);
    other.exec("CREATE TABLE places (name TEXT)");
    other.close();
    const before = await Deno.readFile(kvFile);
    await using server = await startServer({ KV_URL: kvFile }, { isSetUp: true });
    assert.equal(await readyzIs(server, "file_damaged"), 503);
    assert.deepEqual(await Deno.readFile(kvFile), before);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("broken file: one that breaks while the server runs ends no process", async () => {
  await withRoom(async ({ server, api, cookie }) => {
    // Another program's commit, so that Deno KV reads the pages again.
    const database = new DatabaseSync(server.kvFile);
    database.exec("UPDATE data_version SET version = version; PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    const file = await Deno.open(server.kvFile, { write: true });
    const { size } = await file.stat();
    await file.seek(PAGE, Deno.SeekMode.Start);
    await file.write(new Uint8Array(size - PAGE).fill(0xff));
    const { status, body } = await api.call("GET", "/api/practice/consultations", { cookie });
    file.close();
    assert.deepEqual([status, body.error], [503, "unavailable"]);
    assert.equal(await readyzIs(server, "file_damaged"), 503);
    await found(server.log, /"The database \S+ is damaged/);
    assert.equal((await server.stop()).code, 0);
  });
});

Deno.test("broken file: no new one is made in the place of one that is gone, or was replaced", async () => {
  await withRoom(async ({ server, api, cookie }) => {
    const copy = `${server.kvFile}.copy`;
    await Deno.rename(server.kvFile, copy);
    await found(server.log, /"The database \S+ is gone, or another file has taken its place/);
    assert.equal(await readyzIs(server, "file_missing"), 503);
    assert.throws(() => Deno.statSync(server.kvFile), Deno.errors.NotFound);
    assert.equal((await api.call("GET", "/api/practice/consultations", { cookie })).status, 503);
    await server.stop();
    await Deno.rename(copy, server.kvFile);
    await server.restart();
    assert.equal((await api.call("GET", "/api/practice/consultations", { cookie })).status, 200);
  });
});

Deno.test("broken file: a start by what cannot be a file ends with a sentence", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await using server = await startServer({ KV_URL: directory }, { isSetUp: true });
    await found(server.log, new RegExp(`^The database ${directory} cannot be a file: set KV_URL to one`));
    assert.equal((await server.stop("SIGCONT")).code, 78);
  } finally {
    await Deno.remove(directory, { recursive: true });
    await Deno.remove(`${directory}.lock`);
  }
});
