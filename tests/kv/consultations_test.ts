import assert from "node:assert/strict";
import { cancelConsultation } from "../../kv/cancelling.ts";
import {
  createConsultation,
  findConsultation,
  findRoomStatus,
  listConsultations,
  setRoomLocked,
} from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { findRoomByLocator, replaceLocator } from "../../kv/locators.ts";
import { readPrivateParts } from "../../kv/private_parts.ts";
import { checkSeat, listTakenSeats } from "../../kv/seats.ts";
import { LIMITS } from "../../wire/limits.ts";
import { consultation, enter, guest, HOUR, LINK_PROOF, LOBBY, RETENTION } from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores(
  "createConsultation: a repeated request creates nothing; another practice's room is refused",
  async (kv) => {
    const room = randomSecret(128);
    const first = await consultation(kv, { room });
    assert.deepEqual(await consultation(kv, { room, startsAtMs: NOW + HOUR }), first);
    assert.equal((await listConsultations(kv, "practice", NOW)).length, 1);
    const foreign = await createConsultation(kv, {
      room,
      practiceId: "other",
      createdBy: "m",
      startsAtMs: NOW,
      lobbyMs: LOBBY,
      retentionMs: RETENTION,
      locatorDigits: 5,
      nowMs: NOW,
    });
    assert.deepEqual(foreign, { refusal: "room_taken" });
  },
);

testOnStores("listConsultations: the practice's own that have not expired, by start", async (kv) => {
  const late = await consultation(kv, { startsAtMs: NOW + 2 * HOUR });
  const early = await consultation(kv);
  await consultation(kv, { practiceId: "other" });
  await consultation(kv, { startsAtMs: NOW - 24 * HOUR });
  const rooms = (await listConsultations(kv, "practice", NOW)).map(({ room }) => room);
  assert.deepEqual(rooms, [early.room, late.room]);
});

testOnStores("replaceLocator, setRoomLocked, cancelConsultation: take effect at once", async (kv) => {
  const made = await consultation(kv);
  const keep = { retentionMs: RETENTION, nowMs: NOW };
  const { token } = await guest(kv, made.room);
  const replace = (version: number) =>
    replaceLocator(kv, made.room, { locatorDigits: 5, part: { version, sealed: "new" }, ...keep });
  assert.deepEqual(await replace(2), { refusal: "version_conflict" });
  assert.equal(await findRoomByLocator(kv, made.locator!, NOW), made.room, "not half");
  const changed = await replace(1);
  assert.ok("locator" in changed);
  assert.equal(await findRoomByLocator(kv, made.locator!, NOW), undefined);
  assert.equal(await findRoomByLocator(kv, changed.locator!, NOW), made.room);
  const [part] = await readPrivateParts(kv, "practice", [made.room], NOW);
  assert.deepEqual([part?.version, part?.sealed, part?.locator], [1, "new", changed.locator]);
  await setRoomLocked(kv, made.room, true, keep);
  assert.deepEqual(await enter(kv, { room: made.room, proof: LINK_PROOF }), {
    refusal: "locked",
  });
  await cancelConsultation(kv, made.room, NOW);
  assert.equal(await findRoomByLocator(kv, changed.locator!, NOW + LIMITS.restoreMs), undefined);
  assert.equal(await findConsultation(kv, made.room, NOW), undefined);
  assert.deepEqual(await listTakenSeats(kv, made.room), []);
  assert.deepEqual(await checkSeat(kv, { token, nowMs: NOW }), { refusal: "seat_unknown" });
});

testOnStores(
  "findRoomStatus: early, open, expired, cancelled, to the millisecond; undefined for an unknown room",
  async (kv) => {
    const { room, opensAtMs, expiresAtMs } = await consultation(kv);
    const stateAt = async (nowMs: number) =>
      (await findRoomStatus(kv, { room, proof: LINK_PROOF, nowMs }))?.state;
    assert.equal(await stateAt(opensAtMs - 1), "early");
    assert.equal(await stateAt(opensAtMs), "open");
    assert.equal(await stateAt(expiresAtMs - 1), "open");
    assert.equal(await stateAt(expiresAtMs), "expired");
    await cancelConsultation(kv, room, NOW);
    assert.equal(await stateAt(NOW), "cancelled");
    assert.equal(await stateAt(expiresAtMs), undefined);
    assert.equal(
      await findRoomStatus(kv, { room: randomSecret(128), proof: LINK_PROOF, nowMs: NOW }),
      undefined,
    );
  },
);
