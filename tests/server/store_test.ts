import assert from "node:assert/strict";
import { recallEntries, rememberEntries } from "../../kv/room_memory.ts";
import { Refusal } from "../../server/errors.ts";
import { guardedKv, Handle } from "../../server/guarded_kv.ts";
import { CLOSE_MS, DEADLINE_MS as SERVER_DEADLINE_MS, Store } from "../../server/store.ts";
import { FakeKvServer } from "../support/fake_kv_server.ts";

const DEADLINE_MS = 250;

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
    close: () => {},
  };
  return dead as unknown as Deno.Kv;
}

function guarded(kv: Deno.Kv, deadlineMs: number): { kv: Deno.Kv; lost: unknown[] } {
  const lost: unknown[] = [];
  const handle = new Handle(kv, {
    deadlineMs,
    isLost: (error) => error instanceof Deno.errors.BadResource,
    onLost: (reason) => void lost.push(reason),
  });
  return { kv: guardedKv(() => handle), lost };
}

/** Every kind of call. */
function callsOf(kv: Deno.Kv): (() => Promise<unknown>)[] {
  const entry = { key: ["a"], versionstamp: null };
  return [
    () => kv.get(["a"]),
    () => kv.getMany([["a"]]),
    () => kv.set(["a"], 1),
    () => kv.delete(["a"]),
    () => kv.atomic().check(entry).set(["a"], 1).commit(),
    () => Array.fromAsync(kv.list({ prefix: ["a"] })),
    () => kv.list({ prefix: ["a"] }).next(),
  ];
}

/** Resolves when a condition holds; fails after four seconds. */
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(condition());
}

Deno.test("Handle: every call to a dead store ends as `unavailable`, and the first one ends the handle", async () => {
  for (const index of callsOf(deadKv()).keys()) {
    const { kv, lost } = guarded(deadKv(), DEADLINE_MS);
    await assert.rejects(callsOf(kv)[index]!, isUnavailable);
    assert.deepEqual(lost.map(String), ["DeadlineError: no answer within 0.25 s"]);
    const startedAtMs = performance.now();
    for (const call of callsOf(kv)) await assert.rejects(call, isUnavailable);
    assert.ok(performance.now() - startedAtMs < DEADLINE_MS, "at once");
    assert.throws(() => kv.watch([["a"]]), () => true);
  }
});

Deno.test("Handle: a late call takes the others along", async () => {
  const { kv, lost } = guarded(deadKv(), 2_000);
  const first = assert.rejects(kv.get(["a"]), isUnavailable);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const startedAtMs = performance.now();
  await Promise.all([first, ...callsOf(kv).map((call) => assert.rejects(call, isUnavailable))]);
  assert.ok(performance.now() - startedAtMs < 2_000, "before their own deadline");
  assert.equal(lost.length, 1);
});

Deno.test("Handle: of a store that is slow, the late calls alone are refused, and it is not opened anew", async () => {
  const slow = deadKv();
  slow.set = (key) => new Promise((resolve) => setTimeout(() => resolve(key as never), 50));
  const { kv, lost } = guarded(slow, 500);
  let isOver = false;
  const others = (async () => {
    for (let n = 0; n < 60 && !isOver; n++) await kv.set(["a"], n);
  })();
  await assert.rejects(kv.get(["a"]), isUnavailable);
  await assert.rejects(kv.get(["a"]), isUnavailable);
  isOver = true;
  await others;
  assert.deepEqual(lost, []);
  // Once nothing is answered any more, the next late call ends it.
  await assert.rejects(kv.get(["a"]), isUnavailable);
  assert.equal(lost.length, 1);
});

Deno.test("Handle: a process that was too busy to hear the answers does not take the store for lost", async () => {
  const slow = deadKv();
  slow.set = (key) => new Promise((resolve) => setTimeout(() => resolve(key as never), 50));
  const { kv, lost } = guarded(slow, 300);
  const setting = kv.set(["a"], 1);
  const untilMs = performance.now() + 1_000;
  while (performance.now() < untilMs);
  await setting;
  assert.deepEqual(lost, []);
});

Deno.test("Handle: does not change a store that answers", async () => {
  const { kv } = guarded(await Deno.openKv(":memory:"), 60_000);
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
  await assert.rejects(kv.set(["a"], "x".repeat(70_000)), TypeError, "a defect stays one");
  kv.close();
  for (const call of callsOf(kv)) await assert.rejects(call, isUnavailable);
});

