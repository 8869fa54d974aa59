import assert from "node:assert/strict";
import { cancelConsultation } from "../../kv/cancelling.ts";
import { findRoomStatus } from "../../kv/consultations.ts";
import { endGuestSeats } from "../../kv/guest_seats.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { type Consultation, consultationKey, type Seat, type SeatOrigin } from "../../kv/keys.ts";
import { replaceLocator } from "../../kv/locators.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { checkSeat, leaveSeat, listSeatEntries, listTakenSeats } from "../../kv/seats.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import {
  byCode,
  consultation,
  enter,
  guest,
  host,
  HOUR,
  LINK_PROOF,
  LOBBY,
  move,
  originOf,
  privateConsultation,
  replaceCode,
  RETENTION,
  tryGuest,
} from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { repetitions } from "../support/repetitions.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores("takeGuestSeat: from the opening to the end of the code, to the millisecond", async (kv) => {
  const { room, opensAtMs, expiresAtMs } = await consultation(kv, { startsAtMs: NOW + HOUR });
  assert.equal(opensAtMs, NOW + HOUR - LOBBY);
  assert.equal(expiresAtMs, NOW + 25 * HOUR);
  const at = (nowMs: number) => enter(kv, { room, proof: LINK_PROOF, nowMs });
  assert.deepEqual(await at(opensAtMs - 1), { refusal: "not_open_yet", opensAtMs });
  assert.ok("token" in await at(opensAtMs));
  assert.ok("token" in await at(expiresAtMs - 1));
  assert.deepEqual(await at(expiresAtMs), { refusal: "consultation_unknown" });
  assert.deepEqual(
    await enter(kv, { room: randomSecret(128), proof: LINK_PROOF }),
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
    assert.deepEqual(await tryGuest(kv, room, late), {
      refusal: "room_full",
    });
    await guest(kv, room, late + 1);
    assert.deepEqual(await checkSeat(kv, { token: first.token, nowMs: late }), { refusal: "seat_unknown" });
    assert.equal((await listTakenSeats(kv, room)).length, ROOM_LIMITS.seatsPerRoom);
  },
);

testOnStores("takeGuestSeat: 30 that race for a room never exceed its size", async (kv) => {
  const { room } = await consultation(kv);
  const taken = await Promise.all(
    Array.from({ length: 30 }, () => tryGuest(kv, room)),
  );
  const peers = await listTakenSeats(kv, room);
  assert.equal(peers.length, taken.filter((seat) => "token" in seat).length);
  assert.ok(peers.length <= ROOM_LIMITS.seatsPerRoom, `${peers.length} seats`);
});

testOnStores(
  "takeGuestSeat: by the room only with its proof; without one it is answered like a room that there is not",
  async (kv) => {
    const { room, locator, expiresAtMs } = await privateConsultation(kv);
    const unknown = { refusal: "consultation_unknown" };
    assert.deepEqual(await enter(kv, { room }), unknown);
    assert.deepEqual(await enter(kv, { room, proof: hashSecret("another") }), unknown);
    assert.deepEqual(await enter(kv, { room, proof: hashSecret(LINK_PROOF) }), unknown, "the stored hash");
    const [link, code] = [await tryGuest(kv, room), await enter(kv, { room, locator })];
    assert.ok("token" in link && "token" in code);
    assert.deepEqual([Boolean(link.seat.unproven), Boolean(code.seat.unproven)], [false, true]);
    const stranger = await enter(kv, { room, proof: code.token });
    assert.deepEqual(stranger, unknown, "a seat that somebody has is no proof");

    const part = { version: 2, sealed: "new link" };
    const keep = { linkProofHash: hashSecret("new proof"), retentionMs: RETENTION, nowMs: NOW };
    assert.ok("room" in await replaceLocator(kv, room, { locatorDigits: 5, part, ...keep }));
    assert.deepEqual(await tryGuest(kv, room), unknown, "the former link");
    assert.ok("token" in await enter(kv, { room, proof: "new proof" }));
    assert.deepEqual(await enter(kv, { room, proof: "new proof", nowMs: expiresAtMs }), unknown);
  },
);

testOnStores("takeGuestSeat: too early is told to the link, and to nobody who has a code", async (kv) => {
  const { room, locator, opensAtMs } = await consultation(kv, { startsAtMs: NOW + HOUR });
  assert.deepEqual(await enter(kv, { room, locator }), { refusal: "consultation_unknown" });
  assert.deepEqual(await enter(kv, { room }), { refusal: "consultation_unknown" });
  assert.deepEqual(await tryGuest(kv, room), { refusal: "not_open_yet", opensAtMs });
});

