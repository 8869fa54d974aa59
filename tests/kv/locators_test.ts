import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { consultationKey, locatorKey } from "../../kv/keys.ts";
import { findRoomByLocator, replaceLocator } from "../../kv/locators.ts";
import { vouchForGuest } from "../../kv/room_proofs.ts";
import { checkSeat, leaveSeat, listTakenSeats } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import {
  byCode,
  consultation,
  enter,
  HOUR,
  LINK_PROOF,
  privateConsultation,
  replaceCode,
  RETENTION,
  tryGuest,
  tryHost,
} from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores(
  "findRoomByLocator: a locator leads to its room until it expires, and only there (R3)",
  async (kv) => {
    const [a, b] = await Promise.all([consultation(kv), consultation(kv)]);
    assert.notEqual(a.locator, b.locator);
    assert.match(a.locator!, /^\d{5}$/);
    assert.equal(await findRoomByLocator(kv, a.locator!, NOW), a.room);
    assert.equal(await findRoomByLocator(kv, a.locator!, a.expiresAtMs - 1), a.room);
    assert.equal(await findRoomByLocator(kv, a.locator!, a.expiresAtMs), undefined);
  },
);

testOnStores("findFreeLocator: of two that race for a locator one gets it", async (kv) => {
  // All but two of a small space are taken: 5 digits, so fill by hand what the draw may find.
  const commit = [];
  for (let i = 0; i < 2_000; i++) {
    commit.push(kv.set(locatorKey(String(i).padStart(5, "0")), { room: "x", expiresAtMs: NOW + HOUR }));
  }
  await Promise.all(commit);
  const created = await Promise.all(Array.from({ length: 50 }, () => consultation(kv)));
  assert.equal(new Set(created.map(({ locator }) => locator)).size, 50);
  for (const { locator, room } of created) assert.equal(await findRoomByLocator(kv, locator!, NOW), room);
});

testOnStores("findFreeLocator: an expired claim that the store still returns is replaced", async (kv) => {
  const entry = { room: "dead", expiresAtMs: NOW };
  for (let i = 0; i < 100_000; i += 1000) {
    let atomic = kv.atomic();
    for (let j = i; j < i + 1000; j++) {
      atomic.set(locatorKey(String(j).padStart(5, "0")), entry);
      if (j % 900 === 899) {
        await atomic.commit();
        atomic = kv.atomic();
      }
    }
    await atomic.commit();
  }
  const { locator, room } = await consultation(kv);
  assert.equal(await findRoomByLocator(kv, locator!, NOW), room);
});

testOnStores(
  "replaceLocator: a guest who waits by the old code is told, one by the invite link is not",
  async (kv) => {
    const { room, locator } = await privateConsultation(kv);
    const by = async (locator?: string) => {
      const seat = await enter(kv, {
        room,
        locator,
        ...(locator === undefined ? { proof: LINK_PROOF } : {}),
      });
      assert.ok("token" in seat);
      return seat;
    };
    const [code, link] = [await by(locator), await by()];
    const heard: string[] = [];
    const stop = listenToChanges(kv, (news) => heard.push(news.topic));
    const changed = await replaceCode(kv, room, 2);
    stop();
    assert.ok("locator" in changed);
    assert.ok(heard.includes(room), "its long-poll is woken");
    const check = ({ token }: { token: string }) => checkSeat(kv, { token, nowMs: NOW });
    assert.deepEqual(await check(code), { refusal: "seat_replaced" });
    assert.ok("seat" in await check(link));
    assert.deepEqual((await listTakenSeats(kv, room)).map(({ peerId }) => peerId), [link.seat.peerId]);
    const late = await enter(kv, { room, locator });
    assert.deepEqual(
      late,
      { refusal: "consultation_unknown" },
      "the room was found by the old one just before",
    );
    assert.ok("seat" in await check(await by(changed.locator)));
  },
);

testOnStores("replaceLocator: a guest who enters by the old code at the same moment is told", async (kv) => {
  const { room, locator } = await privateConsultation(kv);
  const late: Awaited<ReturnType<typeof enter>>[] = [];
  beforeNextCommit(kv, async () => {
    late.push(await enter(kv, { room, locator }));
  });
  assert.ok("locator" in await replaceCode(kv, room, 2));
  const [seat] = late;
  assert.ok(seat && "token" in seat);
  assert.deepEqual(await checkSeat(kv, { token: seat.token, nowMs: NOW }), { refusal: "seat_replaced" });
});

