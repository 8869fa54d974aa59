import assert from "node:assert/strict";
import type { Delivery } from "../../../kv/bumps.ts";
import { cancelConsultation } from "../../../kv/cancelling.ts";
import { createConsultation } from "../../../kv/consultations.ts";
import { randomSecret } from "../../../kv/hashes.ts";
import { seatsPrefix } from "../../../kv/keys.ts";
import { takeGuestSeat } from "../../../kv/seats.ts";
import { Poll } from "../../../server/polling/poll.ts";
import { beforeNextList, testOnStores } from "../../kv/stores.ts";

/** A poll of a seat that has not looked yet. */
function pollAt(kv: Deno.Kv, after: number, early?: string): Poll {
  const request = { token: "r.p.secret", room: "r", peerId: "p", waitMs: 20_000, tag: undefined };
  return new Poll(kv, { ...request, after, early }, new AbortController().signal);
}

const delivery = (first: number, batch: string): Delivery => ({
  peerId: "p",
  first,
  messages: [{ from: "g", n: 1, body: "x" }],
  batch,
});

Deno.test("Poll: takes what follows its cursor; a gap makes it look; what it has is counted, not repeated", async () => {
  const kv = await Deno.openKv(":memory:");
  for (const isEarly of [true, false]) {
    assert.equal(pollAt(kv, 4).accept(delivery(6, "b"), isEarly), "look", "a gap");
  }
  const answerOf = (poll: Poll, given: Delivery, isEarly: boolean) => {
    const verdict = poll.accept(given, isEarly);
    assert.ok(typeof verdict === "object", String(verdict));
    return [verdict.found.cursor, verdict.found.early, verdict.found.messages.length];
  };
  assert.deepEqual(answerOf(pollAt(kv, 4), delivery(5, "b"), false), [5, undefined, 1]);
  assert.deepEqual(answerOf(pollAt(kv, 4), delivery(5, "b"), true), [4, "b", 1], "not stored: not counted");
  assert.deepEqual(
    answerOf(pollAt(kv, 4, "b"), delivery(5, "c"), false),
    [5, undefined, 1],
    "it has something else",
  );

  const known = pollAt(kv, 4, "b");
  assert.equal(known.accept(delivery(5, "b"), false), "wait");
  assert.deepEqual([known.answer().cursor, known.answer().messages], [5, []]);
  assert.deepEqual(answerOf(known, delivery(6, "c"), true), [5, "c", 1]);
  kv.close();
});

testOnStores("Poll: whose seat ends while it looks is told so, and not that nobody is there", async (kv) => {
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
  const taken = await takeGuestSeat(kv, { room, peerId, nowMs });
  assert.ok("token" in taken);
  const request = { token: taken.token, room, peerId, after: 0, waitMs: 0, tag: undefined, early: undefined };
  const poll = new Poll(kv, request, new AbortController().signal);
  await poll.look();
  beforeNextList(kv, seatsPrefix(room), () => cancelConsultation(kv, room, nowMs));
  await assert.rejects(() => poll.look(), { code: "seat_unknown" });
});