testOnStores(
  "takeGuestSeat: a consultation of an older version lets in by its room, unproven",
  async (kv) => {
    const { linkProofHash: _, ...old } = await consultation(kv);
    await kv.set(consultationKey(old.room), old);
    for (const proof of [undefined, LINK_PROOF]) {
      const taken = await enter(kv, { room: old.room, proof });
      assert.ok("token" in taken && taken.seat.unproven, "as before");
    }
    await kv.set(consultationKey(old.room), { ...old, opensAtMs: NOW + 1 });
    assert.deepEqual(await enter(kv, { room: old.room }), { refusal: "not_open_yet", opensAtMs: NOW + 1 });
  },
);

testOnStores(
  "takeGuestSeat: after a move or a cancellation the token of the former seat shows that its guest knew the room",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room } = made;
    const waiting = await byCode(kv, made);
    await move(kv, room, NOW + HOUR, 2);
    const opensAtMs = NOW + HOUR - LOBBY;
    const again = (nowMs = NOW) => enter(kv, { room, proof: waiting.token, nowMs });
    assert.deepEqual(await again(), { refusal: "not_open_yet", opensAtMs });
    const status = async (proof?: string) => (await findRoomStatus(kv, { room, proof, nowMs: NOW }))?.state;
    assert.equal(await status(waiting.token), "early");
    assert.equal(await status(), undefined);
    assert.equal(await status(waiting.token.replace(/.$/, "x")), undefined);
    const taken = await again(opensAtMs);
    assert.ok("token" in taken && taken.seat.unproven?.address, "a seat like the one before");
    assert.deepEqual(await again(opensAtMs), { refusal: "consultation_unknown" }, "once");
    await cancelConsultation(kv, room, NOW);
    assert.equal(await status(taken.token), "cancelled");
    assert.equal(await status(), undefined);
    assert.equal(await status(LINK_PROOF), "cancelled");
    for (const { value } of await listSeatEntries(kv, room)) {
      assert.equal(value.unproven?.address ?? "", "", "where it came from is forgotten");
    }
  },
);

testOnStores("takeGuestSeat: after a new code the former seat of a move is no proof any more", async (kv) => {
  const made = await privateConsultation(kv);
  const waiting = await byCode(kv, made);
  await move(kv, made.room, NOW + 1, 2);
  assert.ok("locator" in await replaceCode(kv, made.room, 3));
  const again = await enter(kv, { room: made.room, proof: waiting.token });
  assert.deepEqual(again, { refusal: "consultation_unknown" });
});

testOnStores(
  "takeGuestSeat: three unproven seats for an address; its oldest gives way, with its mail",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room } = made;
    const { seat: { peerId: to } } = await host(kv, room);
    const other = await byCode(kv, made);
    const taken = [];
    for (let i = 0; i < 7; i++) {
      taken.push(await byCode(kv, made, { origin: originOf("192.0.2.7"), nowMs: NOW + i }));
    }
    const [first] = taken;
    const messages = [{ to: first!.seat.peerId, n: 1, body: "x" }];
    const checks = await Promise.all(taken.map(({ token }) => checkSeat(kv, { token, nowMs: NOW })));
    const there = checks.map((check) => "seat" in check);
    assert.deepEqual(there, [false, false, false, false, true, true, true]);
    assert.ok("seat" in await checkSeat(kv, { token: other.token, nowMs: NOW }));
    const sent = await appendMessages(kv, {
      token: taken.at(-1)!.token,
      messages: [{ to, n: 1, body: "x" }],
      nowMs: NOW,
    });
    assert.ok("cursor" in sent);
    assert.deepEqual(await appendMessages(kv, { token: other.token, messages, nowMs: NOW }), {
      refusal: "peer_unknown",
    });
  },
);

/** As many strangers as there are addresses, who come by the code again and again. */
async function crowd(
  kv: Deno.Kv,
  made: Consultation,
  { addresses, rounds, originAt = (i) => originOf(`192.0.2.${i}`) }: {
    addresses: number;
    rounds: number;
    originAt?: (index: number) => SeatOrigin;
  },
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < addresses; i++) {
      await enter(kv, { room: made.room, locator: made.locator, origin: originAt(i), nowMs: NOW + round });
    }
  }
}

testOnStores(
  "takeGuestSeat: 20 addresses that come again and again keep nobody out, by code or by link",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room } = made;
    const strangers = { addresses: 20, rounds: 3 };
    await crowd(kv, made, strangers);
    const [code, link] = [await byCode(kv, made, { nowMs: NOW + 3 }), await guest(kv, room, NOW + 3)];
    await crowd(kv, made, { ...strangers, rounds: repetitions(60) });
    for (const { token } of [code, link]) assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }));
    const seats = await listTakenSeats(kv, room);
    assert.equal(seats.length, ROOM_LIMITS.unprovenSeats + 1);
    for (let i = 0; i < 20; i++) {
      const theirs = seats.filter(({ unproven }) => unproven?.address === `192.0.2.${i}`);
      assert.ok(theirs.length <= ROOM_LIMITS.unprovenSeatsPerAddress);
    }
    // With the link a whole room can come: unproven seats take no place of it.
    for (let i = 1; i < ROOM_LIMITS.seatsPerRoom; i++) await guest(kv, room, NOW + 4);
    assert.deepEqual(await tryGuest(kv, room), { refusal: "room_full" });
    assert.ok("seat" in await checkSeat(kv, { token: code.token, nowMs: NOW }));
  },
);

