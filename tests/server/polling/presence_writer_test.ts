import assert from "node:assert/strict";
import { readPresence } from "../../../kv/presence.ts";
import { PresenceWriter } from "../../../server/polling/presence_writer.ts";
import { openStore } from "../../kv/stores.ts";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

Deno.test("PresenceWriter: those of half a second in one commit, the last time of each", async () => {
  using kv = await openStore();
  let opened = 0;
  const writer = new PresenceWriter(
    () => (opened++, Promise.resolve(kv)),
    (error) => assert.fail(String(error)),
  );
  for (let n = 0; n < 400; n++) writer.note({ room: "room", peerId: `${n}`, seenAtMs: n });
  writer.note({ room: "room", peerId: "7", seenAtMs: 1_000 });
  for (let n = 0; n < 200 && opened === 0; n++) await sleep(10);
  await sleep(50);
  assert.equal(opened, 1);
  const seen = await readPresence(kv, "room");
  assert.deepEqual([seen.size, seen.get("7")], [400, 1_000]);
  const stamps = new Set<string>();
  for await (const { versionstamp } of kv.list({ prefix: ["presence"] })) stamps.add(versionstamp);
  assert.equal(stamps.size, 1);
  writer.note({ room: "room", peerId: "400", seenAtMs: 1 });
  writer.close();
  await sleep(600);
  assert.equal(opened, 1, "closed");
});

Deno.test("PresenceWriter: a store that is away is told of once for all, and loses nothing of what comes later", async () => {
  using kv = await openStore();
  const errors: unknown[] = [];
  let isAway = true;
  const open = () => isAway ? Promise.reject(new Error("away")) : Promise.resolve(kv);
  const writer = new PresenceWriter(open, (error) => errors.push(error));
  for (let n = 0; n < 10; n++) writer.note({ room: "room", peerId: `${n}`, seenAtMs: n });
  for (let n = 0; n < 200 && errors.length === 0; n++) await sleep(10);
  assert.equal(errors.length, 1);
  isAway = false;
  writer.note({ room: "room", peerId: "1", seenAtMs: 2 });
  let size = 0;
  for (let n = 0; n < 200 && size === 0; n++) {
    await sleep(10);
    size = (await readPresence(kv, "room")).size;
  }
  assert.equal(size, 1);
  writer.close();
});
