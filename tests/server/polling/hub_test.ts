import assert from "node:assert/strict";
import { commitChange, type Delivery } from "../../../kv/bumps.ts";
import { BUMP_SHARDS, bumpKey, shardOf } from "../../../kv/keys.ts";
import { Hub, type LongPoll, QUIET_MS } from "../../../server/polling/hub.ts";
import { ended } from "./ended.ts";
import { openStore } from "../../kv/stores.ts";

const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";
const never = () => Promise.resolve(undefined);

async function withHub(work: (hub: Hub, kv: Deno.Kv) => Promise<void>): Promise<void> {
  const kv = await openStore();
  const hub = new Hub(() => Promise.resolve(kv));
  try {
    await work(hub, kv);
  } finally {
    hub.close();
    kv.close();
  }
}

/** Waits as peer `p` in the room, for long, if nothing else is said. */
async function waitFor<Result>(
  hub: Hub,
  own: Pick<LongPoll<Result>, "look"> & Partial<LongPoll<Result>>,
): Promise<Result | undefined> {
  const { signal } = new AbortController();
  const outcome = await hub.begin({ topic: ROOM, peerId: "p", waitMs: 20_000, signal, ...own });
  return "found" in outcome ? outcome.found : await ended(outcome.held);
}

function wait(
  hub: Hub,
  look: () => Promise<string | undefined>,
  signal = new AbortController().signal,
  waitMs = 20_000,
) {
  return waitFor(hub, { waitMs, signal, look });
}

/** Resolves when a condition holds; fails after so many looks, 5 ms apart. */
async function until(condition: () => boolean, looks = 400): Promise<void> {
  for (let i = 0; i < looks && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition());
}

Deno.test("Hub: looks first, and does not hold what is found at once", async () => {
  await withHub(async (hub) => {
    assert.equal(await wait(hub, () => Promise.resolve("there")), "there");
    assert.equal(hub.heldCount, 0);
  });
});

Deno.test("Hub: a commit of another process wakes by the watch alone", async () => {
  await withHub(async (hub, kv) => {
    let there = undefined as string | undefined;
    const held = wait(hub, () => Promise.resolve(there));
    await until(() => hub.heldCount === 1);
    there = "message";
    await kv.atomic().sum(bumpKey(shardOf(ROOM)), 1n).commit();
    assert.equal(await held, "message");
  });
});

async function change(kv: Deno.Kv, room = ROOM, deliveries?: Delivery[]) {
  return await commitChange(kv, kv.atomic(), { room, ...(deliveries ? { deliveries } : {}) });
}

Deno.test("Hub: of the bump keys that share a watcher, each wakes its own rooms alone", async () => {
  await withHub(async (hub, kv) => {
    const rooms = Array.from({ length: 2000 }, (_, i) => `room${i}`);
    // The first eight keys share a watcher.
    const [one, other] = [2, 5].map((shard) => rooms.find((room) => shardOf(room) === shard)!);
    const begin = (topic = "") => {
      const seen = { looks: 0, there: undefined as string | undefined };
      return Object.assign(seen, {
        held: waitFor(hub, { topic, look: () => (seen.looks++, Promise.resolve(seen.there)) }),
      });
    };
    const [first, second] = [begin(one), begin(other)];
    await until(() => hub.heldCount === 2 && first.looks === 1 && second.looks === 1);
    assert.equal(hub.watcherCount, 1);
    first.there = second.there = "message";
    await kv.atomic().sum(bumpKey(2), 1n).commit();
    assert.equal(await first.held, "message");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([second.looks, hub.heldCount], [1, 1]);
    await kv.atomic().sum(bumpKey(5), 1n).commit();
    assert.equal(await second.held, "message");
  });
});

Deno.test("Hub: a commit of this process wakes at once, and only the waits that it concerns", async () => {
  await withHub(async (hub, kv) => {
    let looks = 0;
    let there = undefined as string | undefined;
    const held = wait(hub, () => {
      looks++;
      return Promise.resolve(there);
    });
    await until(() => looks === 1);
    await change(kv, ROOM, [{ peerId: "somebody else", first: 1, messages: [] }]);
    await change(kv, "BBBBBBBBBBBBBBBBBBBBBB");
    there = "message";
    await change(kv);
    assert.equal(await held, "message");
    assert.equal(looks, 2);
  });
});

