import assert from "node:assert/strict";
import { listenToChanges, type News } from "../../kv/bumps.ts";
import { commitTogether } from "../../kv/group_commit.ts";
import { FILE_MAX_CHECKS, MAX_CHECKS, setMaxChecks } from "../../kv/limits.ts";
import { openStore, testOnStores } from "./stores.ts";

/** Counts the commits that are made. */
function counted(kv: Deno.Kv): { made: number } {
  const count = { made: 0 };
  const atomic = kv.atomic.bind(kv);
  kv.atomic = () => {
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = () => (count.made++, commit());
    return operation;
  };
  return count;
}

/** Sets an entry of a room that must not be there yet, with two checks, as a message has them. */
function put(kv: Deno.Kv, room: string, value: unknown = room, versionstamp: string | null = null) {
  const deliveries = [{ peerId: "p", first: 1, messages: [] }];
  return commitTogether(kv, {
    change: { room, deliveries },
    checks: [{ key: ["entry", room], versionstamp }, { key: ["other", room], versionstamp: null }],
    mutations: 1,
    sizeBytes: 100,
    write: (commit) => void commit.set(["entry", room], value),
  });
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `room ${n}`);

testOnStores(
  "commitTogether: the first at once, those that come meanwhile together, each told once",
  async (kv) => {
    const count = counted(kv);
    const heard: News[] = [];
    listenToChanges(kv, (news) => heard.push(news));
    assert.equal((await put(kv, "alone")).ok, true);
    assert.equal(count.made, 1);
    heard.length = 0;
    await new Promise((resolve) => setTimeout(resolve)); // until it is over
    const rooms = names(64);
    const results = await Promise.all(rooms.map((room) => put(kv, room)));
    assert.ok(results.every(({ ok }) => ok));
    // The first goes alone; two checks of each of the others.
    assert.equal(count.made - 1, 1 + Math.ceil(63 / (MAX_CHECKS / 2)));
    for (const [n, room] of rooms.entries()) {
      const entry = await kv.get(["entry", room]);
      const result = results[n]!;
      assert.ok(result.ok && entry.versionstamp === result.versionstamp && entry.value === room);
    }
    assert.deepEqual(heard.map(({ topic }) => topic).toSorted(), rooms.toSorted());
    assert.ok(heard.every(({ deliveries, isDoubtful }) => deliveries?.length === 1 && !isDoubtful));
  },
);

testOnStores("commitTogether: who loses a race, or cannot be stored, takes nobody along", async (kv) => {
  const gone = "0".repeat(20);
  const heard: News[] = [];
  listenToChanges(kv, (news) => heard.push(news));
  const outcomes = await Promise.allSettled([
    put(kv, "first"),
    put(kv, "a"),
    put(kv, "lost", "x", gone),
    put(kv, "b"),
    put(kv, "c"),
    put(kv, "d"),
    put(kv, "large", "x".repeat(70_000)),
    put(kv, "e"),
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === "fulfilled" ? outcome.value.ok : outcome.reason.name),
    [true, true, false, true, true, true, "TypeError", true],
  );
  for (const room of ["a", "b", "c", "d", "e"]) {
    assert.equal((await kv.get(["entry", room])).value, room);
    assert.equal(heard.filter(({ topic, isDoubtful }) => topic === room && !isDoubtful).length, 1, room);
  }
  for (const room of ["lost", "large"]) {
    assert.equal((await kv.get(["entry", room])).value, null);
    assert.ok(
      heard.every(({ topic, isDoubtful }) => topic !== room || isDoubtful),
      "it may have hidden others",
    );
  }
});

testOnStores("commitTogether: parts of one room go one after the other", async (kv) => {
  const results = await Promise.all([put(kv, "first"), put(kv, "a", 1), put(kv, "a", 2), put(kv, "b")]);
  assert.deepEqual(results.map(({ ok }) => ok), [true, true, false, true]);
  assert.equal((await kv.get(["entry", "a"])).value, 1);
});

Deno.test("commitTogether: a commit that fails after it was made is tried again alone, and changes nothing twice", async () => {
  using kv = await openStore();
  const atomic = kv.atomic.bind(kv);
  let commits = 0;
  kv.atomic = () => {
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = async () => {
      const result = await commit();
      if (++commits === 2) throw new Error("the answer was lost");
      return result;
    };
    return operation;
  };
  const results = await Promise.all(["first", "a", "b"].map((room) => put(kv, room)));
  assert.deepEqual(results.map(({ ok }) => ok), [true, false, false], "they read again, and find it");
  assert.deepEqual((await kv.get(["entry", "a"])).value, "a");
});

Deno.test("commitTogether: without a store all are refused", async () => {
  const kv = await openStore();
  kv.close();
  const outcomes = await Promise.allSettled(names(12).map((room) => put(kv, room)));
  assert.ok(
    outcomes.every((outcome) => outcome.status === "rejected" && outcome.reason.code === "unavailable"),
  );
});

Deno.test("commitTogether: as many as the store takes: checks, mutations, bytes", async () => {
  const groups = async (
    count: number,
    size: Partial<Parameters<typeof commitTogether>[1]>,
    maxChecks?: number,
  ) => {
    using kv = await openStore();
    if (maxChecks !== undefined) setMaxChecks(kv, maxChecks);
    const commits = counted(kv);
    const put = (room: string) =>
      commitTogether(kv, {
        change: { room, deliveries: [] },
        checks: [{ key: ["entry", room], versionstamp: null }, { key: ["other", room], versionstamp: null }],
        mutations: 1,
        sizeBytes: 1,
        write: (commit) => void commit.set(["entry", room], 1),
        ...size,
      });
    const results = await Promise.all(names(count + 1).map(put));
    assert.ok(results.every(({ ok }) => ok));
    return commits.made - 1; // the first went alone
  };
  assert.equal(await groups(50, {}), 10);
  assert.equal(await groups(50, {}, FILE_MAX_CHECKS), 1);
  assert.equal(await groups(51, {}, FILE_MAX_CHECKS), 2);
  assert.equal(await groups(50, { mutations: 300 }, FILE_MAX_CHECKS), 17);
  assert.equal(await groups(50, { sizeBytes: 70_000 }, FILE_MAX_CHECKS), 7);
});