testOnStores("replaceLocator: a guest who leaves at the same moment has left", async (kv) => {
  const made = await privateConsultation(kv);
  const { room, locator } = made;
  const gone = await enter(kv, { room, locator });
  assert.ok("token" in gone);
  beforeNextCommit(kv, () => leaveSeat(kv, gone.seat, made, NOW));
  assert.ok("locator" in await replaceCode(kv, room, 2));
  assert.deepEqual(await checkSeat(kv, { token: gone.token, nowMs: NOW }), { refusal: "seat_unknown" });
});

testOnStores(
  "replaceLocator: while host and guest are both in the room, a guest that the host has answered stays, a stranger does not",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room } = made;
    const [answered, stranger] = [await byCode(kv, made), await byCode(kv, made)];
    await tryHost(kv, room);
    assert.equal(await vouchForGuest(kv, { room, peerId: answered.seat.peerId, nowMs: NOW }), true);
    assert.ok("locator" in await replaceCode(kv, room, 2));
    const check = ({ token }: { token: string }) => checkSeat(kv, { token, nowMs: NOW });
    assert.ok("seat" in await check(answered));
    assert.deepEqual(await check(stranger), { refusal: "seat_replaced" });
  },
);

testOnStores("replaceLocator: a guest that is vouched for at the same moment stays", async (kv) => {
  const made = await privateConsultation(kv);
  const { room } = made;
  const { token, seat: { peerId } } = await byCode(kv, made);
  beforeNextCommit(kv, () => vouchForGuest(kv, { room, peerId, nowMs: NOW }));
  assert.ok("locator" in await replaceCode(kv, room, 2));
  assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }));
});

testOnStores(
  "replaceLocator: an old consultation gets the proof of its link; who waits by the room proves itself",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { linkProofHash, ...old } = made;
    await kv.set(consultationKey(made.room), old);
    const waiting = await enter(kv, { room: made.room });
    assert.ok("token" in waiting && waiting.seat.unproven);
    const changed = await replaceLocator(kv, made.room, {
      locatorDigits: 5,
      part: { version: 2, sealed: "new code" },
      linkProofHash,
      retentionMs: HOUR,
      nowMs: NOW,
    });
    assert.ok("locator" in changed);
    const check = await checkSeat(kv, { token: waiting.token, nowMs: NOW });
    assert.deepEqual(check, { refusal: "seat_unknown" }, "its client takes another seat");
    assert.deepEqual(await enter(kv, { room: made.room }), { refusal: "consultation_unknown" });
    const again = await tryGuest(kv, made.room);
    assert.ok("token" in again && !again.seat.unproven);
  },
);

testOnStores(
  "replaceLocator: no code becomes shorter, and new ones are as long as the installation's",
  async (kv) => {
    const part = (version: number) => ({ version, sealed: `new code ${version}` });
    for (
      const [made, digits, expected] of [[5, 5, 5], [5, 6, 6], [6, 5, 6], [6, 6, 6]] as [
        5 | 6,
        5 | 6,
        5 | 6,
      ][]
    ) {
      const { room } = await consultation(kv, { locatorDigits: made });
      const keep = { retentionMs: RETENTION, nowMs: NOW };
      const replaced = await replaceLocator(kv, room, { locatorDigits: digits, part: part(1), ...keep });
      assert.ok("locator" in replaced);
      assert.equal(replaced.locator?.length, expected, `${made} → ${digits}`);
    }
  },
);

testOnStores("replaceLocator: in a room full of guests, in a commit that every store takes", async (kv) => {
  const made = await privateConsultation(kv);
  const { room } = made;
  for (let n = 0; n < ROOM_LIMITS.unprovenSeats; n++) await byCode(kv, made);
  await tryHost(kv, room);
  assert.equal((await listTakenSeats(kv, room)).length, ROOM_LIMITS.unprovenSeats + 1);
  assert.ok(!("refusal" in await replaceCode(kv, room, 2)));
  assert.deepEqual((await listTakenSeats(kv, room)).map(({ role }) => role), ["host"]);
});
