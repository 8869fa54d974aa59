import assert from "node:assert/strict";
import fc from "fast-check";
import { NetworkError } from "../../wire/client.ts";
import type { GuestSeatAnswer, IceAnswer } from "../../wire/rooms.ts";
import { parseGuestSeatAnswer, parseHostSeatAnswer, parseIceAnswer } from "../../wire/seat_answers.ts";
import { nearly } from "../support/nearly.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runs = { seed, numRuns: 1_000 };

const SEAT: GuestSeatAnswer = {
  room: "room",
  token: "room.peer.secret",
  serverNowMs: 1,
  startsAtMs: 2,
  movedFromMs: 1,
  practiceName: "Praxis",
  waitingPhone: "030 1",
};
const PLACE = { room: "room", peerId: "peer" };
const ICE: IceAnswer = {
  iceServers: [{ urls: ["turn:relay.example"], username: "u", credential: "c" }],
  iceTransportPolicy: "relay",
  lifetimeMs: 3600_000,
};

/** The parsed answer; undefined if it was refused with the error for that. */
function parsed<Answer>(parse: () => Answer): Answer | undefined {
  try {
    return parse();
  } catch (error) {
    assert.ok(error instanceof NetworkError, `seed ${seed}: ${error}`);
    return undefined;
  }
}

Deno.test("seat answers: a seat in one's own room, or no answer, whatever the server says", () => {
  assert.deepEqual(parseGuestSeatAnswer({ ...SEAT, expiresAtMs: 1, more: 1 }, PLACE), SEAT);
  for (const other of [{ room: "other room" }, { peerId: "pee" }, { peerId: "" }]) {
    const place = { ...PLACE, ...other };
    assert.equal(parsed(() => parseGuestSeatAnswer({ ...SEAT, room: place.room }, place)), undefined);
    assert.equal(parsed(() => parseHostSeatAnswer(SEAT, place)), undefined, "another seat's token");
  }
  assert.equal(parseHostSeatAnswer({ ...SEAT, locked: false }, PLACE).startsAtMs, 2);
  assert.ok(!("expiresAtMs" in parseHostSeatAnswer({ ...SEAT, expiresAtMs: 1, locked: false }, PLACE)));
  const neverShown = { ...SEAT, startsAtMs: 1e300 };
  assert.equal(
    parsed(() => parseHostSeatAnswer(neverShown, PLACE)),
    undefined,
    "no moment that a page can show",
  );
  assert.equal(parsed(() => parseGuestSeatAnswer(neverShown, PLACE)), undefined);
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly(SEAT)), (value) => {
      for (
        const seat of [
          parsed(() => parseGuestSeatAnswer(value, PLACE)),
          parsed(() => parseHostSeatAnswer(value, PLACE)),
        ]
      ) {
        assert.ok(!seat || typeof seat.token === "string" && Number.isFinite(seat.startsAtMs));
      }
    }),
    runs,
  );
});

Deno.test("seat answers: relays, or no answer, whatever the server says", () => {
  assert.deepEqual(parseIceAnswer({ ...ICE, more: 1 }), ICE);
  const deep = nearly(ICE.iceServers[0]!).map((server) => ({ ...ICE, iceServers: [server] }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly(ICE), deep), (value) => {
      const ice = parsed(() => parseIceAnswer(value));
      assert.ok(!ice || ice.iceServers.every(({ urls }) => urls.every((url) => typeof url === "string")));
    }),
    runs,
  );
});