Deno.test("Hub: hands a wait the messages stored for it, or lets it look", async () => {
  await withHub(async (hub, kv) => {
    const message = { from: "a", n: 1, body: "x" };
    const accepting = (first: number) => {
      let looks = 0;
      const held = waitFor(hub, {
        look: () => Promise.resolve(looks++ > 0 ? "looked" : undefined),
        accept: ({ first: position, messages: [message] }) =>
          position === first ? `given ${message?.body}` : undefined,
      });
      return { held, looks: () => looks };
    };
    const [fits, gap] = [accepting(7), accepting(6)];
    await until(() => fits.looks() === 1 && gap.looks() === 1);
    await change(kv, ROOM, [{ peerId: "p", first: 7, messages: [message] }]);
    assert.deepEqual([await fits.held, await gap.held], ["given x", "looked"]);
    assert.equal(fits.looks(), 1);
  });
});

Deno.test("Hub: messages stored during a look are taken after it; a failed commit makes it look again", async () => {
  await withHub(async (hub, kv) => {
    const deliveries: Delivery[] = [{ peerId: "p", first: 1, messages: [] }];
    const steps: (() => Promise<unknown>)[] = [
      () => change(kv, ROOM, deliveries),
      () => Promise.all([change(kv, ROOM, deliveries), change(kv, ROOM, deliveries)]),
      () => {
        const failing = kv.atomic().check({ key: ["gone"], versionstamp: "0".repeat(20) });
        return commitChange(kv, failing, { room: ROOM, deliveries });
      },
    ];
    const results: (string | undefined)[] = [];
    for (const step of steps) {
      let looks = 0;
      const result = await waitFor(hub, {
        async look() {
          if (looks++ > 0) return "looked";
          await step();
          return undefined;
        },
        accept: () => "given",
      });
      results.push(result);
    }
    assert.deepEqual(results, ["given", "looked", "looked"], "of several changes none is left out");
  });
});

Deno.test("Hub: a wait that throws disturbs neither the other waits nor the sender", async () => {
  const kv = await openStore();
  const errors: unknown[] = [];
  const hub = new Hub(() => Promise.resolve(kv), (error) => errors.push(error));
  let looks = 0;
  const begin = (accept: () => string) =>
    waitFor(hub, {
      look: () => Promise.resolve(void looks++),
      accept,
    });
  const failing = begin(() => {
    throw new Error("defect");
  });
  const other = begin(() => "message");
  await until(() => looks === 2);
  const { ok } = await change(kv, ROOM, [{ peerId: "p", first: 1, messages: [] }]);
  assert.equal(ok, true);
  assert.equal(await other, "message");
  assert.deepEqual(errors.map(String), ["Error: defect"]);
  hub.close();
  await failing;
  kv.close();
});

Deno.test("Hub: hears another process among its own commits, which alone wake nobody a second time", async () => {
  await withHub(async (hub, kv) => {
    let looks = 0;
    const sameShard = roomInShardOf(ROOM);
    const held = wait(hub, () => Promise.resolve(++looks > 1 ? "looked again" : undefined));
    await until(() => looks === 1);
    // The watch reports these changes of another room with the same bump key, and the hub knows them as its own.
    for (let i = 0; i < 20; i++) await change(kv, sameShard);
    await assert.rejects(until(() => looks > 1, 20));
    const failed = commitChange(kv, kv.atomic().check({ key: ["no"], versionstamp: "0".repeat(20) }), {
      room: sameShard,
    });
    await Promise.all([failed, kv.atomic().sum(bumpKey(shardOf(ROOM)), 1n).commit()]);
    assert.equal(await held, "looked again");
  });
});

/** Another room with the same bump key. */
function roomInShardOf(room: string): string {
  for (let i = 0;; i++) if (shardOf(`room ${i}`) === shardOf(room)) return `room ${i}`;
}

