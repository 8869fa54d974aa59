import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { cancelConsultation, restoreConsultation } from "../../kv/cancelling.ts";
import {
  createConsultation,
  findConsultation,
  findRoomStatus,
  listConsultations,
  setRoomLocked,
} from "../../kv/consultations.ts";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { locatorKey, mailboxKey, seatsPrefix } from "../../kv/keys.ts";
import { findRoomByLocator, replaceLocator } from "../../kv/locators.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { moveConsultation } from "../../kv/moving.ts";
import { readPrivateParts } from "../../kv/private_parts.ts";
import { checkSeat, leaveSeat, listPeers } from "../../kv/seats.ts";
import { LIMITS } from "../../wire/limits.ts";
import { hostOfPractice, NOW } from "./practice_scene.ts";
import { beforeNextCommit, loseNextAnswer, testOnStores } from "./stores.ts";

const HOUR = 3600_000;
const LOBBY = 30 * 60_000;
const retentionMs = 7 * 24 * HOUR;

async function consultation(kv: Deno.Kv, startsAtMs = NOW) {
  const created = await createConsultation(kv, {
    room: randomSecret(128),
    practiceId: "practice",
    createdBy: "member",
    startsAtMs,
    waitingPhone: "089 123",
    sealed: "first",
    lobbyMs: LOBBY,
    retentionMs,
    locatorDigits: 5,
    nowMs: NOW,
  });
  if ("refusal" in created) throw new Error(created.refusal);
  return created;
}

const guest = (kv: Deno.Kv, room: string, nowMs = NOW) =>
  takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs });
const host = async (kv: Deno.Kv, room: string, nowMs = NOW) =>
  await takeHostSeat(kv, {
    room,
    peerId: randomSecret(128),
    memberId: await hostOfPractice(kv),
    retentionMs,
    nowMs,
  });

const move = (kv: Deno.Kv, room: string, startsAtMs: number, version: number, nowMs = NOW) =>
  moveConsultation(kv, room, {
    startsAtMs,
    lobbyMs: LOBBY,
    part: { version, sealed: `moved ${version}` },
    retentionMs,
    nowMs,
  });

const restore = (kv: Deno.Kv, room: string, nowMs: number, practiceId = "practice") =>
  restoreConsultation(kv, { practiceId, room, retentionMs, nowMs });

testOnStores(
  "moveConsultation: opening, end, code and private part go with it, in one commit",
  async (kv) => {
    const made = await consultation(kv);
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
    assert.deepEqual(await guest(kv, made.room), { refusal: "not_open_yet", opensAtMs: moved.opensAtMs });
    assert.equal((await findRoomStatus(kv, made.room, NOW))?.state, "early");
    assert.deepEqual(await move(kv, randomSecret(128), to, 1), { refusal: "consultation_unknown" });
    assert.deepEqual(await move(kv, made.room, to, 3, moved.expiresAtMs), {
      refusal: "consultation_unknown",
    });
  },
);

testOnStores("moveConsultation: back again is as if it had never been moved", async (kv) => {
  const made = await consultation(kv);
  await move(kv, made.room, NOW + HOUR, 2);
  const back = await move(kv, made.room, NOW, 3);
  assert.deepEqual(back, { ...made, privateVersion: 3 });
  const twice = await move(kv, made.room, NOW + 2 * HOUR, 4);
  assert.ok("room" in twice);
  assert.equal(twice.movedFromMs, NOW);
});

