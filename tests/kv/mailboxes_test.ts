import assert from "node:assert/strict";
import { commitChange, listenToChanges, type News } from "../../kv/bumps.ts";
import { cancelConsultation } from "../../kv/cancelling.ts";
import { setRoomLocked } from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import {
  confirmedKey,
  type Mailbox,
  mailboxKey,
  messageKey,
  type Seat,
  seatKey,
  shardOf,
} from "../../kv/keys.ts";
import {
  appendMessages,
  confirmMessages,
  MAX_COUNTERS,
  MAX_RECIPIENTS,
  readMessages,
} from "../../kv/mailboxes.ts";
import { vouchForGuest } from "../../kv/room_proofs.ts";
import { storePresence } from "../../kv/presence.ts";
import { checkSeat, leaveSeat } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import {
  byCode,
  consultation,
  guest,
  host,
  HOUR,
  move,
  privateConsultation,
  RETENTION,
} from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, otherProcess, testOnStores } from "./stores.ts";

/** Confirms up to a position, as a poll of the seat does. */
async function confirm(kv: Deno.Kv, token: string, upTo: number): Promise<void> {
  const check = await checkSeat(kv, { token, nowMs: NOW });
  assert.ok("seat" in check);
  const { seat: { room, peerId }, confirmed, mailbox: { last }, consultation: { expiresAtMs } } = check;
  await confirmMessages(kv, { room, peerId, upTo, confirmed, last, expiresAtMs, nowMs: NOW });
}

testOnStores("confirmMessages: stores nothing for a seat that has ended", async (kv) => {
  const made = await consultation(kv);
  const { room } = made;
  const [{ token }, { seat }] = [await guest(kv, room), await host(kv, room)];
  const { peerId } = seat;
  await appendMessages(kv, { token, messages: [{ to: peerId, n: 1, body: "x" }], nowMs: NOW });
  const confirmed = await kv.get<number>(confirmedKey(room, peerId));
  const confirmIt = () => confirmMessages(kv, { ...made, peerId, upTo: 1, confirmed, last: 1, nowMs: NOW });
  beforeNextCommit(kv, () => leaveSeat(kv, seat, made, NOW));
  await confirmIt();
  assert.equal((await kv.get(confirmedKey(room, peerId))).value, null, "it ends at the same moment");
  await confirmIt();
  assert.equal((await kv.get(confirmedKey(room, peerId))).value, null, "it has ended before");
});

testOnStores("mailboxes: in order, each once, until confirmed", async (kv) => {
  const { room } = await consultation(kv);
  const { token, seat: { peerId: a } } = await guest(kv, room);
  const owner = await host(kv, room);
  const b = owner.seat.peerId;
  const heard: News[] = [];
  listenToChanges(kv, (news) => heard.push(news));
  const send = (...items: [n: number, body: string][]) =>
    appendMessages(kv, { token, messages: items.map(([n, body]) => ({ to: b, n, body })), nowMs: NOW });
  assert.deepEqual(await send([1, "x"], [2, "y"]), { cursor: 2 });
  assert.deepEqual(await send([1, "x"], [2, "y"]), { cursor: 2 }, "a repeated POST");
  assert.deepEqual(await send([2, "y"], [3, "z"]), { cursor: 3 }, "half of it repeated");
  assert.deepEqual(
    heard.map(({ deliveries }) =>
      deliveries?.map(({ peerId, first, messages }) => [peerId, first, messages.length])
    ),
    [[[b, 1, 2]], [[b, 3, 1]]],
    "new messages are told with their position, a repetition is not told",
  );
  const read = await readMessages(kv, { room, peerId: b, after: 0 });
  assert.deepEqual(read.messages.map(({ from, n, body }) => [from, n, body]), [[a, 1, "x"], [a, 2, "y"], [
    a,
    3,
    "z",
  ]]);
  assert.equal(read.cursor, 3);
  await confirm(kv, owner.token, 2);
  assert.deepEqual((await readMessages(kv, { room, peerId: b, after: 0 })).messages.map(({ n }) => n), [3]);
  await confirm(kv, owner.token, 9999);
  assert.deepEqual((await readMessages(kv, { room, peerId: b, after: 0 })).messages, []);
  assert.deepEqual(await send([4, "more"]), { cursor: 4 }, "the counters stay");
});

