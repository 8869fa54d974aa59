import assert from "node:assert/strict";
import type { Delivery } from "../../../kv/bumps.ts";
import { cancelConsultation } from "../../../kv/cancelling.ts";
import { createConsultation } from "../../../kv/consultations.ts";
import { takeGuestSeat } from "../../../kv/guest_seats.ts";
import { randomSecret } from "../../../kv/hashes.ts";
import { appendMessages } from "../../../kv/mailboxes.ts";
import { confirmedKey, mailboxKey, messageKey, type Seat, seatKey, seatsPrefix } from "../../../kv/keys.ts";
import { vouchForGuest } from "../../../kv/room_proofs.ts";
import { ROOM_LIMITS } from "../../../wire/limits.ts";
import { byCode, consultation, tryHost } from "../../kv/consultation_scene.ts";
import { NOW } from "../../kv/practice_scene.ts";
import { beforeNextList, openStore, testOnStores } from "../../kv/stores.ts";
import { Poll } from "../../../server/polling/poll.ts";

/** A poll of a seat that has not looked yet. */
function pollAt(kv: Deno.Kv, after: number): Poll {
  const request = { token: "r.p.secret", room: "r", peerId: "p", waitMs: 20_000, tag: undefined };
  return new Poll(kv, { ...request, after }, new AbortController().signal);
}

const delivery = (first: number, count = 1): Delivery => ({
  peerId: "p",
  first,
  messages: Array.from({ length: count }, (_, i) => ({ from: "g", n: first + i, body: "x" })),
});

Deno.test("Poll: accepts messages that follow its cursor; looks if there is a gap or it has them already", async () => {
  const kv = await openStore();
  const poll = pollAt(kv, 4);
  assert.equal(poll.accept(delivery(6)), undefined, "a gap");
  assert.equal(poll.accept(delivery(4)), undefined, "it has the first already");
  assert.deepEqual([poll.answer().cursor, poll.answer().messages], [4, []], "the cursor stays");
  const answer = poll.accept(delivery(5, 2));
  assert.deepEqual([answer?.cursor, answer?.messages.map(({ n }) => n)], [6, [5, 6]]);
  kv.close();
});

testOnStores(
  "Poll: a seat that ends during a look is refused, and not told that nobody is there",
  async (kv) => {
    const nowMs = Date.now();
    const [room, peerId] = [randomSecret(128), randomSecret(128)];
    await createConsultation(kv, {
      room,
      practiceId: "practice",
      createdBy: "member",
      startsAtMs: nowMs,
      lobbyMs: 60_000,
      retentionMs: 60_000,
      locatorDigits: 5,
      nowMs,
    });
    const taken = await takeGuestSeat(kv, { room, peerId, origin: { address: "", network: "" }, nowMs });
    assert.ok("token" in taken);
    const request = { token: taken.token, room, peerId, after: 0, waitMs: 0, tag: undefined };
    const poll = new Poll(kv, request, new AbortController().signal);
    await poll.look();
    beforeNextList(kv, seatsPrefix(room), () => cancelConsultation(kv, room, nowMs));
    await assert.rejects(() => poll.look(), { code: "seat_unknown" });
  },
);

testOnStores("Poll: a host is at work with a guest that it vouches for, and with no stranger", async (kv) => {
  const nowMs = Date.now();
  const made = await consultation(kv, { startsAtMs: nowMs - ROOM_LIMITS.awaitedMs, nowMs });
  const { room } = made;
  const taken = await tryHost(kv, room, nowMs);
  assert.ok("token" in taken);
  const { token, seat } = taken;
  const told: (string | undefined)[] = [];
  const isAtWork = async () => {
    const { value } = await kv.get<Seat>(seatKey(room, seat.peerId));
    await kv.set(seatKey(room, seat.peerId), { ...value!, seenAtMs: nowMs - 20_000 });
    told.length = 0;
    const request = { token, room, peerId: seat.peerId, after: 0, waitMs: 0, tag: undefined };
    const onHosting = (memberId: string | undefined) => Promise.resolve(void told.push(memberId));
    await new Poll(kv, { ...request, onHosting }, new AbortController().signal).look();
    return told.length > 0;
  };
  assert.equal(await isAtWork(), false, "alone, long after the planned start");
  const guest = await byCode(kv, made, { nowMs });
  assert.equal(await isAtWork(), false, "with whoever has guessed a locator");
  await vouchForGuest(kv, { room, peerId: guest.seat.peerId, nowMs });
  assert.equal(await isAtWork(), true);
  assert.deepEqual(told, [seat.memberId]);
});

testOnStores("Poll: a cursor ahead of a restored mailbox begins anew, at what is left in it", async (kv) => {
  const made = await consultation(kv);
  const { room } = made;
  const nowMs = NOW;
  const [host, guest] = [await tryHost(kv, room), await byCode(kv, made)];
  assert.ok("token" in host);
  await vouchForGuest(kv, { room, peerId: guest.seat.peerId, nowMs });
  const to = host.seat.peerId;
  const send = async (n: number) =>
    await appendMessages(kv, { token: guest.token, messages: [{ to, n, body: `${n}` }], nowMs });
  const poll = (after: number) => {
    const request = { token: host.token, room, peerId: to, after, waitMs: 20_000, tag: undefined };
    return new Poll(kv, request, new AbortController().signal);
  };
  for (const n of [1, 2, 3]) await send(n);
  const mailbox = await kv.get(mailboxKey(room, to));
  for (const n of [4, 5]) await send(n);
  const before = poll(0);
  assert.equal((await before.look())?.cursor, 5);

  // The backup, made after the third message; the first is confirmed.
  await kv.set(mailbox.key, mailbox.value);
  for (const position of [1, 4, 5]) await kv.delete(messageKey(room, to, position));
  await kv.set(confirmedKey(room, to), 1);
  const standing = await before.look();
  assert.deepEqual(
    [standing?.cursor, standing?.messages.map(({ n }) => n)],
    [3, [2, 3]],
    "a wait that is woken",
  );
  await send(6);
  const answer = await poll(5).look();
  assert.deepEqual([answer?.cursor, answer?.messages.map(({ n }) => n)], [4, [2, 3, 6]], "a new poll");
  const next = poll(4);
  assert.equal(await next.look(), undefined);
  await send(7);
  assert.deepEqual((await next.look())?.messages.map(({ n }) => n), [7]);
  // Nothing was confirmed by the cursor of before.
  assert.equal((await kv.get(confirmedKey(room, to))).value, 1);
});
