import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import { presenceKey } from "../../kv/keys.ts";
import { readPresence, storePresence } from "../../kv/presence.ts";
import { checkSeat, isRunning, leaveSeat, listTakenSeats } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import { consultation, guest, host } from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores(
  "storePresence: a seat is seen when it was last there, in whatever order that is stored",
  async (kv) => {
    const { room } = await consultation(kv);
    const [{ seat, token }, { seat: hosts }] = [await guest(kv, room), await host(kv, room)];
    const seenAtMs = async () => {
      const check = await checkSeat(kv, { token, nowMs: NOW });
      assert.ok("seat" in check);
      const listed = (await listTakenSeats(kv, room)).find(({ peerId }) => peerId === seat.peerId);
      assert.equal(listed?.seenAtMs, check.seat.seenAtMs);
      return check.seat.seenAtMs;
    };
    assert.equal(await seenAtMs(), NOW, "taken");
    await storePresence(kv, [{ ...seat, seenAtMs: NOW - 5 }]);
    assert.equal(await seenAtMs(), NOW, "of another seat before, by the same name");
    const later = NOW + 10 * ROOM_LIMITS.seatSilentMs;
    assert.equal(await isRunning(kv, room, later), false);
    await storePresence(kv, [{ ...seat, seenAtMs: later }, { ...hosts, seenAtMs: later - 1 }]);
    assert.equal(await seenAtMs(), later);
  },
);

testOnStores("storePresence: brings no seat back that has ended at the same moment", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const { seat, token } = await guest(kv, room);
  beforeNextCommit(kv, () => leaveSeat(kv, seat, { practiceId: "practice", expiresAtMs }, NOW));
  await storePresence(kv, [{ ...seat, seenAtMs: NOW + 5 }]);
  assert.deepEqual(await checkSeat(kv, { token, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.deepEqual(await listTakenSeats(kv, room), []);
});

testOnStores("storePresence: of thousands of seats, few commits", async (kv) => {
  const seats = Array.from(
    { length: 2_001 },
    (_, n) => ({ room: `room ${n % 3}`, peerId: `${n}`, seenAtMs: n }),
  );
  const { versionstamp: before } = await kv.set(["before"], 1);
  await storePresence(kv, seats);
  const stamps = new Set<string>();
  for (const room of ["room 0", "room 1", "room 2"]) {
    assert.equal((await readPresence(kv, room)).size, 667);
    for await (const { versionstamp } of kv.list({ prefix: ["presence", room] })) stamps.add(versionstamp);
  }
  assert.equal(stamps.size, 5);
  assert.ok(!stamps.has(before));
  assert.equal((await kv.get(presenceKey("room 0", "3"))).value, 3);
  assert.equal((await readPresence(kv, randomSecret(128))).size, 0);
});
