import assert from "node:assert/strict";
import { countTry, takeTryBack, waitMsOf } from "../../kv/tries.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("countTry: the limit in a window, then the wait, then anew", async (kv) => {
  const limit = { tries: 3, windowMs: 1000 };
  const at = (nowMs: number) => countTry(kv, "what", "who", limit, nowMs);
  assert.deepEqual([await at(NOW), await at(NOW + 1), await at(NOW + 2)], [0, 0, 0]);
  assert.equal(await at(NOW + 400), 600);
  assert.equal(await countTry(kv, "what", "somebody else", limit, NOW + 400), 0);
  assert.equal(await at(NOW + 1000), 0);
  const raced = await Promise.all(Array.from({ length: 9 }, () => countTry(kv, "race", "who", limit, NOW)));
  assert.equal(raced.filter((waitMs) => waitMs === 0).length, 3);
});

testOnStores("waitMsOf: tells what the next try would be answered, and counts nothing", async (kv) => {
  const limit = { tries: 2, windowMs: 1000 };
  const wait = (nowMs: number) => waitMsOf(kv, "what", "who", limit, nowMs);
  assert.deepEqual([await wait(NOW), await wait(NOW), await wait(NOW)], [0, 0, 0]);
  await countTry(kv, "what", "who", limit, NOW);
  assert.equal(await wait(NOW + 1), 0);
  await countTry(kv, "what", "who", limit, NOW + 1);
  assert.deepEqual([await wait(NOW + 2), await wait(NOW + 999), await wait(NOW + 1000)], [998, 1, 0]);
});

testOnStores("takeTryBack: gives a try of the running window back, and none of another", async (kv) => {
  const limit = { tries: 2, windowMs: 1000 };
  const at = (nowMs: number) => countTry(kv, "what", "who", limit, nowMs);
  const back = (triedAtMs: number, nowMs: number) =>
    takeTryBack(kv, "what", "who", limit, { triedAtMs, nowMs });
  await back(NOW, NOW);
  assert.deepEqual([await at(NOW), await at(NOW + 1)], [0, 0]);
  await back(NOW + 1, NOW + 2);
  assert.deepEqual([await at(NOW + 3), await at(NOW + 4)], [0, 996]);
  assert.deepEqual([await at(NOW + 1000), await at(NOW + 1001)], [0, 0]);
  await back(NOW + 3, NOW + 1002);
  assert.equal(await at(NOW + 1003), 997, "it was counted in the window before");
  await back(NOW + 1000, NOW + 2000);
  assert.deepEqual([await at(NOW + 2000), await at(NOW + 2000), await at(NOW + 2000)], [0, 0, 1000]);
  const crowd = Array.from({ length: 60 }, async (_, i) => {
    const isAllowed = await countTry(kv, "crowd", "who", limit, NOW) === 0;
    if (isAllowed && i % 2) await takeTryBack(kv, "crowd", "who", limit, { triedAtMs: NOW, nowMs: NOW });
    return isAllowed && i % 2 === 0;
  });
  assert.ok((await Promise.all(crowd)).filter(Boolean).length <= 2, "never more wrong ones than are allowed");
});

testOnStores("countTry: a crowd from one address is counted one by one, and nobody fails", async (kv) => {
  const limit = { tries: 100, windowMs: 1000 };
  const waits = await Promise.all(
    Array.from({ length: 150 }, () => countTry(kv, "join", "crowd", limit, NOW)),
  );
  assert.equal(waits.filter((waitMs) => waitMs === 0).length, 100);
  assert.deepEqual(await kv.get(["tries", "join", "crowd"]).then(({ value }) => value), {
    count: 100,
    endsAtMs: NOW + 1000,
  });
});
