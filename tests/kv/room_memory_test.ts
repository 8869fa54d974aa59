import assert from "node:assert/strict";
import { forgetRoom, forgetRooms, MAX_ROOMS, recallEntries, rememberEntries } from "../../kv/room_memory.ts";
import { openStore } from "./stores.ts";

const entry = (id: string, value: number) => ({ key: ["entry", id], value, versionstamp: `${value}` });

Deno.test("room memory: recalls entries in the order of their keys, all or none, each room its own", async () => {
  using kv = await openStore();
  const [a, b] = [entry("a", 1), entry("b", 2)];
  assert.equal(recallEntries(kv, "room", [a.key]), undefined);
  rememberEntries(kv, "room", [a]);
  assert.equal(recallEntries(kv, "room", [a.key, b.key]), undefined, "b is not remembered");
  rememberEntries(kv, "room", [b]);
  assert.deepEqual(recallEntries(kv, "room", [b.key, a.key]), [b, a]);
  assert.equal(recallEntries(kv, "other", [a.key]), undefined);
  rememberEntries(kv, "room", [entry("a", 3)]);
  assert.deepEqual(recallEntries(kv, "room", [a.key])?.[0]?.value, 3, "the latest counts");
  using other = await openStore();
  assert.equal(recallEntries(other, "room", [a.key]), undefined, "of another store");
  forgetRoom(kv, "room");
  assert.equal(recallEntries(kv, "room", [b.key]), undefined);
});

Deno.test("room memory: holds so many rooms; the one that was silent longest goes first", async () => {
  using kv = await openStore();
  const one = entry("a", 1);
  const rooms = Array.from({ length: MAX_ROOMS }, (_, i) => `room ${i}`);
  for (const room of [...rooms, "room 0", "new"]) rememberEntries(kv, room, [one]);
  const forgotten = [...rooms, "new"].filter((room) => !recallEntries(kv, room, [one.key]));
  assert.deepEqual(forgotten, ["room 1"]);
});

Deno.test("room memory: forgets all rooms of a store, and of that one alone", async () => {
  using kv = await openStore();
  using other = await openStore();
  const one = entry("a", 1);
  for (const store of [kv, other]) rememberEntries(store, "room", [one]);
  forgetRooms(kv);
  assert.deepEqual([kv, other].map((store) => recallEntries(store, "room", [one.key])), [undefined, [one]]);
});
