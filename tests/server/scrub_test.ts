import assert from "node:assert/strict";
import { setUpKey } from "../../kv/keys.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { scrubFile } from "../../server/scrub.ts";
import { NOW, PERSON, practiceWith } from "../kv/practice_scene.ts";
import { openStore } from "../kv/stores.ts";

const GONE = "wiedererkennbar@praxis.example";
const STAYS = "bleibt@praxis.example";

/** How often a text is in the file, or in what belongs to it. */
function found(file: string, text: string): number {
  return ["", "-wal", "-shm", "-journal"].reduce((count, suffix) => {
    try {
      const bytes = new TextDecoder("latin1").decode(Deno.readFileSync(file + suffix));
      return count + bytes.split(text).length - 1;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return count;
      throw error;
    }
  }, 0);
}

async function onFile(work: (kv: Deno.Kv, file: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  const kv = await openStore(`${directory}/kv.sqlite3`);
  try {
    await work(kv, `${directory}/kv.sqlite3`);
  } finally {
    kv.close();
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("scrubFile: a removed member's name and address leave the file; all else stays", async () => {
  await onFile(async (kv, file) => {
    const { signIn, remove } = await practiceWith(kv, GONE, STAYS);
    // Each change leaves a copy behind, and others fill the pages.
    for (let n = 0; n < 20; n++) {
      await kv.set(["member", GONE], { ...await findMemberByEmail(kv, GONE), filler: "x".repeat(200 * n) });
      await kv.set(["other", n], "y".repeat(3000));
    }
    for (let n = 0; n < 10; n++) await kv.delete(["other", n]);
    assert.equal(await remove(GONE, await signIn(PERSON.email), 2, ["first", STAYS]), true);
    assert.ok(found(file, GONE) > 0, "SQLite does not overwrite what it deletes");
    const before = await Array.fromAsync(kv.list({ prefix: [] }));
    scrubFile(file);
    assert.equal(found(file, GONE), 0);
    assert.ok(found(file, STAYS) > 0);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), before, "with its versionstamps");
    const size = Deno.statSync(file).size;
    scrubFile(file);
    assert.equal(Deno.statSync(file).size, size, "and does not grow");
  });
});

/** As the server does: a database that is too busy for it is left as it is, and scrubbed later. */
async function scrubInTime(file: string): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      return scrubFile(file);
    } catch (error) {
      if (tries === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

Deno.test("scrubFile: commits at the same time are neither lost nor refused", async () => {
  await onFile(async (kv, file) => {
    for (let n = 0; n < 300; n++) await kv.set(["before", n], "x".repeat(1000));
    const writes = Array.from({ length: 40 }, async (_, n) => await kv.set(["during", n], NOW));
    const written = Promise.all(writes);
    await scrubInTime(file).finally(() => written);
    scrubFile(file);
    assert.equal((await Array.fromAsync(kv.list({ prefix: ["during"] }))).length, 40);
    const changes = kv.watch([setUpKey]).getReader();
    assert.deepEqual((await changes.read()).value?.map(({ value }) => value), [null]);
    await kv.set(setUpKey, "p");
    assert.deepEqual((await changes.read()).value?.map(({ value }) => value), ["p"], "watches go on");
    await changes.cancel();
  });
});
