import assert from "node:assert/strict";
import { MAX_FAILURES } from "../../../e2ee/guesses.ts";
import { NetworkError } from "../../../wire/client.ts";
import { failuresOf } from "../../../practice/consultations/secrets.ts";
import { RECORD, world } from "./one_record.ts";

const CODE = RECORD.codeSecret;

Deno.test("HostRecord: what two devices count is summed in the vault, as far as the budget goes", async () => {
  const scene = world();
  const [one, other] = [await scene.open(), await scene.open()];
  const sums: (number | undefined)[] = [];
  for (let i = 0; i < 8; i++) sums.push(await (i % 2 ? one : other).tell(CODE, 1, `guess ${i}`));
  assert.deepEqual(sums, [1, 2, 3, 4, 5, 6, 6, 6]);
  assert.equal(failuresOf(scene.record), MAX_FAILURES);
  await one.refresh();
  assert.equal(failuresOf(one.record), MAX_FAILURES);
});

Deno.test("HostRecord: a guess whose answer was lost is added once; what a browser knows raises the vault's", async () => {
  const scene = world();
  const room = await scene.open();
  assert.equal(await room.tell(CODE, 1, "one"), 1);
  assert.equal(await room.tell(CODE, 1, "one"), 1);
  assert.equal(await room.tell(CODE, 4, "two"), 4, "the vault has been told less than this browser counted");
  assert.equal(failuresOf(scene.record), 4);
});

Deno.test("HostRecord: a guess at a code that was replaced is not added", async () => {
  const scene = world();
  const [one, other] = [await scene.open(), await scene.open()];
  const { codeSecret } = await other.replace();
  const before = scene.record;
  assert.equal(await one.tell(CODE, 1, "one"), undefined);
  one.giveBack(CODE);
  await scene.clock.turn(1_000);
  assert.equal(scene.record, before);
  assert.equal(one.record.codeSecret, codeSecret, "it has heard of the new one");
});

Deno.test("HostRecord: what is given back is given back once, however many answers are lost", async () => {
  const scene = world();
  const [room, other] = [await scene.open(), await scene.open()];
  for (const guess of ["a", "b", "c"]) await other.tell(CODE, 1, guess);
  assert.equal(await room.tell(CODE, 1, "d"), 4);
  scene.losesAnswers = true;
  room.giveBack(CODE);
  await scene.clock.turn(300_000);
  assert.equal(failuresOf(scene.record), 3, "the failures of the other device stay");
  scene.losesAnswers = false;
  room.giveBack(CODE);
  await scene.clock.turn(300_000);
  assert.equal(failuresOf(scene.record), 2);
});

Deno.test("HostRecord: what is given back while offline is given back later, and once", async () => {
  const scene = world();
  const room = await scene.open();
  for (const guess of ["a", "b", "c"]) await room.tell(CODE, 1, guess);
  scene.online = false;
  room.giveBack(CODE);
  room.giveBack(CODE);
  await scene.clock.turn(120_000);
  await assert.rejects(room.tell(CODE, 1, "d"), NetworkError);
  await room.refresh();
  assert.equal(room.record.name, "Zoë", "the record stays");
  assert.equal(failuresOf(scene.record), 3);
  scene.online = true;
  await scene.clock.turn(120_000);
  assert.equal(failuresOf(scene.record), 1);
  await scene.clock.turn(600_000);
  assert.equal(failuresOf(scene.record), 1);
});