testOnStores("moveConsultation: whoever waits loses the seat and may take a new one", async (kv) => {
  const { room } = await consultation(kv);
  const waiting = await guest(kv, room);
  assert.ok("token" in waiting);
  await move(kv, room, NOW + 10 * 60_000, 2);
  assert.deepEqual(await checkSeat(kv, { token: waiting.token, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.equal((await kv.get(mailboxKey(room, waiting.seat.peerId))).value, null);
  const again = await guest(kv, room);
  assert.ok("token" in again);
  assert.equal(again.consultation.movedFromMs, NOW);
});

testOnStores(
  "moveConsultation: not while both are in the room; a host that is gone does not count",
  async (kv) => {
    const { room } = await consultation(kv);
    const [there, alone] = [await host(kv, room), await move(kv, room, NOW + 60_000, 2)];
    assert.ok("token" in there && "room" in alone, "a host alone is no conversation");
    const [a, b] = [await host(kv, room), await guest(kv, room)];
    assert.ok("token" in a && "token" in b);
    assert.deepEqual(await move(kv, room, NOW + HOUR, 3), { refusal: "consultation_running" });
    const send = await appendMessages(kv, {
      token: a.token,
      messages: [{ to: b.seat.peerId, n: 1, body: "x" }],
      nowMs: NOW,
    });
    assert.ok("cursor" in send, "nothing was taken from them");
    const later = NOW + LIMITS.seatSilentMs + 1;
    assert.ok("room" in await move(kv, room, NOW + HOUR, 3, later));
  },
);

testOnStores("moveConsultation: of two that move at a time one is told to read again", async (kv) => {
  const { room } = await consultation(kv);
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

testOnStores("restoreConsultation: the same code, link and private part; to the millisecond", async (kv) => {
  const made = await consultation(kv);
  await cancelConsultation(kv, made.room, NOW);
  assert.deepEqual(await guest(kv, made.room), { refusal: "consultation_unknown" });
  assert.deepEqual(await listConsultations(kv, "practice", NOW), []);
  const last = NOW + LIMITS.restoreMs;
  assert.deepEqual(await restore(kv, made.room, last), { refusal: "consultation_unknown" });
  assert.deepEqual(await restore(kv, made.room, NOW, "other"), { refusal: "consultation_unknown" });
  assert.equal((await findRoomStatus(kv, made.room, NOW))?.state, "cancelled");
  assert.deepEqual(await restore(kv, made.room, last - 1), made);
  assert.deepEqual(await restore(kv, made.room, last - 1), made, "a repeated request");
  assert.deepEqual(await listConsultations(kv, "practice", NOW), [made]);
  assert.equal(await findRoomByLocator(kv, made.locator!, made.expiresAtMs - 1), made.room);
  const [part] = await readPrivateParts(kv, "practice", [made.room], made.expiresAtMs - 1);
  assert.deepEqual([part?.version, part?.sealed], [1, "first"]);
  assert.equal((await findRoomStatus(kv, made.room, NOW))?.state, "open");
  assert.ok("token" in await guest(kv, made.room));
});

testOnStores("restoreConsultation: nobody gets the locator meanwhile, and afterwards anybody", async (kv) => {
  const made = await consultation(kv);
  await cancelConsultation(kv, made.room, NOW);
  const endsAtMs = NOW + LIMITS.restoreMs;
  // It leads to no consultation, but it is still somebody's.
  assert.equal(await findRoomByLocator(kv, made.locator!, endsAtMs - 1), made.room);
  assert.equal(await findRoomByLocator(kv, made.locator!, endsAtMs), undefined);
});

testOnStores("restoreConsultation: whoever got the locator at the last moment keeps it", async (kv) => {
  const { locator, ...made } = await consultation(kv);
  await cancelConsultation(kv, made.room, NOW);
  const last = NOW + LIMITS.restoreMs - 1;
  const key = locatorKey(locator!);
  beforeNextCommit(kv, () => kv.set(key, { room: "other", expiresAtMs: last + HOUR }));
  assert.deepEqual(await restore(kv, made.room, last), made, "without a code: a new one can be made");
  assert.equal(await findRoomByLocator(kv, locator!, last), "other");
  assert.ok("locator" in await replace(kv, made.room, 2));
  assert.equal(await findRoomByLocator(kv, locator!, last), "other");
});

testOnStores("changes: one that has landed and whose answer was lost leaves no mail behind", async (kv) => {
  for (const change of Object.values(comesMeanwhile)) {
    const { room } = await consultation(kv);
    const [from, to] = [await guest(kv, room), await guest(kv, room)];
    assert.ok("token" in from && "token" in to);
    const messages = [{ to: to.seat.peerId, n: 1, body: "x" }];
    assert.ok(!("refusal" in await appendMessages(kv, { token: from.token, messages, nowMs: NOW })));
    loseNextAnswer(kv);
    await change(kv, room);
    assert.deepEqual(await listPeers(kv, room), []);
    for (const prefix of [["message", room], ["mailbox", room]]) {
      for await (const { key } of kv.list({ prefix })) assert.fail(`left: ${key}`);
    }
  }
});

testOnStores("moveConsultation: a lost answer is no conflict", async (kv) => {
  const { room } = await consultation(kv);
  loseNextAnswer(kv);
  const moved = await move(kv, room, NOW + HOUR, 2);
  assert.ok("room" in moved);
  assert.deepEqual(await move(kv, room, NOW + HOUR, 2), { refusal: "version_conflict" }, "sent again");
});

/** Both in the moment before its commit. */
const comesMeanwhile = {
  cancelConsultation: (kv: Deno.Kv, room: string) => cancelConsultation(kv, room, NOW),
  moveConsultation: (kv: Deno.Kv, room: string) => move(kv, room, NOW + HOUR, 2),
};

for (const [name, change] of Object.entries(comesMeanwhile)) {
  testOnStores(
    `${name}: a guest who comes at the same moment loses the seat, with one change`,
    async (kv) => {
      const { room } = await consultation(kv);
      const seats: Awaited<ReturnType<typeof guest>>[] = [];
      const heard: string[] = [];
      let stop = () => {};
      beforeNextCommit(kv, async () => {
        seats.push(await guest(kv, room));
        stop = listenToChanges(kv, (news) => heard.push(news.isDoubtful ? "nothing" : news.topic));
      });
      await change(kv, room);
      stop();
      assert.deepEqual(await listPeers(kv, room), []);
      const [seat] = seats;
      assert.ok(seat && "token" in seat);
      assert.deepEqual(await checkSeat(kv, { token: seat.token, nowMs: NOW }), { refusal: "seat_unknown" });
      assert.deepEqual(heard.filter((news) => news === room), [room], "nobody sees the list change twice");
      assert.ok(heard.includes("practice"));
    },
  );
}

testOnStores("moveConsultation: not when the practice comes to the guest at the same moment", async (kv) => {
  const made = await consultation(kv);
  await guest(kv, made.room);
  beforeNextCommit(kv, () => host(kv, made.room));
  assert.deepEqual(await move(kv, made.room, NOW + HOUR, 2), { refusal: "consultation_running" });
  assert.deepEqual(await findConsultation(kv, made.room, NOW), made);
});

const replace = (kv: Deno.Kv, room: string, version: number) =>
  replaceLocator(kv, room, {
    locatorDigits: 5,
    part: { version, sealed: `new code ${version}` },
    retentionMs,
    nowMs: NOW,
  });

testOnStores(
  "replaceLocator: whoever waits by the old code is told, whoever waits by the link is not",
  async (kv) => {
    const { room, locator } = await consultation(kv);
    const by = async (locator?: string) => {
      const seat = await takeGuestSeat(kv, { room, peerId: randomSecret(128), locator, nowMs: NOW });
      assert.ok("token" in seat);
      return seat;
    };
    const [code, link] = [await by(locator), await by()];
    const heard: string[] = [];
    const stop = listenToChanges(kv, (news) => heard.push(news.topic));
    const changed = await replace(kv, room, 2);
    stop();
    assert.ok("locator" in changed);
    assert.ok(heard.includes(room), "its long-poll is woken");
    const check = ({ token }: { token: string }) => checkSeat(kv, { token, nowMs: NOW });
    assert.deepEqual(await check(code), { refusal: "seat_replaced" });
    assert.ok("seat" in await check(link));
    assert.deepEqual((await listPeers(kv, room)).map(({ peerId }) => peerId), [link.seat.peerId]);
    const late = await takeGuestSeat(kv, { room, peerId: randomSecret(128), locator, nowMs: NOW });
    assert.deepEqual(
      late,
      { refusal: "consultation_unknown" },
      "the room was found by the old one just before",
    );
    assert.ok("seat" in await check(await by(changed.locator)));
  },
);

testOnStores("replaceLocator: whoever gets in by the old code at the same moment is told", async (kv) => {
  const { room, locator } = await consultation(kv);
  const late: Awaited<ReturnType<typeof takeGuestSeat>>[] = [];
  beforeNextCommit(kv, async () => {
    late.push(await takeGuestSeat(kv, { room, peerId: randomSecret(128), locator, nowMs: NOW }));
  });
  assert.ok("locator" in await replace(kv, room, 2));
  const [seat] = late;
  assert.ok(seat && "token" in seat);
  assert.deepEqual(await checkSeat(kv, { token: seat.token, nowMs: NOW }), { refusal: "seat_replaced" });
});

testOnStores("replaceLocator: whoever leaves at the same moment has left", async (kv) => {
  const made = await consultation(kv);
  const { room, locator } = made;
  const gone = await takeGuestSeat(kv, { room, peerId: randomSecret(128), locator, nowMs: NOW });
  assert.ok("token" in gone);
  beforeNextCommit(kv, () => leaveSeat(kv, gone.seat, made));
  assert.ok("locator" in await replace(kv, room, 2));
  assert.deepEqual(await checkSeat(kv, { token: gone.token, nowMs: NOW }), { refusal: "seat_unknown" });
});

testOnStores("replaceLocator: while practice and guest are both in the room, they stay", async (kv) => {
  const { room, locator } = await consultation(kv);
  const seat = await takeGuestSeat(kv, { room, peerId: randomSecret(128), locator, nowMs: NOW });
  assert.ok("token" in seat);
  await host(kv, room);
  assert.ok("locator" in await replace(kv, room, 2));
  assert.ok("seat" in await checkSeat(kv, { token: seat.token, nowMs: NOW }));
});

testOnStores(
  "takeHostSeat: a device that slept through several takeovers is told, and takes nothing back",
  async (kv) => {
    const made = await consultation(kv);
    const take = async () => {
      const taken = await host(kv, made.room);
      assert.ok("token" in taken);
      return taken;
    };
    const [laptop, phone] = [await take(), await take()];
    await leaveSeat(kv, phone.seat, made); // its page is reloaded
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

testOnStores("seats: one whose answer was lost is one's own", async (kv) => {
  const { room } = await consultation(kv);
  for (const take of [guest, host]) {
    loseNextAnswer(kv);
    const taken = await take(kv, room);
    assert.ok("token" in taken);
    assert.ok("seat" in await checkSeat(kv, { token: taken.token, nowMs: NOW }));
  }
  assert.equal((await listPeers(kv, room)).length, 2, "and no other is there");
});

testOnStores("takeHostSeat: opens a room that was closed for all, in the same commit", async (kv) => {
  const { room } = await consultation(kv);
  assert.equal(await setRoomLocked(kv, room, true, { retentionMs, nowMs: NOW }), true);
  assert.deepEqual(await guest(kv, room), { refusal: "locked" });
  beforeNextCommit(kv, async () => assert.deepEqual(await guest(kv, room), { refusal: "locked" }));
  const taken = await host(kv, room);
  assert.ok("token" in taken);
  assert.equal(taken.consultation.locked, false);
  assert.ok("token" in await guest(kv, room));
});