testOnStores(
  "mailboxes: forget the counters of seats that have left in time, and no others",
  async (kv) => {
    const { room, expiresAtMs } = await consultation(kv);
    const to = (await host(kv, room)).seat.peerId;
    const staying = await guest(kv, room);
    const send = (token: string, n: number) =>
      appendMessages(kv, { token, messages: [{ to, n, body: "x" }], nowMs: NOW });
    assert.deepEqual(await send(staying.token, 1), { cursor: 1 });
    assert.deepEqual(await send(staying.token, 2), { cursor: 2 });
    const rounds = 2 * MAX_COUNTERS;
    for (let round = 1; round <= rounds; round++) {
      const { token, seat } = await guest(kv, room);
      assert.deepEqual(await send(token, 1), { cursor: 2 + round });
      assert.deepEqual(await send(token, 1), { cursor: 2 + round }, "a repeated POST");
      await leaveSeat(kv, seat, { practiceId: "practice", expiresAtMs }, NOW);
      const { value } = await kv.get<Mailbox>(mailboxKey(room, to));
      assert.ok(Object.keys(value!.counters).length <= MAX_COUNTERS);
    }
    assert.deepEqual(await send(staying.token, 2), { cursor: 2 + rounds }, "a repeated POST");
    assert.deepEqual(await send(staying.token, 3), { cursor: 3 + rounds });
  },
);

testOnStores("mailboxes: many senders at once lose nothing", async (kv) => {
  const { room } = await consultation(kv);
  const to = (await host(kv, room)).seat.peerId;
  const senders = await Promise.all(Array.from({ length: 5 }, () => guest(kv, room)));
  await Promise.all(senders.map(async ({ token }) => {
    for (let n = 1; n <= 10; n++) {
      await appendMessages(kv, { token, messages: [{ to, n, body: "m" }], nowMs: NOW });
    }
  }));
  const { messages, cursor } = await readMessages(kv, { room, peerId: to, after: 0 });
  assert.equal(cursor, 50);
  assert.equal(new Set(messages.map(({ from, n }) => `${from}${n}`)).size, 50);
});

testOnStores(
  "mailboxes: limited in depth; unknown recipients are refused; nothing is stored in part",
  async (kv) => {
    const { room } = await consultation(kv);
    const [first, second] = [await guest(kv, room), await host(kv, room)];
    const [a, b] = [first.seat.peerId, second.seat.peerId];
    const send = (n: number, to: string) =>
      appendMessages(kv, { token: first.token, messages: [{ to, n, body: "x" }], nowMs: NOW });
    for (let n = 1; n <= ROOM_LIMITS.mailboxDepth; n++) assert.ok("cursor" in await send(n, b));
    assert.deepEqual(await send(ROOM_LIMITS.mailboxDepth + 1, b), { refusal: "mailbox_full" });
    await confirm(kv, second.token, 10);
    for (let n = 1; n <= 10; n++) assert.ok("cursor" in await send(ROOM_LIMITS.mailboxDepth + n, b));
    assert.deepEqual(await send(ROOM_LIMITS.mailboxDepth + 11, b), { refusal: "mailbox_full" });
    // By another process, the owner has left and come again: nothing of the new mailbox is confirmed.
    await kv.atomic().set(mailboxKey(room, b), { last: 0, counters: {} }).delete(confirmedKey(room, b))
      .commit();
    for (let n = 1; n <= ROOM_LIMITS.mailboxDepth; n++) assert.ok("cursor" in await send(n, b));
    assert.deepEqual(await send(ROOM_LIMITS.mailboxDepth + 1, b), { refusal: "mailbox_full" });
    assert.deepEqual(await send(1, randomSecret(128)), { refusal: "peer_unknown" });
    const mixed = await appendMessages(kv, {
      token: second.token,
      messages: [{ to: a, n: 1, body: "x" }, { to: randomSecret(128), n: 1, body: "x" }],
      nowMs: NOW,
    });
    assert.deepEqual(mixed, { refusal: "peer_unknown" });
    assert.deepEqual((await readMessages(kv, { room, peerId: a, after: 0 })).messages, []);
  },
);