Deno.test("Hub: a change during a look is not missed", async () => {
  await withHub(async (hub, kv) => {
    let there = undefined as string | undefined;
    const found = await wait(hub, async () => {
      const seen = there;
      if (!seen) {
        there = "just now";
        await change(kv);
      }
      return await Promise.resolve(seen);
    });
    assert.equal(found, "just now");
  });
});

Deno.test("Hub: abort, time and close end a wait and release it; the watcher closes after its last wait", async () => {
  await withHub(async (hub) => {
    const abort = new AbortController();
    const aborted = wait(hub, never, abort.signal);
    const timed = wait(hub, never, undefined, 30);
    const closed = wait(hub, never);
    await until(() => hub.heldCount === 3);
    assert.equal(hub.watcherCount, 1, "one watcher for all");
    abort.abort();
    abort.abort();
    assert.equal(await aborted, undefined);
    assert.equal(await timed, undefined);
    assert.equal(hub.heldCount, 1);
    hub.close();
    assert.equal(await closed, undefined);
    assert.deepEqual([hub.heldCount, hub.watcherCount], [0, 0]);
    assert.equal(await wait(hub, never), undefined, "a closed hub holds nothing");
  });
});

Deno.test("Hub: a wait tidies once it has been quiet; a busy one leaves it to the next", async () => {
  await withHub(async (hub, kv) => {
    let tidied = 0;
    const begin = (there: () => string | undefined) =>
      waitFor(hub, {
        look: () => Promise.resolve(there()),
        tidy: () => {
          tidied++;
          return Promise.resolve();
        },
      });
    // A round that took longer than QUIET_MS was not busy: the machine was slow.
    for (let rounds = 0, busyRounds = 0; busyRounds < 3; rounds++) {
      assert.ok(rounds < 100);
      tidied = 0;
      const startedAtMs = performance.now();
      let there = undefined as string | undefined;
      const busy = begin(() => there);
      await until(() => hub.heldCount === 1);
      there = "message";
      await change(kv);
      await busy;
      if (performance.now() - startedAtMs >= QUIET_MS) continue;
      assert.equal(tidied, 0);
      busyRounds++;
    }
    tidied = 0;
    let there = undefined as string | undefined;
    const quiet = begin(() => there);
    await until(() => tidied > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    there = "message";
    await change(kv);
    await quiet;
    assert.equal(tidied, 1);
  });
});

Deno.test("Hub: a thousand waits share watchers, and all are released", async () => {
  await withHub(async (hub) => {
    const abort = new AbortController();
    const rooms = Array.from({ length: 1000 }, (_, i) => `room${i}`);
    const held = rooms.map((topic) => waitFor(hub, { topic, signal: abort.signal, look: never }));
    await until(() => hub.heldCount === 1000);
    assert.ok(hub.watcherCount <= BUMP_SHARDS / 8);
    abort.abort();
    await Promise.all(held);
    assert.equal(hub.heldCount, 0);
  });
});

Deno.test("Hub: a broken watch is opened again, and all waits look", async () => {
  const kv = await openStore();
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

Deno.test("Hub: of one holder so many waits are held; the oldest end, and nobody else's", async () => {
  await withHub(async (hub) => {
    const begin = (holder: string, mostHeld = 2) => waitFor(hub, { look: never, holder, mostHeld });
    const foreign = begin("other");
    await until(() => hub.heldCount === 1);
    const over: number[] = [];
    const held = Array.from({ length: 20 }, async (_, i) => {
      await begin("mine");
      over.push(i);
    });
    await until(() => over.length === 18 && hub.heldCount === 3);
    const { signal } = new AbortController();
    const forged = { topic: ROOM, peerId: "p", waitMs: 20_000, signal, holder: "other", mostHeld: 1 };
    await assert.rejects(hub.begin({ ...forged, look: () => Promise.reject(new Error("not theirs")) }));
    await until(() => hub.heldCount === 3);
    assert.deepEqual(over, Array.from({ length: 18 }, (_, i) => i), "in the order in which they came");
    hub.close();
    await Promise.all([foreign, ...held]);
  });
});