testOnStores(
  "takeGuestSeat: a network of many addresses gives way like one; a guest from a neighbouring address keeps a seat",
  async (kv) => {
    const made = await privateConsultation(kv);
    const network = "2001:db8:7";
    const originAt = (i: number) => ({ address: `${network}:${i}`, network });
    await crowd(kv, made, { addresses: 60, rounds: 1, originAt });
    const elsewhere = await byCode(kv, made, { nowMs: NOW + 1 });
    const inside = await byCode(kv, made, { origin: originAt(999), nowMs: NOW + 1 });
    await crowd(kv, made, { addresses: 20, rounds: 20, originAt });
    for (const { token } of [elsewhere, inside]) {
      assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }));
    }
  },
);

testOnStores("takeGuestSeat: an unproven guest that was silent gives way before all others", async (kv) => {
  const made = await privateConsultation(kv);
  const silent = await byCode(kv, made);
  const late = NOW + ROOM_LIMITS.seatSilentMs + 1;
  for (let i = 1; i < ROOM_LIMITS.unprovenSeats; i++) await byCode(kv, made, { nowMs: late });
  await byCode(kv, made, { nowMs: late });
  assert.deepEqual(await checkSeat(kv, { token: silent.token, nowMs: late }), { refusal: "seat_unknown" });
});

testOnStores(
  "endGuestSeats: one or all of the unproven; their clients are told, proven ones stay",
  async (kv) => {
    const made = await privateConsultation(kv);
    const { room } = made;
    const [a, b, c, link] = [
      await byCode(kv, made),
      await byCode(kv, made),
      await byCode(kv, made),
      await guest(kv, room),
    ];
    const check = ({ token }: { token: string }) => checkSeat(kv, { token, nowMs: NOW });
    const ended = { refusal: "seat_ended" };
    const end = (peerId?: string) => endGuestSeats(kv, made, { ...(peerId ? { peerId } : {}), nowMs: NOW });
    assert.equal(await end(a.seat.peerId), true);
    assert.deepEqual(await check(a), ended);
    assert.equal(await end(a.seat.peerId), false);
    assert.equal(await end(link.seat.peerId), false);
    beforeNextCommit(kv, () => leaveSeat(kv, b.seat, made, NOW));
    assert.equal(await end(), true);
    assert.deepEqual([await check(b), await check(c)], [{ refusal: "seat_unknown" }, ended]);
    assert.ok("seat" in await check(link));
    assert.equal(await end(), false);
  },
);

testOnStores("mail is deleted with its seat, however the seat ends", async (kv) => {
  const made = await privateConsultation(kv);
  const { room } = made;
  const mailOf = async (peerId: string) =>
    (await Promise.all(
      ["mailbox", "message", "confirmed"].map((kind) => Array.fromAsync(kv.list({ prefix: [kind, room] }))),
    )).flat().filter(({ key }) => key[2] === peerId).length;
  const withMail = async (seat: { seat: Seat }) => {
    const sender = seat.seat.role === "host" ? await guest(kv, room) : await host(kv, room);
    const to = seat.seat.peerId;
    for (let n = 1; n <= 150; n++) {
      const sent = await appendMessages(kv, {
        token: sender.token,
        messages: [{ to, n, body: "x" }],
        nowMs: NOW,
      });
      assert.ok("cursor" in sent);
    }
    assert.equal(await mailOf(to), 151);
    await leaveSeat(kv, sender.seat, made, NOW);
    return to;
  };
  const ends: Record<string, (peerId: string) => Promise<unknown>> = {
    "gave way": async () => {
      for (let i = 0; i < 3; i++) await byCode(kv, made, { origin: originOf("here"), nowMs: NOW + 1 });
    },
    "a new code": () => replaceCode(kv, room, 2),
    "ended": () => endGuestSeats(kv, made, { nowMs: NOW }),
  };
  for (const [how, end] of Object.entries(ends)) {
    const { value } = await kv.get<Consultation>(consultationKey(room));
    const to = await withMail(await byCode(kv, value!, { origin: originOf("here") }));
    await end(to);
    assert.equal(await mailOf(to), 0, how);
  }
  const former = await withMail(await host(kv, room));
  await host(kv, room);
  assert.equal(await mailOf(former), 0, "another device has taken over");
});