testOnStores("mailboxes: that of a replaced seat takes nothing", async (kv) => {
  const { room } = await consultation(kv);
  const [sender, former] = [await guest(kv, room), await host(kv, room)];
  const send = (to: string) =>
    appendMessages(kv, { token: sender.token, messages: [{ to, n: 1, body: "x" }], nowMs: NOW });
  assert.deepEqual(await send(former.seat.peerId), { cursor: 1 });
  const { seat: { peerId } } = await host(kv, room);
  assert.deepEqual(await send(former.seat.peerId), { refusal: "peer_unknown" });
  assert.deepEqual(await send(peerId), { cursor: 1 });
  const check = await checkSeat(kv, { token: former.token, nowMs: NOW });
  assert.deepEqual(check, { refusal: "seat_replaced" }, "its client is told");
});

testOnStores("readMessages: takes what a version before 1.0 has stored", async (kv) => {
  const { room } = await consultation(kv);
  const [sender, owner] = [await host(kv, room), await guest(kv, room)];
  const [from, to] = [sender.seat.peerId, owner.seat.peerId];
  await kv.set(mailboxKey(room, to), { last: 1, counters: { [from]: 1 }, batch: "b" });
  await kv.set(messageKey(room, to, 1), { from, n: 1, body: "x", batch: "b" });
  const messages = [{ to, n: 2, body: "y" }];
  assert.deepEqual(await appendMessages(kv, { token: sender.token, messages, nowMs: NOW }), { cursor: 2 });
  assert.deepEqual(await readMessages(kv, { room, peerId: to, after: 0 }), {
    cursor: 2,
    messages: [{ from, n: 1, body: "x" }, { from, n: 2, body: "y" }],
  });
});

testOnStores(
  "appendMessages: tells of messages once they are stored, in their place, and only with all rights",
  async (kv) => {
    const { room, expiresAtMs } = await consultation(kv);
    const [sender, owner] = [await host(kv, room), await guest(kv, room)];
    const to = owner.seat.peerId;
    const send = (n: number, nowMs = NOW) =>
      appendMessages(kv, { token: sender.token, messages: [{ to, n, body: "x" }], nowMs });
    const heard: News[] = [];
    const stop = listenToChanges(kv, (news) => heard.push(news));
    const told = () =>
      heard.splice(0).map(({ isDoubtful, deliveries }) => [
        isDoubtful ? "doubtful" : "stored",
        deliveries?.[0]?.first,
      ]);

    assert.deepEqual(await send(1), { cursor: 1 });
    assert.deepEqual(told(), [["stored", 1]]);

    // Another process stores something between the read and the commit.
    const { value: box } = await kv.get<Mailbox>(mailboxKey(room, to));
    beforeNextCommit(kv, () => kv.set(mailboxKey(room, to), { ...box!, last: 7 }));
    assert.deepEqual(await send(2), { cursor: 8 });
    assert.deepEqual(told(), [["doubtful", undefined], ["stored", 8]]);

    assert.deepEqual(await send(3, expiresAtMs), { refusal: "consultation_unknown" });
    // Another process takes the right away between the read and the commit.
    const key = seatKey(room, sender.seat.peerId);
    beforeNextCommit(kv, () => kv.set(key, { ...sender.seat, replaced: true }));
    assert.deepEqual(await send(3), { refusal: "seat_replaced" });
    assert.deepEqual(told(), [["doubtful", undefined]]);
    assert.equal((await kv.get<Mailbox>(mailboxKey(room, to))).value?.last, 8, "not stored");
    assert.deepEqual(await send(3), { refusal: "seat_replaced" });
    assert.deepEqual(await send(2), { refusal: "seat_replaced" }, "a repetition, too");
    assert.deepEqual(told(), [], "nobody hears of what was refused");
    stop();
  },
);

/** Another room of the same shard. */
function neighbourOf(room: string): string {
  for (;;) {
    const other = randomSecret(128);
    if (shardOf(other) === shardOf(room)) return other;
  }
}

