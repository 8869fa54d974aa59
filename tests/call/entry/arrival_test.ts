import assert from "node:assert/strict";
import { acceptInvite, arriveAsGuest, linkOf, waitingSince } from "../../../call/entry/arrival.ts";
import { guestSeats } from "../../../call/seats/guest_seats.ts";
import { loadSeat } from "../../../call/seats/stored_seat.ts";
import { encodeBase64Url, randomBytes } from "../../../e2ee/bytes.ts";
import { formatInviteFragment } from "../../../e2ee/links.ts";
import type { JoinRequest } from "../../../wire/rooms.ts";

Deno.test("waitingSince: starts again for a guest who comes back after a conversation", () => {
  const arrived = waitingSince(0, true, 1_000);
  assert.equal(waitingSince(arrived, true, 9_000), 1_000, "from waiting to knocking");
  const talking = waitingSince(arrived, false, 20_000);
  assert.equal(waitingSince(talking, true, 60_000), 60_000);
});

/** One tab: its storage, and its address bar. */
function tab(hash: string) {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const location = { hash, pathname: `/r/${ROOM}`, search: "" };
  const history = { replaceState: () => void (location.hash = "") };
  return { storage, location, history };
}
const ROOM = "r".repeat(22);

Deno.test("an invite link's fingerprint survives: reload, entry, a new seat, the link for another browser", async () => {
  const [secret, fingerprint] = [randomBytes(16), randomBytes(16)];
  const hash = formatInviteFragment({ secret, fingerprint, name: "Zoë" });
  const page = tab(hash);
  const expected = {
    kind: "invited",
    name: "Zoë",
    linkSecret: encodeBase64Url(secret),
    keyFingerprint: encodeBase64Url(fingerprint),
  };
  assert.deepEqual(arriveAsGuest(ROOM, page), expected);
  assert.equal(page.location.hash, "");
  const again = arriveAsGuest(ROOM, page);
  assert.ok(again.kind === "invited");
  assert.deepEqual(again, expected, "reloaded");
  const { seat } = acceptInvite(ROOM, again, { kind: "unknown" }, page.storage);
  assert.equal(seat.keyFingerprint, expected.keyFingerprint);
  assert.equal(linkOf(seat, "https://example.org"), `https://example.org/r/${ROOM}${hash}`);
  const answer = { room: ROOM, startsAtMs: 1, expiresAtMs: 2, practiceName: "P", serverNowMs: 0 };
  const { fetch } = globalThis;
  globalThis.fetch = (_url, init) => {
    const { peerId } = JSON.parse(String(init?.body)) as JoinRequest;
    return Promise.resolve(Response.json({ ...answer, token: `${ROOM}.${peerId}.t` }, { status: 201 }));
  };
  try {
    await guestSeats(page.storage, seat, () => Promise.resolve([]), () => {}).take();
  } finally {
    globalThis.fetch = fetch;
  }
  assert.equal(loadSeat(page.storage, ROOM)?.keyFingerprint, expected.keyFingerprint, "a seat was taken");
  const guest = arriveAsGuest(ROOM, page);
  assert.ok(guest.kind === "guest");
  assert.equal(linkOf(guest.seat, "https://example.org"), `https://example.org/r/${ROOM}${hash}`);
});

Deno.test("an old invite link stays what it was: no fingerprint is made up", () => {
  const hash = formatInviteFragment({ secret: randomBytes(16), name: "Zoë" });
  const page = tab(hash);
  const arrival = arriveAsGuest(ROOM, page);
  assert.ok(arrival.kind === "invited" && !("keyFingerprint" in arrival));
  const { seat } = acceptInvite(ROOM, arrival, { kind: "unknown" }, page.storage);
  assert.ok(!("keyFingerprint" in seat));
  assert.equal(linkOf(seat, "https://example.org"), `https://example.org/r/${ROOM}${hash}`);
  assert.equal(arriveAsGuest(ROOM, tab("#" + "A".repeat(30))).kind, "stranger", "half a fingerprint");
});
