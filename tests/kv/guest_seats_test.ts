import assert from "node:assert/strict";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { checkSeat, listPeers } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import { consultation, guest, HOUR, LOBBY } from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("takeGuestSeat: from the opening to the end of the code, to the millisecond", async (kv) => {
  const { room, opensAtMs, expiresAtMs } = await consultation(kv, { startsAtMs: NOW + HOUR });
  assert.equal(opensAtMs, NOW + HOUR - LOBBY);
  assert.equal(expiresAtMs, NOW + 25 * HOUR);
  const at = (nowMs: number) => takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs });
  assert.deepEqual(await at(opensAtMs - 1), { refusal: "not_open_yet", opensAtMs });
  assert.ok("token" in await at(opensAtMs));
  assert.ok("token" in await at(expiresAtMs - 1));
  assert.deepEqual(await at(expiresAtMs), { refusal: "consultation_unknown" });
  assert.deepEqual(
    await takeGuestSeat(kv, { room: randomSecret(128), peerId: randomSecret(128), nowMs: NOW }),
    {
      refusal: "consultation_unknown",
    },
  );
});

testOnStores(
  "takeGuestSeat: in a full room the guest that was silent longest gives way, and nobody else",
  async (kv) => {
    const { room } = await consultation(kv);
    const first = await guest(kv, room);
    for (let i = 1; i < ROOM_LIMITS.seatsPerRoom; i++) await guest(kv, room, NOW + i);
    const late = NOW + ROOM_LIMITS.seatSilentMs;
    assert.deepEqual(await takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs: late }), {
      refusal: "room_full",
    });
    await guest(kv, room, late + 1);
    assert.deepEqual(await checkSeat(kv, { token: first.token, nowMs: late }), { refusal: "seat_unknown" });
    assert.equal((await listPeers(kv, room)).length, ROOM_LIMITS.seatsPerRoom);
  },
);

testOnStores("takeGuestSeat: 30 that race for a room never exceed its size", async (kv) => {
  const { room } = await consultation(kv);
  const taken = await Promise.all(
    Array.from({ length: 30 }, () => takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs: NOW })),
  );
  const peers = await listPeers(kv, room);
  assert.equal(peers.length, taken.filter((seat) => "token" in seat).length);
  assert.ok(peers.length <= ROOM_LIMITS.seatsPerRoom, `${peers.length} seats`);
});