testOnStores("appendMessages: reads only what it does not remember, and is right in any case", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const [sender, owner] = [await host(kv, room), await guest(kv, room)];
  const to = owner.seat.peerId;
  let reads = 0;
  const getMany = kv.getMany.bind(kv);
  kv.getMany = (...args: Parameters<typeof getMany>) => (reads++, getMany(...args)) as never;
  const heard: News[] = [];
  const stop = listenToChanges(kv, (news) => heard.push(news));
  /** How often it had to read, the positions that it told of, and how many races it has lost. */
  const send = async (n: number, bodies = ["x"]) => {
    const messages = bodies.map((body, i) => ({ to, n: n + i, body }));
    reads = heard.length = 0;
    const appended = await appendMessages(kv, { token: sender.token, messages, nowMs: NOW });
    const told = heard.flatMap(({ deliveries }) => deliveries?.[0]?.first ?? []);
    return { appended, reads, told, lost: heard.filter(({ isDoubtful }) => isDoubtful).length };
  };
  const stored = (position: number, cursor = position) => ({
    appended: { cursor },
    told: [position],
    lost: 0,
  });
  assert.deepEqual(await send(1), { ...stored(1), reads: 1 });
  assert.deepEqual(await send(2, ["x", "y"]), { ...stored(2, 3), reads: 0 });
  assert.deepEqual(await send(4), { ...stored(4), reads: 0 });
  assert.deepEqual(
    await send(4),
    { ...stored(4), reads: 1, told: [] },
    "a repetition is looked up",
  );

  await storePresence(kv, [{ ...sender.seat, seenAtMs: NOW + 5 }]);
  assert.deepEqual(await send(5), { ...stored(5), reads: 0 }, "that it was seen changes nothing");

  // Another process has stored the sender's sixth: the seventh is told in its position alone.
  const { value: box } = await kv.get<Mailbox>(mailboxKey(room, to));
  await kv.set(mailboxKey(room, to), { ...box, last: 6, counters: { [sender.seat.peerId]: 6 } });
  assert.deepEqual(await send(7), { ...stored(7), reads: 1, lost: 1 });
  assert.deepEqual(await send(8), { ...stored(8), reads: 0 });

  const third = await guest(kv, room);
  assert.deepEqual(await send(9), { ...stored(9), reads: 1 }, "somebody has come");

  const keep = { retentionMs: RETENTION, nowMs: NOW };
  for (const locked of [true, false]) await setRoomLocked(kv, room, locked, keep);
  assert.deepEqual(
    await send(10),
    { ...stored(10), reads: 0 },
    "a lock changes nothing for those who are in",
  );

  // A failed commit in another room of the shard changes nothing here.
  const other = neighbourOf(room);
  const failing = kv.atomic().check({ key: ["none"], versionstamp: "0".repeat(20) });
  assert.equal((await commitChange(kv, failing, { room: other })).ok, false);
  assert.deepEqual(await send(11), { ...stored(11), reads: 0 });

  // Requests with made-up tokens leave the memory as it is.
  const madeUp = `${other}.${sender.seat.peerId}.${randomSecret(256)}`;
  for (const token of [madeUp, madeUp.replace(other, neighbourOf(other)), madeUp.replace(other, room)]) {
    const messages = [{ to, n: 1, body: "x" }];
    assert.deepEqual(await appendMessages(kv, { token, messages, nowMs: NOW }), { refusal: "seat_unknown" });
  }
  assert.deepEqual(await send(12), { ...stored(12), reads: 0 });

  // Another process has deleted what was confirmed: depth counts from there.
  await kv.set(mailboxKey(room, to), { last: 300, counters: { [sender.seat.peerId]: 12 } });
  assert.deepEqual((await send(13)).appended, { refusal: "mailbox_full" });
  await kv.set(confirmedKey(room, to), 200);
  assert.deepEqual(await send(13), { ...stored(301), reads: 1 });

  await leaveSeat(kv, third.seat, { practiceId: "practice", expiresAtMs }, NOW);
  await leaveSeat(kv, owner.seat, { practiceId: "practice", expiresAtMs }, NOW);
  const refused = { reads: 1, told: [], lost: 0 };
  assert.deepEqual(await send(14), { ...refused, appended: { refusal: "peer_unknown" } });
  await cancelConsultation(kv, room, NOW);
  assert.deepEqual(await send(14), { ...refused, appended: { refusal: "seat_unknown" } });
  stop();
});

