import assert from "node:assert/strict";
import { MAX_FAILURES, type StoredGuessCounts } from "../../e2ee/guesses.ts";
import { openHostRoom, replaceSecret, SETTLE_MS } from "../../practice/host_room.ts";
import type { PrivateConsultation, PrivateStore } from "../../practice/private_store.ts";
import { NetworkError } from "../../wire/client.ts";
import { isLocked } from "../../practice/host_room.ts";

const RECORD: PrivateConsultation = {
  practiceId: "p",
  room: "r",
  name: "Zoë",
  note: "",
  lang: "de",
  codeSecret: "123456",
  linkSecret: "A".repeat(22),
  codeLength: 12,
  startsAtMs: 0,
  createdAtMs: 0,
  locator: "00001",
};

/** One record on a server that several devices change, and a clock that is turned by hand. */
function world(locators = ["00002", "00003"]) {
  let record: PrivateConsultation = RECORD;
  let online = true;
  const timers: (() => void)[] = [];
  const update: PrivateStore["update"] = (_, __, change) => {
    if (!online) return Promise.reject(new NetworkError());
    return Promise.resolve(record = change(record));
  };
  const store: PrivateStore = {
    seal: () => assert.fail("Nothing is created"),
    getMany: () => assert.fail("One room only"),
    reseal: () => assert.fail("One room only"),
    move: () => assert.fail("A room is not moved by its host's page"),
    get: () => online ? Promise.resolve(record) : Promise.reject(new NetworkError()),
    update,
    async replaceCode(practiceId, room, change) {
      const before = record;
      const next = await update(practiceId, room, change);
      if (next !== before) record = { ...record, locator: locators.shift()! };
      return record;
    },
  };
  return {
    store,
    open: async () =>
      (await openHostRoom(store, "p", "r", (delayMs, run) => {
        assert.equal(delayMs, SETTLE_MS);
        timers.push(run);
      }))!,
    settle: async () => {
      for (const run of timers.splice(0)) run();
      await new Promise((resolve) => setTimeout(resolve));
    },
    get record() {
      return record;
    },
    set online(value: boolean) {
      online = value;
    },
  };
}

const failures = (record: PrivateConsultation): StoredGuessCounts | undefined => record.failures;

Deno.test("openHostRoom: what two devices count is added up in the vault", async () => {
  const scene = world();
  const [one, other] = [await scene.open(), await scene.open()];
  one.count("code", 1);
  one.count("code", 1);
  other.count("code", 1);
  other.count("link", 1);
  await scene.settle();
  assert.deepEqual(failures(scene.record), { c: 3, l: 1 });
  assert.deepEqual(failures((await scene.open()).record), { c: 3, l: 1 });
  await one.refresh();
  assert.equal(failures(one.record)?.l, 1);
});

Deno.test("openHostRoom: a handshake that succeeds is never told; one that is slow is taken back", async () => {
  const scene = world();
  const room = await scene.open();
  room.count("code", 1);
  room.count("code", -1);
  await scene.settle();
  assert.equal(failures(scene.record), undefined);
  room.count("code", 1);
  await scene.settle();
  assert.equal(failures(scene.record)?.c, 1);
  room.count("code", -1);
  await scene.settle();
  assert.equal(failures(scene.record)?.c, 0);
});

Deno.test("openHostRoom: without a line nothing is lost, and what is known stays", async () => {
  const scene = world();
  const room = await scene.open();
  scene.online = false;
  room.count("code", 1);
  await scene.settle();
  await room.refresh();
  assert.equal(room.record.name, "Zoë");
  scene.online = true;
  room.count("code", 1);
  await scene.settle();
  assert.equal(failures(scene.record)?.c, 2);
});

Deno.test("replaceSecret: another secret, no failures, the link as it was; and the other way round", async () => {
  const scene = world();
  const room = await scene.open();
  for (let i = 0; i < MAX_FAILURES; i++) {
    room.count("code", 1);
    room.count("link", 1);
  }
  await scene.settle();
  assert.ok(isLocked(scene.record, "code") && isLocked(scene.record, "link"));
  const renewed = await room.replace("code");
  assert.equal(renewed.locator, "00002");
  assert.notEqual(renewed.codeSecret, RECORD.codeSecret);
  assert.equal(renewed.linkSecret, RECORD.linkSecret);
  assert.deepEqual([renewed.failures, renewed.replaced], [{ c: 0, l: MAX_FAILURES }, { c: 1, l: 0 }]);
  const linked = await room.replace("link");
  assert.equal(linked.codeSecret, renewed.codeSecret);
  assert.equal(linked.locator, "00002", "the code goes on");
  assert.notEqual(linked.linkSecret, RECORD.linkSecret);
  assert.ok(!isLocked(linked, "link"));
});

Deno.test("replaceSecret: two that ask at a time, or ask again after a lost answer, get one and the same", async () => {
  const { store } = world();
  const [one, other] = await Promise.all([
    replaceSecret(store, RECORD, "code"),
    replaceSecret(store, RECORD, "code"),
  ]);
  assert.equal(one?.codeSecret, other?.codeSecret);
  assert.deepEqual(await replaceSecret(store, RECORD, "code"), other);
  assert.notEqual((await replaceSecret(store, other!, "code"))?.codeSecret, other?.codeSecret);
});

Deno.test("replaceSecret: the secret fits a locator of another length", async () => {
  const { store } = world(["000002"]);
  const replaced = await replaceSecret(store, RECORD, "code");
  assert.equal(replaced?.codeSecret.length, 9);
  assert.equal(replaced?.codeLength, 16);
});
