import assert from "node:assert/strict";
import { commitChange, type Delivery, offerEarly } from "../../../kv/bumps.ts";
import { BUMP_SHARDS, bumpKey, shardOf } from "../../../kv/keys.ts";
import { Hub, QUIET_MS, type Verdict, type Waiting } from "../../../server/polling/hub.ts";
import { ended } from "./ended.ts";

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

/** Waits as peer `p` in the room, for long, if nothing else is said. */
async function waitFor<Result>(
  hub: Hub,
  own: Pick<Waiting<Result>, "look"> & Partial<Waiting<Result>>,
): Promise<Result | undefined> {
  const { signal } = new AbortController();
  const outcome = await hub.begin({ room: ROOM, peerId: "p", waitMs: 20_000, signal, ...own });
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
    await kv.atomic().sum(bumpKey(shardOf(ROOM)), 1n).commit();
    assert.equal(await held, "message");
  });
});

async function change(kv: Deno.Kv, room = ROOM, deliveries?: Delivery[]) {
  if (!deliveries) return await commitChange(kv, kv.atomic(), { room });
  await offerEarly(kv, { room, deliveries });
  return await commitChange(kv, kv.atomic(), { room, deliveries });
}

Deno.test("Hub: of the keys that one watch is for, each wakes its own rooms alone", async () => {
  await withHub(async (hub, kv) => {
    const rooms = Array.from({ length: 2000 }, (_, i) => `room${i}`);
    // The first eight keys have a watch in common.
    const [one, other] = [2, 5].map((shard) => rooms.find((room) => shardOf(room) === shard)!);
    const begin = (room = "") => {
      const seen = { looks: 0, there: undefined as string | undefined };
      return Object.assign(seen, {
        held: waitFor(hub, { room, look: () => (seen.looks++, Promise.resolve(seen.there)) }),
      });
    };
    const [first, second] = [begin(one), begin(other)];
    await until(() => hub.waiting === 2 && first.looks === 1 && second.looks === 1);
    assert.equal(hub.watching, 1);
    first.there = second.there = "message";
    await kv.atomic().sum(bumpKey(2), 1n).commit();
    assert.equal(await first.held, "message");
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([second.looks, hub.waiting], [1, 1]);
    await kv.atomic().sum(bumpKey(5), 1n).commit();
    assert.equal(await second.held, "message");
  });
});

Deno.test("Hub: a commit of this process wakes at once, and only whom it concerns", async () => {
  await withHub(async (hub, kv) => {
    let looks = 0;
    let there = undefined as string | undefined;
    const held = wait(hub, () => {
      looks++;
      return Promise.resolve(there);
    });
    await until(() => looks === 1);
    await change(kv, ROOM, [{ peerId: "somebody else", first: 1, messages: [], batch: "b" }]);
    await change(kv, "BBBBBBBBBBBBBBBBBBBBBB");
    there = "message";
    await change(kv);
    assert.equal(await held, "message");
    assert.equal(looks, 2);
  });
});

Deno.test("Hub: hands over what was stored for a waiter, or lets it look", async () => {
  await withHub(async (hub, kv) => {
    const message = { from: "a", n: 1, body: "x" };
    const accepting = (first: number) => {
      let looks = 0;
      const held = waitFor(hub, {
        look: () => Promise.resolve(looks++ > 0 ? "looked" : undefined),
        accept: ({ first: place, messages: [message] }, isEarly) =>
          isEarly ? "wait" : place === first ? { found: `given ${message?.body}` } : "look",
      });
      return { held, looks: () => looks };
    };
    const [fits, gap] = [accepting(7), accepting(6)];
    await until(() => fits.looks() === 1 && gap.looks() === 1);
    await change(kv, ROOM, [{ peerId: "p", first: 7, messages: [message], batch: "b" }]);
    assert.deepEqual([await fits.held, await gap.held], ["given x", "looked"]);
    assert.equal(fits.looks(), 1);
  });
});

