import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { cancelConsultation } from "../../kv/cancelling.ts";
import { endGuestSeats } from "../../kv/guest_seats.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { endHostSeats } from "../../kv/host_seats.ts";
import { mailboxKey, messagesPrefix, presenceKey, type Seat, seatKey } from "../../kv/keys.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { vouchForGuest } from "../../kv/room_proofs.ts";
import { storePresence } from "../../kv/presence.ts";
import { checkSeat, checkSeatAndPeers, leaveSeat, listTakenSeats } from "../../kv/seats.ts";
import {
  byCode,
  consultation,
  enter,
  guest,
  host,
  HOUR,
  LINK_PROOF,
  move,
  originOf,
  privateConsultation,
  replaceCode,
  tryGuest,
  tryHost,
} from "./consultation_scene.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { beforeNextCommit, beforeNextList, loseNextAnswer, otherProcess, testOnStores } from "./stores.ts";

testOnStores("checkSeat: the token is stored as a hash only, and checked", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const { token, seat } = await guest(kv, room);
  const stored = (await kv.get<Seat>(seatKey(room, seat.peerId))).value!;
  assert.equal(stored.tokenHash, hashSecret(token));
  assert.ok(!JSON.stringify(stored).includes(token.split(".")[2]!));
  assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }));
  const forged = token.slice(0, -2) + (token.at(-2) === "A" ? "B" : "A") + token.at(-1);
  assert.deepEqual(await checkSeat(kv, { token: forged, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.deepEqual(await checkSeat(kv, { token, nowMs: expiresAtMs }), { refusal: "consultation_unknown" });
  assert.deepEqual(await enter(kv, { room, proof: LINK_PROOF, peerId: seat.peerId }), {
    refusal: "peer_id_taken",
  });
});

testOnStores("leaveSeat: the seat is gone, with all that hangs on it", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const { seat, token } = await guest(kv, room);
  await storePresence(kv, [{ ...seat, seenAtMs: NOW + 5 }]);
  await leaveSeat(kv, seat, { practiceId: "practice", expiresAtMs }, NOW);
  assert.deepEqual(await checkSeat(kv, { token, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.equal((await kv.get(presenceKey(room, seat.peerId))).value, null);
});

/** A consultation of an older version, in which everybody gets a seat by the room. */
const OLD_VERSIONS = { linkProofHash: undefined } as object;

/** The kinds of what is stored of a peer's mail. */
async function mailIn(kv: Deno.Kv, room: string, peerId: string): Promise<string[]> {
  const kinds = ["mailbox", "message", "confirmed"];
  const found = kinds.map((kind) => Array.fromAsync(kv.list({ prefix: [kind, room] })));
  return (await Promise.all(found)).flat().filter(({ key }) => key[2] === peerId).map(({ key }) =>
    String(key[0])
  );
}

/** The changes that end all seats of a room. */
const endsAllSeats = {
  cancelConsultation: (kv: Deno.Kv, room: string) => cancelConsultation(kv, room, NOW),
  moveConsultation: (kv: Deno.Kv, room: string) => move(kv, room, NOW + HOUR, 2),
};

testOnStores(
  "closeMailbox: as soon as a seat has ended, nothing more is put into its mailbox",
  async (kv) => {
    const ends = { ...endsAllSeats, replaceLocator: (kv: Deno.Kv, room: string) => replaceCode(kv, room, 2) };
    for (const [name, end] of Object.entries(ends)) {
      const { room } = await consultation(kv, { ...OLD_VERSIONS, sealed: "first" });
      const from = await host(kv, room, NOW - 2 * ROOM_LIMITS.seatSilentMs);
      const guest = await enter(kv, { room });
      assert.ok("token" in guest);
      const { peerId } = guest.seat;
      const post = (n: number) =>
        appendMessages(kv, { token: from.token, messages: [{ to: peerId, n, body: "x" }], nowMs: NOW });
      assert.ok("cursor" in await post(1));
      const late: unknown[] = [];
      beforeNextList(kv, messagesPrefix(room, peerId), async () => {
        late.push((await kv.get(mailboxKey(room, peerId))).value, await post(2));
      });
      await end(kv, room);
      assert.equal(late[0], null, name);
      assert.ok("refusal" in (late[1] as object), name);
      assert.deepEqual(await mailIn(kv, room, peerId), [], name);
    }
  },
);

testOnStores("endingSeats: who keeps the seat after all keeps the mail", async (kv) => {
  const changes = {
    "a new code": (room: string) => replaceCode(kv, room, 2),
    "a newcomer": (room: string, locator: string) =>
      byCode(kv, { room, locator }, { origin: originOf("here"), nowMs: NOW + 1 }),
    "the end by the practice": (room: string) =>
      endGuestSeats(kv, { room, practiceId: "practice", expiresAtMs: NOW + HOUR }, { nowMs: NOW }),
  };
  for (const [name, change] of Object.entries(changes)) {
    const made = await privateConsultation(kv);
    const { room, locator } = made;
    const from = await host(kv, room);
    const [{ seat: { peerId }, token }] = [
      await byCode(kv, made, { origin: originOf("here") }),
      await byCode(kv, made, { origin: originOf("here"), nowMs: NOW + 1 }),
      await byCode(kv, made, { origin: originOf("here"), nowMs: NOW + 1 }),
    ];
    const messages = [{ to: peerId, n: 1, body: "x" }];
    assert.ok("cursor" in await appendMessages(kv, { token: from.token, messages, nowMs: NOW }));
    beforeNextCommit(kv, () => vouchForGuest(kv, { room, peerId, nowMs: NOW }));
    await change(room, locator!);
    assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }), name);
    assert.deepEqual((await mailIn(kv, room, peerId)).toSorted(), ["mailbox", "message"], name);
  }
});

