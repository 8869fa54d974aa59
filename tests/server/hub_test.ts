import assert from "node:assert/strict";
import { bumpKey, shardOf } from "../../kv/keys.ts";
import { Hub } from "../../server/hub.ts";

const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";
const never = () => Promise.resolve(undefined);

async function withHub(work: (hub: Hub, kv: Deno.Kv) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const hub = new Hub(() => Promise.resolve(kv));
  try {
    await work(hub, kv);
  } finally {
    hub.close();
    kv.close();
  }
}

function wait(
  hub: Hub,
  look: () => Promise<string | undefined>,
  signal = new AbortController().signal,
  waitMs = 20_000,
) {
  return hub.waitFor({ room: ROOM, peerId: "p", waitMs, signal }, look);
}

/** Resolves when a condition holds; fails after two seconds. */
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition());
}

Deno.test("Hub: looks first, and does not wait for what is there", async () => {
  await withHub(async (hub) => {
    assert.equal(await wait(hub, () => Promise.resolve("there")), "there");
    assert.equal(hub.waiting, 0);
  });
});

Deno.test("Hub: a commit of another process wakes by the watch alone", async () => {
  await withHub(async (hub, kv) => {
    let there = undefined as string | undefined;
    const held = wait(hub, () => Promise.resolve(there));
    await until(() => hub.waiting === 1);
    there = "message";
    await kv.set(bumpKey(shardOf(ROOM)), ROOM);
    assert.equal(await held, "message");
  });
});

Deno.test("Hub: a commit of this process wakes at once, and only whom it concerns", async () => {
  await withHub(async (hub) => {
    let looks = 0;
    let there = undefined as string | undefined;
    const held = wait(hub, () => {
      looks++;
      return Promise.resolve(there);
    });
    await until(() => looks === 1);
    hub.bump(ROOM, ["somebody else"]);
    hub.bump("BBBBBBBBBBBBBBBBBBBBBB");
    there = "message";
    hub.bump(ROOM, ["p"]);
    assert.equal(await held, "message");
    assert.equal(looks, 2);
  });
});

Deno.test("Hub: what comes between a look and the wait is not missed", async () => {
  await withHub(async (hub) => {
    let there = undefined as string | undefined;
    const found = await wait(hub, async () => {
      const seen = there;
      if (!seen) {
        there = "just now";
        hub.bump(ROOM);
      }
      return await Promise.resolve(seen);
    });
    assert.equal(found, "just now");
  });
});

Deno.test("Hub: abort, time and close end a wait and release it; the watcher goes with its last waiter", async () => {
  await withHub(async (hub) => {
    const abort = new AbortController();
    const aborted = wait(hub, never, abort.signal);
    const timed = wait(hub, never, undefined, 30);
    const closed = wait(hub, never);
    await until(() => hub.waiting === 3);
    assert.equal(hub.watching, 1, "one watcher for all");
    abort.abort();
    abort.abort();
    assert.equal(await aborted, undefined);
    assert.equal(await timed, undefined);
    assert.equal(hub.waiting, 1);
    hub.close();
    assert.equal(await closed, undefined);
    assert.deepEqual([hub.waiting, hub.watching], [0, 0]);
    assert.equal(await wait(hub, never), undefined, "nothing waits any more");
  });
});

Deno.test("Hub: a thousand waiters share watchers, and all are released", async () => {
  await withHub(async (hub) => {
    const abort = new AbortController();
    const rooms = Array.from({ length: 1000 }, (_, i) => `room${i}`);
    const held = rooms.map((room) =>
      hub.waitFor({ room, peerId: "p", waitMs: 20_000, signal: abort.signal }, never)
    );
    await until(() => hub.waiting === 1000);
    assert.ok(hub.watching <= 512);
    abort.abort();
    await Promise.all(held);
    assert.equal(hub.waiting, 0);
  });
});

Deno.test("Hub: a watch that breaks is opened again, and everybody looks", async () => {
  const kv = await Deno.openKv(":memory:");
  let opened = 0;
  const errors: unknown[] = [];
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
  const flaky = new Proxy(kv, {
    get: (object, name) =>
      name === "watch" && opened++ === 0
        ? () => broken
        : typeof Reflect.get(object, name) === "function"
        ? Reflect.get(object, name).bind(object)
        : Reflect.get(object, name),
  });
  const hub = new Hub(() => Promise.resolve(flaky), (error) => errors.push(error));
  let looks = 0;
  const found = await wait(hub, () => Promise.resolve(++looks > 1 ? "looked again" : undefined));
  assert.equal(found, "looked again");
  assert.equal(errors.length, 1);
  hub.close();
  kv.close();
});
