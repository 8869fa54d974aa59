import assert from "node:assert/strict";
import { guestSeats } from "../../../call/seats/guest_seats.ts";
import { loadSeat, type SeatStorage, type StoredSeat } from "../../../call/seats/stored_seat.ts";
import { ApiError } from "../../../wire/client.ts";
import type { JoinRequest } from "../../../wire/rooms.ts";

const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";
const PERSON: StoredSeat = {
  role: "guest",
  room: ROOM,
  name: "Ottilie",
  method: "code",
  locator: "12345",
  secret: "123456",
  startsAtMs: 0,
  practiceName: "",
  clockOffsetMs: 0,
};

/** Of a new seat, whose peer id is random. */
const NEW_TOKEN = `${ROOM}.me.new`;

function memory(): SeatStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** Takes a seat at a server that knows only one of the ways; what it was asked, and what became of it. */
async function take(
  person: StoredSeat,
  { proofs = [], known, room = ROOM }: {
    proofs?: string[];
    known: Omit<JoinRequest, "peerId">;
    room?: string;
  },
) {
  const asked: unknown[] = [];
  const storage = memory();
  const { fetch } = globalThis;
  globalThis.fetch = (_url, init) => {
    if (init?.method === "DELETE") {
      asked.push("left");
      return Promise.resolve(new Response(null, { status: 204 }));
    }
    const { peerId, ...way } = JSON.parse(String(init?.body)) as JoinRequest;
    asked.push(way);
    const answer = {
      room,
      token: `${room}.${peerId}.new`,
      startsAtMs: 1,
      expiresAtMs: 2,
      practiceName: "P",
      serverNowMs: 0,
    };
    return Promise.resolve(
      JSON.stringify(way) === JSON.stringify(known)
        ? Response.json(answer, { status: 201 })
        : Response.json({ error: "consultation_unknown" }, { status: 404 }),
    );
  };
  try {
    const seats = guestSeats(storage, person, () => Promise.resolve(proofs), () => {});
    const token = await seats.take().then(({ peerId, token }) => token.replace(peerId, "me"), (error) => {
      assert.ok(error instanceof ApiError, String(error));
      return error.code;
    });
    return { asked, token, stored: loadSeat(storage, ROOM) };
  } finally {
    globalThis.fetch = fetch;
  }
}

Deno.test("guestSeats: by what proves the guest, else by the code; the token shows later that it was there", async () => {
  const byProof = await take(PERSON, { proofs: ["back"], known: { room: ROOM, proof: "back" } });
  assert.deepEqual([byProof.asked.length, byProof.token], [1, NEW_TOKEN]);
  assert.match(byProof.stored?.former ?? "", /\.new$/);
  assert.equal(byProof.stored?.locator, "12345");
  assert.ok(!("expiresAtMs" in byProof.stored!), "whatever the server says of it");
  const byCode = await take(PERSON, { proofs: ["a", "b"], known: { locator: "12345" } });
  assert.deepEqual(byCode.asked, [{ room: ROOM, proof: "a" }, { room: ROOM, proof: "b" }, {
    locator: "12345",
  }]);
  assert.equal(byCode.token, NEW_TOKEN);
});

Deno.test("guestSeats: a link has its proof and no code; a seat stored by an older version has its room", async () => {
  const { locator: _, ...old } = PERSON;
  const link: StoredSeat = { ...old, method: "link" };
  const refused = await take(link, { proofs: ["link"], known: { room: ROOM } });
  assert.deepEqual([refused.asked.length, refused.token], [1, "consultation_unknown"]);
  assert.equal((await take(old, { known: { room: ROOM } })).token, NEW_TOKEN);
});

Deno.test("guestSeats: a code that leads to another consultation by now is no way back", async () => {
  const other = await take(PERSON, { known: { locator: "12345" }, room: "BBBBBBBBBBBBBBBBBBBBBA" });
  assert.equal(other.token, "consultation_unknown");
  assert.deepEqual(other.asked, [{ locator: "12345" }, "left"]);
  assert.equal(other.stored, undefined);
});
