import assert from "node:assert/strict";
import { commitChange, ForeignBumps, listenToChanges, type News, readAtOneMoment } from "../../kv/bumps.ts";
import { bumpKey, shardOf } from "../../kv/keys.ts";
import { testOnStores } from "./stores.ts";

const failing = (kv: Deno.Kv) => kv.atomic().check({ key: ["none"], versionstamp: "0".repeat(20) });
const bump = (kv: Deno.Kv, topic: string) => kv.atomic().sum(bumpKey(shardOf(topic)), 1n).commit();

testOnStores(
  "commitChange: tells of each topic after the commit; of a failed one that it is doubtful",
  async (kv) => {
    const heard: News[] = [];
    const stop = listenToChanges(kv, (news) => heard.push(news));
    const deliveries = [{ peerId: "p", first: 1, messages: [] }];
    const commit = kv.atomic().set(["entry"], 1);
    const committing = commitChange(kv, commit, { room: "room", practiceId: "practice", deliveries });
    assert.deepEqual(heard, [], "not before it is committed");
    assert.equal((await committing).ok, true);
    assert.equal((await kv.get(["entry"])).value, 1);
    assert.deepEqual(heard.splice(0), [{ topic: "room", deliveries }, { topic: "practice" }]);

    await commitChange(kv, kv.atomic(), { practiceId: "practice" });
    assert.deepEqual(heard.splice(0), [{ topic: "practice" }]);

    assert.equal((await commitChange(kv, failing(kv), { room: "room", deliveries })).ok, false);
    assert.deepEqual(heard.splice(0), [{ topic: "room", isDoubtful: true }]);
    stop();
    await commitChange(kv, kv.atomic(), { room: "room" });
    assert.deepEqual(heard, []);
  },
);

testOnStores("ForeignBumps: tells of the commits of other processes alone", async (kv) => {
  const shard = shardOf("room");
  const foreign = new ForeignBumps(kv, shard, false);
  const isChanged = async () => foreign.isChanged((await kv.get<Deno.KvU64>(bumpKey(shard))).value);
  assert.equal(await isChanged(), false, "the first report is the present state");
  await commitChange(kv, kv.atomic(), { room: "room" });
  assert.equal(await isChanged(), false);
  await bump(kv, "room");
  assert.equal(await isChanged(), true);
  assert.equal(await isChanged(), false);
  await commitChange(kv, failing(kv), { room: "room" });
  assert.equal(await isChanged(), false, "a failed commit counts for nothing");
  await Promise.all([commitChange(kv, kv.atomic(), { room: "room" }), bump(kv, "room")]);
  assert.equal(await isChanged(), true, "among own ones");
});

testOnStores("ForeignBumps: any other value is a change, also one that has gone back", async (kv) => {
  const shard = shardOf("room");
  const foreign = new ForeignBumps(kv, shard, false);
  const isChanged = async () => foreign.isChanged((await kv.get<Deno.KvU64>(bumpKey(shard))).value);
  for (let n = 0; n < 5; n++) await commitChange(kv, kv.atomic(), { room: "room" });
  await isChanged();
  // A backup is restored: twice, and then one from before the key.
  for (const value of [2n, 1n]) {
    await kv.set(bumpKey(shard), new Deno.KvU64(value));
    assert.equal(await isChanged(), true);
    assert.equal(await isChanged(), false);
    await bump(kv, "room");
    assert.equal(await isChanged(), true, "the next bump of another process");
    await commitChange(kv, kv.atomic(), { room: "room" });
    assert.equal(await isChanged(), false, "and not an own one");
  }
  await kv.delete(bumpKey(shard));
  assert.equal(await isChanged(), true);
  await bump(kv, "room");
  assert.equal(await isChanged(), true);
  // A watch that was opened anew tells of its first report, whatever that is.
  const anew = new ForeignBumps(kv, shard, true);
  assert.equal(anew.isChanged(new Deno.KvU64(0n)), true);
  assert.equal(anew.isChanged(new Deno.KvU64(0n)), false);
});

testOnStores("readAtOneMoment: reads again what changes meanwhile, but not for ever", async (kv) => {
  let reads = 0;
  const read = (changes: number) => async () => {
    if (++reads <= changes) await bump(kv, "practice");
    return reads;
  };
  assert.equal(await readAtOneMoment(kv, "practice", read(0)), 1);
  reads = 0;
  assert.equal(await readAtOneMoment(kv, "practice", read(2)), 3);
  reads = 0;
  assert.equal(await readAtOneMoment(kv, "practice", read(100)), 5);
});