Deno.test("Hub: offers what is not stored yet to whoever stands by, and lets nobody look for it", async () => {
  await withHub(async (hub, kv) => {
    const delivery: Delivery = { peerId: "p", first: 1, messages: [], batch: "b" };
    const told: string[] = [];
    let looks = 0;
    const standBy = (verdict: (isEarly: boolean) => Verdict<string>) =>
      waitFor(hub, {
        look: () => Promise.resolve(void looks++),
        accept: (_, isEarly) => {
          told.push(isEarly ? "early" : "stored");
          return verdict(isEarly);
        },
      });
    const taken = standBy((isEarly) => isEarly ? { found: "early" } : "look");
    await until(() => looks === 1);
    const stored = change(kv, ROOM, [delivery]);
    assert.equal(await taken, "early");
    await stored;
    assert.deepEqual(told.splice(0), ["early"]);

    const left = standBy((isEarly) => isEarly ? "look" : { found: "stored" });
    await until(() => looks === 2);
    await change(kv, ROOM, [delivery]);
    assert.equal(await left, "stored");
    assert.deepEqual([told.splice(0), looks], [["early", "stored"], 2]);

    let known = false;
    const had = standBy(() => (known = true, "wait"));
    await until(() => looks === 3);
    await change(kv, ROOM, [delivery]);
    await until(() => known);
    assert.deepEqual([hub.waiting, looks], [1, 3], "known already: waits on without a look");
    hub.close();
    assert.equal(await had, undefined);
  });
});

Deno.test("Hub: what is offered during a look is taken after it; by then it may be stored, or not to be", async () => {
  await withHub(async (hub, kv) => {
    const delivery: Delivery = { peerId: "p", first: 1, messages: [], batch: "b" };
    const results: (string | undefined)[] = [];
    const steps: ((kv: Deno.Kv) => Promise<unknown>)[] = [
      (kv) => offerEarly(kv, { room: ROOM, deliveries: [delivery] }),
      (kv) => change(kv, ROOM, [delivery]),
      async (kv) => {
        await offerEarly(kv, { room: ROOM, deliveries: [delivery] });
        const failing = kv.atomic().check({ key: ["gone"], versionstamp: "0".repeat(20) });
        await commitChange(kv, failing, { room: ROOM, deliveries: [delivery] });
      },
    ];
    for (const step of steps) {
      let looks = 0;
      const result = await waitFor(hub, {
        async look() {
          if (looks++ > 0) return "looked";
          await step(kv);
          return undefined;
        },
        accept: (_, isEarly) => ({ found: isEarly ? "early" : "stored" }),
      });
      results.push(result);
    }
    assert.deepEqual(results, ["early", "stored", "looked"]);
  });
});

Deno.test("Hub: a wait that fails keeps neither the others nor the sender from anything", async () => {
  const kv = await Deno.openKv(":memory:");
  const errors: unknown[] = [];
  const hub = new Hub(() => Promise.resolve(kv), (error) => errors.push(error));
  let looks = 0;
  const begin = (accept: () => Verdict<string>) =>
    waitFor(hub, {
      look: () => Promise.resolve(void looks++),
      accept,
    });
  const failing = begin(() => {
    throw new Error("defect");
  });
  const other = begin(() => ({ found: "message" }));
  await until(() => looks === 2);
  const { ok } = await change(kv, ROOM, [{ peerId: "p", first: 1, messages: [], batch: "b" }]);
  assert.equal(ok, true);
  assert.equal(await other, "message");
  assert.deepEqual(errors.map(String), ["Error: defect", "Error: defect"]);
  hub.close();
  await failing;
  kv.close();
});

Deno.test("Hub: another process is heard among this one's own commits, and those alone wake nobody twice", async () => {
  await withHub(async (hub, kv) => {
    let looks = 0;
    const sameShard = roomInShardOf(ROOM);
    const held = wait(hub, () => Promise.resolve(++looks > 1 ? "looked again" : undefined));
    await until(() => looks === 1);
    // Own changes of another room with the same bump key; the watch tells of them, and they are known.
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

Deno.test("Hub: what comes between a look and the wait is not missed", async () => {
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

Deno.test("Hub: a wait tidies up once, when it has been quiet for a moment; a busy one leaves it to the next", async () => {
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
    // A round that took longer was not busy, whatever the machine had to do.
    for (let rounds = 0, busyRounds = 0; busyRounds < 3; rounds++) {
      assert.ok(rounds < 100);
      tidied = 0;
      const startedAtMs = performance.now();
      let there = undefined as string | undefined;
      const busy = begin(() => there);
      await until(() => hub.waiting === 1);
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

Deno.test("Hub: a thousand waiters share watchers, and all are released", async () => {
  await withHub(async (hub) => {
    const abort = new AbortController();
    const rooms = Array.from({ length: 1000 }, (_, i) => `room${i}`);
    const held = rooms.map((room) => waitFor(hub, { room, signal: abort.signal, look: never }));
    await until(() => hub.waiting === 1000);
    assert.ok(hub.watching <= BUMP_SHARDS / 8);
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