testOnStores("deleteMail: a cancellation or move whose answer was lost leaves no mail behind", async (kv) => {
  for (const change of Object.values(endsAllSeats)) {
    const { room } = await privateConsultation(kv);
    const [from, to] = [
      await tryGuest(kv, room),
      await tryHost(kv, room, NOW - 2 * ROOM_LIMITS.seatSilentMs),
    ];
    assert.ok("token" in from && "token" in to);
    const messages = [{ to: to.seat.peerId, n: 1, body: "x" }];
    assert.ok(!("refusal" in await appendMessages(kv, { token: from.token, messages, nowMs: NOW })));
    loseNextAnswer(kv);
    await change(kv, room);
    assert.deepEqual(await listTakenSeats(kv, room), []);
    for (const prefix of [["message", room], ["mailbox", room]]) {
      for await (const { key } of kv.list({ prefix })) assert.fail(`left: ${key}`);
    }
  }
});

testOnStores("seatTakenBefore: a seat whose answer was lost is given to the same request", async (kv) => {
  const { room } = await privateConsultation(kv);
  for (const take of [tryGuest, tryHost]) {
    loseNextAnswer(kv);
    const taken = await take(kv, room);
    assert.ok("token" in taken);
    assert.ok("seat" in await checkSeat(kv, { token: taken.token, nowMs: NOW }));
  }
  assert.equal((await listTakenSeats(kv, room)).length, 2, "and no other is there");
});

for (const [name, change] of Object.entries(endsAllSeats)) {
  testOnStores(
    `vacateSeats: ${name}: a guest who comes at the same moment loses the seat, in one change`,
    async (kv) => {
      const { room } = await privateConsultation(kv);
      const seats: Awaited<ReturnType<typeof tryGuest>>[] = [];
      const heard: string[] = [];
      let stop = () => {};
      beforeNextCommit(kv, async () => {
        seats.push(await tryGuest(kv, room));
        stop = listenToChanges(kv, (news) => heard.push(news.isDoubtful ? "nothing" : news.topic));
      });
      await change(kv, room);
      stop();
      assert.deepEqual(await listTakenSeats(kv, room), []);
      const [seat] = seats;
      assert.ok(seat && "token" in seat);
      assert.deepEqual(await checkSeat(kv, { token: seat.token, nowMs: NOW }), { refusal: "seat_unknown" });
      assert.deepEqual(heard.filter((news) => news === room), [room], "nobody sees the list change twice");
      assert.ok(heard.includes("practice"));
    },
  );
}

testOnStores(
  "checkSeatAndPeers: what it remembers of a room is right, whatever another process changes",
  async (kv) => {
    const other = otherProcess(kv);
    type Scene = { room: string; stranger: Seat; guest: Seat; host: Seat; expiresAtMs: number };
    const changes: Record<string, (scene: Scene) => Promise<unknown>> = {
      joins: ({ room }) => guest(other, room),
      leaves: ({ stranger, expiresAtMs }) =>
        leaveSeat(other, stranger, { practiceId: "practice", expiresAtMs }, NOW),
      "proves itself": ({ room, stranger: { peerId } }) => vouchForGuest(other, { room, peerId, nowMs: NOW }),
      "is ended": ({ room, stranger: { peerId }, expiresAtMs }) =>
        endGuestSeats(other, { room, practiceId: "practice", expiresAtMs }, { peerId, nowMs: NOW }),
      "gets a new code": ({ room }) => replaceCode(other, room, 2),
      "is seen": ({ host }) => storePresence(other, [{ ...host, seenAtMs: NOW + 7 }]),
      "replaces the host": ({ room }) => host(other, room),
      "is removed": () => endHostSeats(other, { practiceId: "practice", memberId: "member", nowMs: NOW }),
      cancels: ({ room }) => cancelConsultation(other, room, NOW),
    };
    for (const [what, change] of Object.entries(changes)) {
      const made = await privateConsultation(kv);
      const { room, expiresAtMs } = made;
      const [{ seat, token }, stranger, { seat: hosts }] = [
        await guest(kv, room),
        await byCode(kv, made),
        await host(kv, room),
      ];
      // A message makes this process remember the room.
      const messages = [{ to: hosts.peerId, n: 1, body: "x" }];
      assert.ok("cursor" in await appendMessages(kv, { token, messages, nowMs: NOW }));
      let reads = 0;
      const look = async () => {
        const getMany = kv.getMany.bind(kv);
        const list = kv.list.bind(kv);
        const count = { configurable: true, value: undefined as unknown };
        Object.defineProperty(kv, "getMany", {
          ...count,
          value: (...args: [never]) => (reads++, getMany(...args)),
        });
        Object.defineProperty(kv, "list", {
          ...count,
          value: (...args: [never]) => (reads++, list(...args)),
        });
        reads = 0;
        const found = await checkSeatAndPeers(kv, { token, nowMs: NOW });
        for (const name of ["getMany", "list"]) Reflect.deleteProperty(kv, name);
        return "refusal" in found ? found : found.taken;
      };
      await look();
      assert.deepEqual(await look(), await listTakenSeats(kv, room));
      assert.equal(reads, 1, "one read");
      await change({ room, stranger: stranger.seat, guest: seat, host: hosts, expiresAtMs });
      const after = await look();
      if (what === "cancels") assert.deepEqual(after, { refusal: "seat_unknown" });
      else assert.deepEqual(after, await listTakenSeats(kv, room), what);
    }
  },
);
