import assert from "node:assert/strict";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import { testWithRoom } from "./room_scene.ts";
import { ADDRESSES, Strangers } from "./strangers.ts";

testWithRoom(
  "strangers: 20 addresses with all their tries take no seat of those who are there, by code or by link",
  async ({ server, api, cookie, room, locator, guest, host }) => {
    const strangers = new Strangers(server, room, makeAccessCode(locator, "123456"));
    await strangers.attack();
    const byCode = await api.stranger(locator, room);
    const byLink = await api.guest(room);
    const refusals = await strangers.attack(2);
    refusals.delete("room_full"); // to an address that has as many seats as any other
    assert.deepEqual(refusals, new Set());
    for (const seat of [byCode, byLink, guest, host]) assert.equal((await api.poll(seat, 0)).status, 200);
    assert.equal((await api.send(byCode, host, 1)).status, 201);
    const { body } = await api.call<ConsultationSummary>("GET", `/api/practice/consultations/${room}`, {
      cookie,
    });
    assert.equal(body.guests.filter(({ unproven }) => unproven).length, ROOM_LIMITS.unprovenSeats);
    const path = `/api/rooms/${room}/code`;
    const replaced = await api.call("POST", path, { cookie, body: { version: 1, sealed: "AAAA" } });
    assert.equal(replaced.status, 201);
    const last = await Promise.all(strangers.seats.slice(-ADDRESSES).map((seat) => api.poll(seat, 0)));
    assert.ok(last.every(({ body }) => body.error === "seat_replaced" || body.error === "seat_unknown"));
    assert.ok(last.some(({ body }) => body.error === "seat_replaced"));
    assert.deepEqual(await strangers.attack(), new Set(["consultation_unknown"]));
    assert.equal((await api.poll(byLink, 0)).status, 200);
  },
  { TRUST_PROXY: "1" },
);
