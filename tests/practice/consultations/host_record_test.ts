import assert from "node:assert/strict";
import type { StoredGuessCounts } from "../../../e2ee/guesses.ts";
import type { PrivatePart } from "../../../practice/vault/private_part.ts";
import { world } from "./one_record.ts";

const failures = (record: PrivatePart): StoredGuessCounts | undefined => record.failures;

Deno.test("HostRecord: what two devices count is summed in the vault", async () => {
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

Deno.test("HostRecord: a handshake that succeeds soon is not written; a slow one is written and taken back", async () => {
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

Deno.test("HostRecord: while offline no count is lost, and the record stays", async () => {
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