Deno.test("GuardedKv: a commit takes ten checks, and no more", async () => {
  const { kv } = guarded(await Deno.openKv(":memory:"), 60_000);
  const checking = (count: number) => {
    const commit = kv.atomic().set(["b"], 1);
    for (let n = 0; n < count; n++) commit.check({ key: ["a", n], versionstamp: null });
    return commit.commit();
  };
  assert.equal((await checking(10)).ok, true);
  await assert.rejects(checking(11), RangeError);
  kv.close();
});

Deno.test("Store: the server's deadline is below every one of the browsers'", async () => {
  const source = await Deno.readTextFile("call/signaling/client.ts") +
    await Deno.readTextFile("wire/client.ts");
  const deadlines = [...source.matchAll(/(?:slackMs: |_SLACK_MS = |_TIMEOUT_MS = )([\d_]+)/g)]
    .map(([, text]) => Number(text!.replaceAll("_", "")));
  assert.equal(deadlines.length, 4);
  for (const deadlineMs of deadlines) assert.ok(SERVER_DEADLINE_MS < deadlineMs);
});

Deno.test("Store: a remote one that does not answer is unavailable in time, tried again, and does not delay closing", async () => {
  await using server = await FakeKvServer.start();
  server.behaviour = "silent";
  const place = { kvUrl: server.url };
  const told: string[] = [];
  const store = new Store(place, { deadlineMs: 2_000, tell: (sentence) => told.push(sentence) });
  await assert.rejects(store.open(), isUnavailable);
  await assert.rejects(store.open(), isUnavailable);
  assert.equal(await store.answerMs(), undefined);
  assert.equal(store.isAway, true);
  assert.equal(told.length, 1, told.join("\n"));
  server.behaviour = "answers";
  await until(() => !store.isAway);
  assert.match(told[1]!, /^The database is back after \d+\.\d s\.$/);
  assert.equal((await (await store.open()).get(["a"])).value, null);
  await store.close();

  server.behaviour = "silent";
  const patient = new Store(place, { deadlineMs: 10 * CLOSE_MS });
  let isOpening = true;
  const opening = patient.open().catch(() => {}).finally(() => isOpening = false);
  const startedAtMs = performance.now();
  await patient.close();
  assert.ok(performance.now() - startedAtMs < 2_000);
  assert.ok(isOpening, "its end does not wait for what does not open");
  await assert.rejects(patient.open(), isUnavailable);
  server.behaviour = "answers";
  await opening;
});

Deno.test("Store: lost while it is used, it is opened once anew, and what is kept of it follows", async () => {
  for (const how of ["silent", "breaks", "refuses"] as const) {
    await using server = await FakeKvServer.start();
    const told: string[] = [];
    const store = new Store({ kvUrl: server.url }, { deadlineMs: 2_000, tell: (text) => told.push(text) });
    const kv = await store.open();
    const ofOneOpening = server.asked;
    const entry = { key: ["a"], value: null, versionstamp: null };
    rememberEntries(kv, "room", [entry]);
    const reader = kv.watch([["a"]]).getReader();
    await reader.read();
    const operation = kv.atomic().set(["a"], 1);
    server.behaviour = how;
    await Promise.all(callsOf(kv).slice(0, 2).map((call) => assert.rejects(call, isUnavailable)));
    assert.equal(store.isAway, true);
    assert.equal((await reader.read()).done, true, "a watch ends with its handle");
    await assert.rejects(kv.get(["a"]), isUnavailable);
    server.behaviour = "answers";
    const before = server.asked;
    assert.equal(await store.open(), kv);
    await Promise.all(Array.from({ length: 5 }, () => store.open()));
    assert.equal(server.asked - before, ofOneOpening, "one opening for all");
    assert.equal((await kv.get(["a"])).value, null);
    await assert.rejects(operation.commit(), isUnavailable, "begun on the handle before");
    assert.equal(recallEntries(kv, "room", [entry.key]), undefined, "it may be in another state");
    assert.equal(told.length, 2, told.join("\n"));
    await store.close();
  }
});

Deno.test("Store: names the variable of a wrong token, once, and without its value", async () => {
  await using server = await FakeKvServer.start();
  server.behaviour = "refuses";
  const told: string[] = [];
  const store = new Store({ kvUrl: server.url }, { deadlineMs: 2_000, tell: (text) => told.push(text) });
  await assert.rejects(store.open(), isUnavailable);
  await assert.rejects(store.open(), isUnavailable);
  await store.close();
  assert.equal(told.length, 1);
  assert.match(told[0]!, /refuses DENO_KV_ACCESS_TOKEN/);
  assert.doesNotMatch(told[0]!, new RegExp(server.token));
});