testOnStores("appendMessages: to as many recipients as one batch may have, and no more", async (kv) => {
  const { room } = await consultation(kv);
  const sender = await host(kv, room);
  const made = Array.from({ length: MAX_RECIPIENTS + 1 }, () => randomSecret(128));
  for (const peerId of made) await kv.set(mailboxKey(room, peerId), { last: 0, counters: {} });
  const send = (n: number, to: string[]) =>
    appendMessages(kv, { token: sender.token, messages: to.map((to) => ({ to, n, body: "x" })), nowMs: NOW });
  for (const n of [1, 2]) assert.deepEqual(await send(n, made.slice(1)), { cursor: n });
  for (const peerId of made.slice(1)) {
    const { messages } = await readMessages(kv, { room, peerId, after: 0 });
    assert.deepEqual(messages.map(({ n }) => n), [1, 2]);
  }
  await assert.rejects(() => send(3, made), RangeError);
});

testOnStores("mailboxes: guests write to hosts and not to guests, hosts to both", async (kv) => {
  const { room } = await consultation(kv);
  const [a, b, practitioner] = [await guest(kv, room), await guest(kv, room), await host(kv, room)];
  const send = (from: { token: string }, ...to: { seat: { peerId: string } }[]) =>
    appendMessages(kv, {
      token: from.token,
      messages: to.map(({ seat: { peerId } }) => ({ to: peerId, n: 1, body: "x" })),
      nowMs: NOW,
    });
  assert.deepEqual(await send(a, b), { refusal: "peer_unknown" });
  assert.deepEqual(await send(a, practitioner, b), { refusal: "peer_unknown" });
  assert.deepEqual(await send(a, practitioner), { cursor: 1 });
  assert.deepEqual(await send(practitioner, a, b), { cursor: 1 });
  // A mailbox of an older version does not say whose it is: a call that runs meanwhile goes on.
  await kv.set(mailboxKey(room, b.seat.peerId), { last: 0, counters: {} });
  assert.deepEqual(await send(a, b), { cursor: 1 });
});

testOnStores("mailboxes: limited in bytes, which a confirmation frees", async (kv) => {
  const { room } = await consultation(kv);
  const [practitioner, owner] = [await host(kv, room), await guest(kv, room)];
  const body = "x".repeat(ROOM_LIMITS.messageChars);
  const fits = Math.floor(ROOM_LIMITS.mailboxBytes / body.length);
  const send = (n: number) =>
    appendMessages(kv, {
      token: practitioner.token,
      messages: [{ to: owner.seat.peerId, n, body }],
      nowMs: NOW,
    });
  for (let n = 1; n <= fits; n++) assert.deepEqual(await send(n), { cursor: n });
  assert.deepEqual(await send(fits + 1), { refusal: "mailbox_full" });
  await confirm(kv, owner.token, 2);
  for (const n of [fits + 1, fits + 2]) assert.deepEqual(await send(n), { cursor: n });
  assert.deepEqual(await send(fits + 3), { refusal: "mailbox_full" });
});

testOnStores("mailboxes: so many messages, and bytes, in a minute, then the wait", async (kv) => {
  const { room } = await consultation(kv);
  const { token } = await host(kv, room);
  const exhaust = async (body: string, atOnce: number, most: number) => {
    const owner = await guest(kv, room);
    const send = (first: number, nowMs: number) =>
      appendMessages(kv, {
        token,
        messages: Array.from({ length: atOnce }, (_, i) => ({ to: owner.seat.peerId, n: first + i, body })),
        nowMs,
      });
    let n = 1;
    for (; n + atOnce - 1 <= most; n += atOnce) {
      assert.deepEqual(await send(n, NOW), { cursor: n + atOnce - 1 });
      await confirm(kv, owner.token, n + atOnce - 1);
    }
    const refusal = "too_many_requests";
    assert.deepEqual(await send(n, NOW + 20_000), { refusal, retryAfterMs: 40_000 });
    assert.ok("cursor" in await send(n, NOW + 60_000));
  };
  await exhaust("x", 15, ROOM_LIMITS.messagesPerMinute);
  const largest = "x".repeat(ROOM_LIMITS.messageChars);
  await exhaust(largest, 1, Math.floor(ROOM_LIMITS.bytesPerMinute / largest.length));
});

