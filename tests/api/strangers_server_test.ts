import assert from "node:assert/strict";
import { makeAccessCode } from "../../e2ee/codes.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { ROOM_LIMITS } from "../../wire/limits.ts";
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
  "strangers: what a locator tells, as docs/threat-model.md says",
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
    const peerId = randomSecret(128);
    const { body } = await api.call<GuestSeatAnswer>("POST", "/api/join", { body: { locator, peerId } });
    const { token, serverNowMs: _, ...told } = body;
    assert.deepEqual(told, {
      room,
      startsAtMs,
      practiceName: "Praxis",
      waitingPhone: "030 123",
    });
    const { peers } = (await api.poll({ room, peerId, token }, 0)).body;
    assert.ok(peers.some((peer) => peer.peerId === host.peerId), "the host is there");
    assert.ok(!peers.some((peer) => peer.peerId === invited.peerId), "guests do not hear of guests");
  },
);

testWithRoom(
  "strangers: all unproven seats of a room and address are one user at the relay; each other seat has a quota of its own",
  async ({ api, cookie, room, locator, guest, host }) => {
    const userOf = async (token: string, from: string) => {
      const { body } = await api.call<IceAnswer>("GET", "/api/ice", {
        token,
        headers: { "x-forwarded-for": from },
      });
      const relay = JSON.stringify(body.iceServers);
      for (const part of [from, "203.0.113", "2001", "db8", room]) assert.ok(!relay.includes(part), relay);
      return body.iceServers[0]!.username!.split(":")[1]!;
    };
    /** The relay's user of a seat that is taken by a locator alone. */
    const strangerFrom = async (from: string, by: { room: string; locator: string }) => {
      const { status, body } = await api.call<GuestSeatAnswer>("POST", "/api/join", {
        headers: { "x-forwarded-for": from },
        body: { locator: by.locator, peerId: randomSecret(128) },
      });
      assert.equal(status, 201);
      return { token: body.token, user: await userOf(body.token, from) };
    };
    const here = { room, locator };
    const other = await api.create(cookie);
    const elsewhere = { room: other.room, locator: other.locator! };
    const [ipv4, ipv6] = ["203.0.113.1", "2001:db8:77:1::1"];
    const first = await strangerFrom(ipv4, here);
    for (let times = 0; times < 3; times++) {
      assert.equal((await strangerFrom(ipv4, here)).user, first.user);
    }
    assert.equal((await strangerFrom("::ffff:203.0.113.1", here)).user, first.user);
    const users = [first.user, (await strangerFrom("203.0.113.2", here)).user];
    users.push((await strangerFrom(ipv4, elsewhere)).user); // behind the same NAT, at another doctor's
    const ofNetwork = await strangerFrom(ipv6, here);
    assert.equal((await strangerFrom("2001:db8:77:2::1", here)).user, ofNetwork.user, "of one /48");
    users.push(ofNetwork.user, (await strangerFrom("2001:db8:78:1::1", here)).user);
    for (const { token } of [guest, host, await api.guest(room)]) users.push(await userOf(token, ipv4));
    assert.equal(await userOf(guest.token, ipv6), users[5], "a proven seat keeps its user wherever it goes");
    assert.equal(new Set(users).size, users.length);
  },
  { TRUST_PROXY: "1", TURN_URLS: "turn:turn.example.org", TURN_SECRET: "secret" },
);
