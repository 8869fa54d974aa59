import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { setRoomLocked } from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { seatKey, seatsPrefix } from "../../kv/keys.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { checkSeat, leaveSeat, listTakenSeats } from "../../kv/seats.ts";
import {
  consultation,
  guest,
  host,
  HOUR,
  move,
  privateConsultation,
  RETENTION,
  tryGuest,
  tryHost,
} from "./consultation_scene.ts";
import { hostOfPractice, NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores("takeHostSeat: a second device takes over, and the first is told", async (kv) => {
  const { room } = await consultation(kv);
  const [first, second] = [await host(kv, room), await host(kv, room)];
  assert.deepEqual(await checkSeat(kv, { token: first.token, nowMs: NOW }), { refusal: "seat_replaced" });
  assert.ok("seat" in await checkSeat(kv, { token: second.token, nowMs: NOW }));
  assert.deepEqual((await listTakenSeats(kv, room)).map(({ peerId }) => peerId), [second.seat.peerId]);
  await host(kv, room);
  const after = await checkSeat(kv, { token: second.token, nowMs: NOW });
  assert.deepEqual(after, { refusal: "seat_replaced" });
});

testOnStores(
  "takeHostSeat: of two devices that race for the seat one has it, and the other is told",
  async (kv) => {
    const { room } = await consultation(kv);
    await hostOfPractice(kv);
    const both = await Promise.all([host(kv, room), host(kv, room)]);
    const checks = await Promise.all(both.map(({ token }) => checkSeat(kv, { token, nowMs: NOW })));
    const told = checks.map((check) => "refusal" in check ? check.refusal : "there");
    assert.deepEqual(told.sort(), ["seat_replaced", "there"]);
    assert.equal((await listTakenSeats(kv, room)).length, 1);
  },
);

testOnStores(
  "endHostSeats: a removed member's seats end, the clients are told, and no seat is taken at the same moment",
  async (kv) => {
    const { practiceId, signIn, remove } = await practiceWith(kv, "b@x");
    const mine = await signIn(PERSON.email);
    const takeAs = async (memberId: string, room: string) =>
      await takeHostSeat(kv, {
        room,
        peerId: randomSecret(128),
        memberId,
        retentionMs: RETENTION,
        nowMs: NOW,
      });
    const hosts = async (memberId: string) => {
      const { room } = await consultation(kv, { practiceId });
      const taken = await takeAs(memberId, room);
      assert.ok("token" in taken);
      return taken;
    };
    const [theirs, older, colleagues] = [await hosts("b@x"), await hosts("b@x"), await hosts("first")];
    const { memberId: _, ...nameless } = older.seat;
    await kv.set(seatKey(older.seat.room, older.seat.peerId), nameless); // by an older version
    const waiting = await guest(kv, theirs.seat.room);
    const free = await consultation(kv, { practiceId });
    const heard: string[] = [];
    const stop = listenToChanges(kv, ({ topic }) => heard.push(topic));
    beforeNextCommit(kv, async () => assert.equal(await remove("b@x", mine, 2, ["first"]), true));
    assert.deepEqual(await takeAs("b@x", free.room), { refusal: "signed_out" });
    stop();
    assert.deepEqual(await listTakenSeats(kv, free.room), []);
    const check = async ({ token }: { token: string }) => await checkSeat(kv, { token, nowMs: NOW });
    for (const seat of [theirs, older]) {
      assert.deepEqual(await check(seat), { refusal: "seat_replaced" });
      assert.ok(heard.includes(seat.seat.room), "its long-poll is woken");
    }
    assert.deepEqual(
      await appendMessages(kv, {
        token: theirs.token,
        messages: [{ to: waiting.seat.peerId, n: 1, body: "x" }],
        nowMs: NOW,
      }),
      { refusal: "seat_replaced" },
    );
    assert.ok("seat" in await check(waiting));
    assert.ok("seat" in await check(colleagues));
    assert.deepEqual(await takeAs("b@x", theirs.seat.room), { refusal: "signed_out" });
  },
);

testOnStores(
  "takeHostSeat: a device that slept through several takeovers is told, and takes nothing back",
  async (kv) => {
    const made = await privateConsultation(kv);
    const take = async () => {
      const taken = await tryHost(kv, made.room);
      assert.ok("token" in taken);
      return taken;
    };
    const [laptop, phone] = [await take(), await take()];
    await leaveSeat(kv, phone.seat, made, NOW); // its page is reloaded
    await take();
    const checked = async () => await checkSeat(kv, { token: laptop.token, nowMs: NOW });
    assert.deepEqual(await checked(), { refusal: "seat_replaced" });
    await move(kv, made.room, NOW + HOUR, 2);
    assert.deepEqual(await checked(), { refusal: "seat_replaced" });
    for (let takeovers = 0; takeovers < 40; takeovers++) await take();
    const seats = await Array.fromAsync(kv.list({ prefix: seatsPrefix(made.room) }));
    assert.ok(seats.length < 20, `${seats.length} are kept`);
  },
);

testOnStores("takeHostSeat: unlocks a locked room, in the same commit", async (kv) => {
  const { room } = await privateConsultation(kv);
  assert.equal(await setRoomLocked(kv, room, true, { retentionMs: RETENTION, nowMs: NOW }), true);
  assert.deepEqual(await tryGuest(kv, room), { refusal: "locked" });
  beforeNextCommit(kv, async () => assert.deepEqual(await tryGuest(kv, room), { refusal: "locked" }));
  const taken = await tryHost(kv, room);
  assert.ok("token" in taken);
  assert.equal(taken.consultation.locked, false);
  assert.ok("token" in await tryGuest(kv, room));
});
