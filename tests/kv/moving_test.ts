import assert from "node:assert/strict";
import { findConsultation, findRoomStatus, listConsultations } from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { mailboxKey } from "../../kv/keys.ts";
import { findRoomByLocator } from "../../kv/locators.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { readPrivateParts } from "../../kv/private_parts.ts";
import { checkSeat } from "../../kv/seats.ts";
import { LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import {
  HOUR,
  LINK_PROOF,
  LOBBY,
  move,
  privateConsultation,
  tryGuest,
  tryHost,
} from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, loseNextAnswer, testOnStores } from "./stores.ts";

testOnStores(
  "moveConsultation: opening, end, code and private part move along, in one commit",
  async (kv) => {
    const made = await privateConsultation(kv);
    const to = NOW + 72 * HOUR;
    assert.deepEqual(await move(kv, made.room, to, 3), { refusal: "version_conflict" });
    assert.deepEqual(await findConsultation(kv, made.room, NOW), made, "not half");
    const moved = await move(kv, made.room, to, 2);
    assert.ok("room" in moved);
    assert.deepEqual(
      [moved.opensAtMs, moved.expiresAtMs, moved.movedFromMs],
      [to - LOBBY, to + LIMITS.codeLifeMs, NOW],
    );
    assert.equal(
      await findRoomByLocator(kv, made.locator!, moved.expiresAtMs - 1),
      made.room,
      "the code lives as long",
    );
    const [part] = await readPrivateParts(kv, "practice", [made.room], moved.expiresAtMs - 1);
    assert.deepEqual([part?.version, part?.sealed, part?.locator], [2, "moved 2", made.locator]);
    assert.deepEqual(await listConsultations(kv, "practice", moved.expiresAtMs - 1), [moved]);
    assert.deepEqual(await tryGuest(kv, made.room), { refusal: "not_open_yet", opensAtMs: moved.opensAtMs });
    assert.equal(
      (await findRoomStatus(kv, { room: made.room, proof: LINK_PROOF, nowMs: NOW }))?.state,
      "early",
    );
    assert.deepEqual(await move(kv, randomSecret(128), to, 1), { refusal: "consultation_unknown" });
    assert.deepEqual(await move(kv, made.room, to, 3, moved.expiresAtMs), {
      refusal: "consultation_unknown",
    });
  },
);

testOnStores("moveConsultation: back again is as if it had never been moved", async (kv) => {
  const made = await privateConsultation(kv);
  await move(kv, made.room, NOW + HOUR, 2);
  const back = await move(kv, made.room, NOW, 3);
  assert.deepEqual(back, { ...made, privateVersion: 3 });
  const twice = await move(kv, made.room, NOW + 2 * HOUR, 4);
  assert.ok("room" in twice);
  assert.equal(twice.movedFromMs, NOW);
});

testOnStores("moveConsultation: a waiting guest loses the seat and may take a new one", async (kv) => {
  const { room } = await privateConsultation(kv);
  const waiting = await tryGuest(kv, room);
  assert.ok("token" in waiting);
  await move(kv, room, NOW + 10 * 60_000, 2);
  assert.deepEqual(await checkSeat(kv, { token: waiting.token, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.equal((await kv.get(mailboxKey(room, waiting.seat.peerId))).value, null);
  const again = await tryGuest(kv, room);
  assert.ok("token" in again);
  assert.equal(again.consultation.movedFromMs, NOW);
});

testOnStores(
  "moveConsultation: not while both are in the room; a host that is gone does not count",
  async (kv) => {
    const { room } = await privateConsultation(kv);
    const [there, alone] = [await tryHost(kv, room), await move(kv, room, NOW + 60_000, 2)];
    assert.ok("token" in there && "room" in alone, "a host alone is no conversation");
    const [a, b] = [await tryHost(kv, room), await tryGuest(kv, room)];
    assert.ok("token" in a && "token" in b);
    assert.deepEqual(await move(kv, room, NOW + HOUR, 3), { refusal: "consultation_running" });
    const send = await appendMessages(kv, {
      token: a.token,
      messages: [{ to: b.seat.peerId, n: 1, body: "x" }],
      nowMs: NOW,
    });
    assert.ok("cursor" in send, "nothing was taken from them");
    const later = NOW + ROOM_LIMITS.seatSilentMs + 1;
    assert.ok("room" in await move(kv, room, NOW + HOUR, 3, later));
  },
);

testOnStores("moveConsultation: of two at the same time one is told to read again", async (kv) => {
  const { room } = await privateConsultation(kv);
  const both = await Promise.all([move(kv, room, NOW + HOUR, 2), move(kv, room, NOW + 2 * HOUR, 2)]);
  assert.deepEqual(
    both.map((result) => "refusal" in result && result.refusal).sort(),
    [
      false,
      "version_conflict",
    ].sort(),
  );
  const stored = (await findConsultation(kv, room, NOW))!;
  const [part] = await readPrivateParts(kv, "practice", [room], NOW);
  assert.equal(part?.version, stored.privateVersion);
});

testOnStores("moveConsultation: a lost answer is no conflict", async (kv) => {
  const { room } = await privateConsultation(kv);
  loseNextAnswer(kv);
  const moved = await move(kv, room, NOW + HOUR, 2);
  assert.ok("room" in moved);
  assert.deepEqual(await move(kv, room, NOW + HOUR, 2), { refusal: "version_conflict" }, "sent again");
});

testOnStores("moveConsultation: not when the practice comes to the guest at the same moment", async (kv) => {
  const made = await privateConsultation(kv);
  await tryGuest(kv, made.room);
  beforeNextCommit(kv, () => tryHost(kv, made.room));
  assert.deepEqual(await move(kv, made.room, NOW + HOUR, 2), { refusal: "consultation_running" });
  assert.deepEqual(await findConsultation(kv, made.room, NOW), made);
});
