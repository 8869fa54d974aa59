import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { withRoom } from "../api/room_scene.ts";
import { readyzIs } from "../support/readyz.ts";
import { found, startServer } from "../support/running_server.ts";

Deno.test("locked file: 503, never 500, while another program has it; then all is back", async () => {
  await withRoom(async ({ server, api, guest, host, cookie }) => {
    const other = new DatabaseSync(server.kvFile);
    other.exec("BEGIN IMMEDIATE");
    const answers = await Promise.all([
      ...[1, 2, 3, 4].map((n) => api.send(guest, host, n)),
      api.call("GET", "/api/practice/consultations", { cookie }),
    ]);
    for (const { status, body } of answers.slice(0, 4)) {
      assert.deepEqual([status, body.error], [503, "unavailable"]);
    }
    assert.notEqual(answers.at(-1)!.status, 500);
    assert.equal(await readyzIs(server, "file_locked"), 503);
    await found(server.log, /"The database \S+ is locked by another program: end that one\./);
    const startedAtMs = performance.now();
    assert.equal((await api.send(guest, host, 5)).status, 503);
    assert.ok(performance.now() - startedAtMs < 1_000, "it is known by now: nobody waits for the lock");

    other.exec("ROLLBACK");
    other.close();
    assert.equal(await readyzIs(server, "ok"), 200);
    assert.equal((await api.send(guest, host, 6)).status, 201);
  });
});

Deno.test("locked file: a stop does not wait for the lock", async () => {
  await withRoom(async ({ server, api, guest, host }) => {
    const other = new DatabaseSync(server.kvFile);
    other.exec("BEGIN IMMEDIATE");
    assert.equal((await api.send(guest, host, 1)).status, 503);
    const { code, tookMs } = await server.stop();
    other.close();
    assert.equal(code, 0);
    assert.ok(tookMs < 3_000, `${tookMs} ms`);
  });
});

Deno.test("locked file: a server starts beside a program that has it, and goes on by itself", async () => {
  await withRoom(async ({ server, api, guest, host }) => {
    await server.stop();
    const other = new DatabaseSync(server.kvFile);
    other.exec("BEGIN IMMEDIATE");
    await server.restart();
    assert.equal(await readyzIs(server, "file_locked"), 503);
    other.close();
    assert.equal(await readyzIs(server, "ok"), 200);
    assert.equal((await api.send(guest, host, 1)).status, 201);
  });
});

Deno.test("two servers on one file: the second one says so and ends; a killed one leaves no lock", async () => {
  await withRoom(async ({ server, api, guest, host }) => {
    await assert.rejects(
      startServer({ KV_URL: server.kvFile }, { isSetUp: true }).then(async (second) => {
        await using ended = second;
        await found(ended.log, /^The database \S+ is in use: stop the other server/);
        assert.equal((await ended.stop("SIGCONT")).code, 78);
        throw new Error("ended as it should");
      }),
      /ended as it should/,
    );
    assert.equal((await api.send(guest, host, 1)).status, 201, "the first one goes on");
    await server.kill();
    await server.restart();
    assert.equal(await readyzIs(server, "ok"), 200);
  });
});