testOnStores(
  "mailboxes: an unproven guest sends enough for a handshake, and no more until the host has answered it",
  async (kv) => {
    const made = await consultation(kv);
    const { room } = made;
    const practitioner = await host(kv, room);
    const { unprovenMessages, unprovenBytes } = ROOM_LIMITS;
    const sender = async () => {
      const { token, seat: { peerId } } = await byCode(kv, made);
      const send = (n: number, body = "x", nowMs = NOW) =>
        appendMessages(kv, { token, messages: [{ to: practitioner.seat.peerId, n, body }], nowMs });
      return { peerId, send };
    };
    const { peerId, send } = await sender();
    for (let n = 1; n <= unprovenMessages; n++) assert.ok("cursor" in await send(n));
    const refused = { refusal: "too_many_requests", retryAfterMs: 5_000 };
    assert.deepEqual(await send(unprovenMessages + 1), refused);
    assert.deepEqual(await send(unprovenMessages + 1, "x", NOW + 90_000), refused, "time gives nothing back");
    assert.equal(await vouchForGuest(kv, { room, peerId, nowMs: NOW }), true);
    assert.ok("cursor" in await send(unprovenMessages + 1));
    const long = await sender();
    assert.ok("cursor" in await long.send(1, "x".repeat(unprovenBytes)));
    assert.deepEqual(await long.send(2), refused);
  },
);

testOnStores(
  "mailboxes: strangers fill half of the host's, and leave the other to the proven",
  async (kv) => {
    const made = await consultation(kv);
    const { room } = made;
    const { seat: { peerId: to } } = await host(kv, room);
    const patient = await guest(kv, room);
    let stored = 0;
    for (let seats = 0; seats < ROOM_LIMITS.unprovenSeats; seats++) {
      const { token } = await byCode(kv, made);
      for (let n = 1; n <= ROOM_LIMITS.unprovenMessages; n++) {
        const sent = await appendMessages(kv, { token, messages: [{ to, n, body: "x" }], nowMs: NOW });
        if ("cursor" in sent) stored++;
        else assert.equal(sent.refusal, "mailbox_full");
      }
    }
    assert.equal(stored, ROOM_LIMITS.mailboxDepth / 2);
    const messages = [{ to, n: 1, body: "x" }];
    assert.ok("cursor" in await appendMessages(kv, { token: patient.token, messages, nowMs: NOW }));
  },
);

testOnStores(
  "appendMessages: by what it remembers it stores nothing once another process has ended the seat",
  async (kv) => {
    const other = otherProcess(kv);
    const ends: Record<string, (room: string, seat: Seat, expiresAtMs: number) => Promise<unknown>> = {
      cancelled: (room) => cancelConsultation(other, room, NOW),
      moved: (room) => move(other, room, NOW + HOUR, 2),
      left: (_, seat, expiresAtMs) => leaveSeat(other, seat, { practiceId: "practice", expiresAtMs }, NOW),
      replaced: (room) => host(other, room),
    };
    for (const [how, end] of Object.entries(ends)) {
      const made = await privateConsultation(kv);
      const { room, expiresAtMs } = made;
      // A stranger: a consultation is not moved while it is running.
      const [sender, recipient] = [await host(kv, room), await byCode(kv, made)];
      const to = recipient.seat.peerId;
      const send = (n: number) =>
        appendMessages(kv, { token: sender.token, messages: [{ to, n, body: "x" }], nowMs: NOW });
      assert.deepEqual(await send(1), { cursor: 1 });
      assert.deepEqual(await send(2), { cursor: 2 });
      await end(room, sender.seat, expiresAtMs);
      assert.ok("refusal" in await send(3), how);
      const { value } = await kv.get<Mailbox>(mailboxKey(room, to));
      assert.ok(value === null || value.last === 2, how);
    }
  },
);
