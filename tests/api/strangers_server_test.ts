import assert from "node:assert/strict";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import type { GuestSeatAnswer, IceAnswer } from "../../wire/rooms.ts";
import { LINK_PROOF } from "./client.ts";
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

testWithRoom(
  "strangers: what a locator tells, and that each place has a quota at the relay, as docs/threat-model.md says",
  async ({ api, cookie }) => {
    const startsAtMs = Date.now();
    const made = await api.call<ConsultationSummary>("POST", "/api/practice/consultations", {
      cookie,
      body: {
        room: randomSecret(128),
        startsAtMs,
        waitingPhone: "030 123",
        linkProofHash: hashSecret(LINK_PROOF),
      },
    });
    const { room, locator = "" } = made.body;
    const host = await api.host(room, cookie);
    const invited = await api.guest(room);
    const users = new Set<string | undefined>();
    for (let places = 0; places < 2; places++) {
      const peerId = randomSecret(128);
      const { body } = await api.call<GuestSeatAnswer>("POST", "/api/join", { body: { locator, peerId } });
      const { token, serverNowMs: _, ...told } = body;
      assert.deepEqual(told, {
        room,
        expiresAtMs: startsAtMs + LIMITS.codeLifeMs,
        startsAtMs,
        practiceName: "Praxis",
        waitingPhone: "030 123",
      });
      const { peers } = (await api.poll({ room, peerId, token }, 0)).body;
      assert.ok(peers.some((peer) => peer.peerId === host.peerId), "the host is there");
      assert.ok(!peers.some((peer) => peer.peerId === invited.peerId), "guests do not hear of guests");
      const { body: { iceServers: [relay] } } = await api.call<IceAnswer>("GET", "/api/ice", { token });
      users.add(relay!.username!.split(":")[1]);
    }
    assert.equal(users.size, 2);
  },
  { TURN_URLS: "turn:turn.example.org", TURN_SECRET: "secret" },
);
