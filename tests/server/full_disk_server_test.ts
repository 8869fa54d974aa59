import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { withRoom } from "../api/room_scene.ts";
import { METRICS } from "../support/gauges.ts";
import { samplesOf } from "../support/metrics.ts";
import { readyzIs } from "../support/readyz.ts";
import { found, type RunningServer, startServer } from "../support/running_server.ts";
import { makeSmallDisk, MAY_MOUNT, type SmallDisk } from "../support/small_disk.ts";

function testOnDisk(name: string, work: (disk: SmallDisk) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !MAY_MOUNT,
    fn: async () => {
      await using disk = await makeSmallDisk();
      await work(disk);
    },
  });
}

/** The threads of Deno KV, which end the process when the disk is full. */
function kvThreads(pid: number): string[] {
  return [...Deno.readDirSync(`/proc/${pid}/task`)]
    .map(({ name }) => Deno.readTextFileSync(`/proc/${pid}/task/${name}/comm`).trim())
    .filter((name) => name.startsWith("sw-"));
}

async function samples({ origin }: Pick<RunningServer, "origin">): Promise<Map<string, number>> {
  const headers = { authorization: `Bearer ${METRICS.METRICS_TOKEN}` };
  return samplesOf(await (await fetch(`${origin}/metrics`, { headers })).text());
}

testOnDisk(
  "full disk: everything is refused, nothing panics, and all is back when there is space",
  async (disk) => {
    await withRoom(async ({ server, api, guest, host, cookie }) => {
      assert.equal((await api.send(guest, host, 1)).status, 201);
      assert.equal(await readyzIs(server, "ok"), 200);
      assert.deepEqual(kvThreads(server.pid), ["sw-0"]);

      await disk.fill();
      const refused = await api.send(guest, host, 2, "x".repeat(10_000));
      assert.deepEqual([refused.status, refused.body.error], [503, "unavailable"]);
      assert.equal(await readyzIs(server, "disk_full"), 503);
      for (
        const [method, path] of [["GET", "/api/practice/consultations"], ["GET", "/api/practice/session"]]
      ) {
        const { status, body } = await api.call(method!, path!, { cookie });
        assert.deepEqual([status, body.error], [503, "unavailable"], path);
      }
      assert.equal(await (await fetch(`${server.origin}/healthz`)).text(), "ok");
      const full = await samples(server);
      assert.equal(full.get('vieraugen_store_failing{reason="disk_full"}'), 1);
      assert.equal(full.get('vieraugen_store_failures_total{reason="disk_full"}'), 1);
      assert.equal(full.get("vieraugen_store_up"), 0);
      assert.equal(full.get("vieraugen_disk_free_bytes"), 0);
      assert.deepEqual(kvThreads(server.pid), [], "whatever expires while it is full ends nothing");

      await disk.empty();
      assert.equal(await readyzIs(server, "ok"), 200);
      assert.equal((await api.send(guest, host, 2)).status, 201);
      const { body } = await api.poll(host, 0);
      assert.deepEqual(body.messages.map(({ n }) => n), [1, 2], "nothing is lost or doubled");
      const again = await samples(server);
      assert.ok(!again.has('vieraugen_store_failing{reason="disk_full"}'));
      assert.equal(again.get("vieraugen_store_up"), 1);
      await found(server.log, /"store":"The database is back/);
      const told = server.log.filter((line) => /"store":"The/.test(line));
      assert.equal(told.length, 2, told.join("\n"));
      assert.match(
        told[0]!,
        /"The disk of the database \/\S+ is full: free some space\..* goes on by itself/,
      );
      assert.match(told[1]!, /"The database is back after [\d.]+ s\."/);
    }, { ...METRICS, KV_URL: `${disk.directory}/v.sqlite3` });
  },
);

testOnDisk("full disk: one that fills while nothing is written is noticed, too", async (disk) => {
  await withRoom(async ({ server }) => {
    await disk.fill();
    await found(server.log, /"The disk of the database \S+ is full/);
    assert.deepEqual(kvThreads(server.pid), []);
  }, { KV_URL: `${disk.directory}/v.sqlite3` });
});

testOnDisk("full disk: a server starts on it, and goes on by itself", async (disk) => {
  await disk.fill();
  await using server = await startServer({ KV_URL: `${disk.directory}/v.sqlite3` }, { isSetUp: true });
  assert.equal(await readyzIs(server, "disk_full"), 503);
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
  assert.ok(!server.log.some((line) => line.startsWith("Set-up link")));
  await disk.empty();
  const setUpLink = await found(server.log, /^Set-up link: (\S+)$/);
  await new ApiClient({ origin: server.origin, setUpLink }).setUp();
  assert.equal(await readyzIs(server, "ok"), 200);
});

testOnDisk("low disk: is told before it is full, and when it is over", async (disk) => {
  await disk.resize(2_000);
  await using server = await startServer({ KV_URL: `${disk.directory}/v.sqlite3`, ...METRICS });
  const free = (await samples(server)).get("vieraugen_disk_free_bytes")!;
  assert.ok(free > 1_900 * 2 ** 20 && free < 2_000 * 2 ** 20, String(free));
  assert.ok(!server.log.some((line) => line.includes("MiB")));
  await disk.resize(400);
  await found(
    server.log,
    /"Only \d+ MiB are free on the disk of the database \/\S+: make space before it is full\."/,
  );
  assert.equal(await readyzIs(server, "ok"), 200);
  await disk.resize(2_000);
  await found(server.log, /"\d{4} MiB are free on the disk of the database \/\S+ again\."/);
});

testOnDisk("read-only file system: is refused, and told", async (disk) => {
  await withRoom(async ({ server }) => {
    await server.stop();
    await disk.setReadOnly();
    await server.restart();
    assert.equal(await readyzIs(server, "read_only"), 503);
    await found(server.log, /"The database \/\S+ cannot be written: .*mount its file system writable\./);
  }, { KV_URL: `${disk.directory}/v.sqlite3` });
});
