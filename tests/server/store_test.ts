import assert from "node:assert/strict";
import { Refusal } from "../../server/errors.ts";
import { CLOSE_MS, Store, withDeadline } from "../../server/store.ts";

const DEADLINE_MS = 40;

function isUnavailable(error: unknown): boolean {
  return error instanceof Refusal && error.code === "unavailable";
}

/** A store that has died: it takes every call and answers none. */
function deadKv(): Deno.Kv {
  const never = () => new Promise<never>(() => {});
  const operation = { check: () => operation, set: () => operation, commit: never };
  const list = { next: never, [Symbol.asyncIterator]: () => list };
  const dead = {
    get: never,
    getMany: never,
    set: never,
    delete: never,
    atomic: () => operation,
    list: () => list,
  };
  return dead as unknown as Deno.Kv;
}

Deno.test("withDeadline: every call to a dead store ends as `unavailable`", async () => {
  const kv = withDeadline(deadKv(), DEADLINE_MS);
  const entry = { key: ["a"], versionstamp: null };
  for (
    const call of [
      () => kv.get(["a"]),
      () => kv.getMany([["a"]]),
      () => kv.set(["a"], 1),
      () => kv.delete(["a"]),
      () => kv.atomic().check(entry).set(["a"], 1).commit(),
      () => Array.fromAsync(kv.list({ prefix: ["a"] })),
      () => kv.list({ prefix: ["a"] }).next(),
    ]
  ) {
    await assert.rejects(call, isUnavailable);
  }
});

Deno.test("withDeadline: does not change a store that answers", async () => {
  const bare = await Deno.openKv(":memory:");
  const kv = withDeadline(bare, 60_000);
  const { ok } = await kv.atomic().check({ key: ["a", 1], versionstamp: null }).set(["a", 1], "x").commit();
  assert.ok(ok);
  await kv.set(["a", 2], "y");
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: ["a"] }))).map(({ value }) => value), ["x", "y"]);
  const list = kv.list({ prefix: ["a"] });
  await list.next();
  assert.notEqual(list.cursor, "");
  const reader = kv.watch([["a", 1]]).getReader();
  assert.equal((await reader.read()).value?.[0]?.value, "x");
  await reader.cancel();
  kv.close();
});

Deno.test("Store: a remote one that does not answer is unavailable in time, tried again, and does not delay closing", async () => {
  // A KV Connect server that takes every connection and says nothing.
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const taken: Deno.Conn[] = [];
  const isTaken = Promise.withResolvers<void>();
  const accepting = (async () => {
    for await (const connection of listener) {
      taken.push(connection);
      isTaken.resolve();
    }
  })();
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "token");
  try {
    const place = { kvUrl: `http://127.0.0.1:${listener.addr.port}` };
    const store = new Store(place, DEADLINE_MS);
    await assert.rejects(store.open(), isUnavailable);
    await assert.rejects(store.open(), isUnavailable);
    assert.equal(await store.answerMs(), undefined);
    await isTaken.promise;

    const patient = new Store(place, 10 * CLOSE_MS);
    let isOpening = true;
    const opening = patient.open().catch(() => {}).finally(() => isOpening = false);
    const startedAtMs = performance.now();
    await patient.close();
    assert.ok(performance.now() - startedAtMs < 2_000);
    assert.ok(isOpening, "its end does not wait for what does not open");
    await assert.rejects(patient.open(), isUnavailable);
    await opening;
  } finally {
    Deno.env.delete("DENO_KV_ACCESS_TOKEN");
    for (const connection of taken) connection.close();
    listener.close();
    await accepting;
  }
});
