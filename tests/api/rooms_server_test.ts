import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { LINK_PROOF } from "./client.ts";
import { testWithRoom } from "./room_scene.ts";

testWithRoom(
  "join: by locator, or by room with its proof; unknown, early, expired, locked",
  async ({ api, cookie, room, locator }) => {
    const join = (request: object) =>
      api.call("POST", "/api/join", { body: { peerId: randomSecret(128), ...request } });
    assert.equal((await join({ locator })).body["room"], room);
    assert.equal((await join({ room, proof: LINK_PROOF })).body["room"], room);
    const missing = String((Number(locator) + 1) % 100_000).padStart(5, "0");
    const early = await api.create(cookie, Date.now() + 3600_000);
    const unknown = [
      { locator: missing },
      { room: randomSecret(128) },
      { room },
      { room, proof: randomSecret(256) },
      { locator: early.locator },
      { room: early.room },
    ];
    for (const request of unknown) {
      const { status, body, headers } = await join(request);
      const asked = JSON.stringify(request);
      assert.deepEqual(
        [status, body],
        [404, { error: "consultation_unknown" }],
        `one and the same: ${asked}`,
      );
      assert.equal(headers.get("retry-after"), null);
    }
    const refused = await join({ room: early.room, proof: LINK_PROOF });
    assert.deepEqual([refused.status, refused.body.error, refused.body.opensAtMs], [
      425,
      "not_open_yet",
      early.opensAtMs,
    ]);
    for (const proof of ["", "x", 1, null, `${randomSecret(128)}.${randomSecret(256)}`]) {
      assert.equal((await join({ room, proof })).status, 400, String(proof));
    }
    assert.equal((await join({ locator, proof: LINK_PROOF })).status, 400);
    await api.call("POST", `/api/rooms/${room}/lock`, { cookie, body: { locked: true } });
    const locked = await join({ room, proof: LINK_PROOF });
    assert.deepEqual([locked.status, locked.body.error], [423, "locked"]);
  },
);

testWithRoom(
  "seats: neither the room's page nor what gives a seat says when the consultation ends: no page depends on it",
  async ({ server, api, cookie, room, locator }) => {
    const peerId = () => randomSecret(128);
    const texts = [
      await (await fetch(`${server.origin}/r/${room}`, { headers: { cookie } })).text(),
      await (await fetch(`${server.origin}/r/${room}`)).text(),
      JSON.stringify((await api.call("POST", "/api/join", { body: { peerId: peerId(), locator } })).body),
      JSON.stringify(
        (await api.call("POST", `/api/rooms/${room}/host`, { cookie, body: { peerId: peerId() } })).body,
      ),
    ];
    assert.ok(texts[0]!.includes("practiceId"), "the host's side");
    for (const text of texts) {
      assert.ok(text.includes(room) || text.includes("token"), text);
      assert.doesNotMatch(text, /expiresAtMs/);
    }
  },
);

testWithRoom("join: a consultation of an older version lets in by its room", async ({ api, cookie }) => {
  const { body: { room } } = await api.call<{ room: string }>("POST", "/api/practice/consultations", {
    cookie,
    body: { startsAtMs: Date.now() },
  });
  const joined = await api.call("POST", "/api/join", { body: { room, peerId: randomSecret(128) } });
  assert.equal(joined.status, 201);
  assert.equal((await api.call("GET", `/api/rooms/${room}`)).status, 200);
});

testWithRoom(
  "guests: the host vouches for one, and the practice ends the others; each is told",
  async ({ api, cookie, room, locator, host, guest }) => {
    const byCode = () => api.stranger(locator, room);
    const [answered, one, other] = [await byCode(), await byCode(), await byCode()];
    const guests = async () => {
      const path = `/api/practice/consultations/${room}`;
      const { body } = await api.call<ConsultationSummary>("GET", path, { cookie });
      return body.guests.map(({ peerId, unproven = false }) => [peerId, unproven]);
    };
    const all = [[guest.peerId, false], ...[answered, one, other].map(({ peerId }) => [peerId, true])];
    assert.deepEqual(await guests(), all);
    const path = (of?: { peerId: string }) => `/api/rooms/${room}/guests${of ? `/${of.peerId}` : ""}`;
    const back = randomSecret(256);
    const body = { proofHash: hashSecret(back) };
    assert.equal((await api.call("PUT", path(answered), { cookie, body })).status, 204);
    assert.equal((await api.call("DELETE", path(one), { cookie })).status, 204);
    for (const  of of[one, guest, answered, host]) {
      const { status, body } = await api.call("DELETE", path(of), { cookie });
      assert.deepEqual([status, body.error], [404, "peer_unknown"], "of unproven guests only");
    }
    assert.equal((await api.call("DELETE", path(), { cookie })).status, 204);
    assert.equal((await api.call("DELETE", path(), { cookie })).status, 204);
    for (const ended of [one, other]) {
      const { status, body } = await api.poll(ended, 0);
      assert.deepEqual([status, body.error], [410, "seat_ended"]);
    }
    assert.deepEqual(await guests(), [[guest.peerId, false], [answered.peerId, false]]);
    const { body: { peers } } = await api.poll(answered, 0);
    const seen = peers.map(({ peerId }) => peerId).sort();
    assert.deepEqual(seen, [answered.peerId, host.peerId].sort(), "guests do not hear of guests");
    assert.equal((await api.send(answered, guest, 1)).body.error, "peer_unknown", "nor write to them");
    const again = await api.call("POST", "/api/join", {
      body: { room, proof: back, peerId: randomSecret(128) },
    });
    assert.equal(again.status, 201);
    assert.equal((await api.call("GET", `/api/rooms/${room}`, { token: back })).status, 200);
  },
);

testWithRoom("join: look-ups from one address are limited", async ({ api }) => {
  const lookUp = () =>
    api.call("POST", "/api/join", { body: { locator: "00000", peerId: randomSecret(128) } });
  for (let i = 0; i < RATE_LIMITS.joins.tries; i++) assert.equal((await lookUp()).status, 404);
  const { body, headers } = await lookUp();
  assert.equal(body.error, "too_many_requests");
  assert.ok(Number(headers.get("retry-after")) > 0);
});

testWithRoom(
  "room status: who invites and for when; uses nothing up, and is limited",
  async ({ api, cookie }) => {
    const startsAtMs = Date.now() + 2 * 3600_000;
    const { room, opensAtMs } = await api.create(cookie, startsAtMs);
    for (let looks = 0; looks < 3; looks++) {
      const { status, headers, body: { serverNowMs, ...roomStatus } } = await api.call<RoomStatusAnswer>(
        "GET",
        `/api/rooms/${room}`,
        { token: LINK_PROOF },
      );
      assert.equal(status, 200);
      assert.equal(headers.get("cache-control"), "no-store");
      assert.ok(Math.abs(serverNowMs - Date.now()) < 60_000);
      assert.deepEqual(roomStatus, { state: "early", practiceName: "Praxis", startsAtMs, opensAtMs });
    }
    const unproved = [undefined, "x", randomSecret(256), `${room}.${randomSecret(128)}.${randomSecret(256)}`];
    const isUnknownTo = async (token: string | undefined) => {
      const { status, body } = await api.call(
        "GET",
        `/api/rooms/${room}`,
        token === undefined ? {} : { token },
      );
      assert.deepEqual([status, body], [404, { error: "consultation_unknown" }]);
    };
    for (const token of unproved) await isUnknownTo(token);
    await api.call("DELETE", `/api/practice/consultations/${room}`, { cookie });
    const known = await api.call<RoomStatusAnswer>("GET", `/api/rooms/${room}`, { token: LINK_PROOF });
    assert.equal(known.body.state, "cancelled");
    for (const token of unproved) await isUnknownTo(token);
    const joined = await api.call("POST", "/api/join", {
      body: { room, proof: LINK_PROOF, peerId: randomSecret(128) },
    });
    assert.deepEqual([joined.status, joined.body.error], [404, "consultation_unknown"]);
    for (const unknown of [randomSecret(128), "x", "..%2f"]) {
      const { status, body } = await api.call("GET", `/api/rooms/${unknown}`);
      assert.deepEqual([status, body.error], [404, "consultation_unknown"], unknown);
    }
    // One after the other: a hundred at once race for one counter, and a lost race is a 503 that counts nothing.
    const answers = [];
    for (let i = 0; i < RATE_LIMITS.roomStatuses.tries; i++) {
      answers.push(await api.call("GET", `/api/rooms/${room}`));
    }
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused && refused.body.retryAfterMs! > 0);
  },
);

testWithRoom("ice: credentials for at most an hour, with a seat only", async ({ api, guest }) => {
  const { body } = await api.call<{
    iceServers: { urls: string[]; username?: string; credential?: string }[];
    lifetimeMs: number;
    iceTransportPolicy: string;
  }>("GET", "/api/ice", { token: guest.token });
  const [stun, turn] = body.iceServers;
  assert.deepEqual(stun?.urls, ["stun:stun.example:3478"]);
  assert.deepEqual(turn?.urls, [
    "turn:turn.example:3478?transport=udp",
    "turns:turn.example:443?transport=tcp",
  ]);
  const expiresAtMs = Number(turn?.username?.split(":")[0]) * 1000;
  assert.ok(expiresAtMs > Date.now() && expiresAtMs <= Date.now() + 3600_000);
  assert.ok(Math.abs(expiresAtMs - Date.now() - body.lifetimeMs) < 10_000);
  assert.ok(!turn?.username?.includes(guest.peerId));
  assert.match(turn?.credential ?? "", /^[\w+/]{27}=$/);
  assert.equal(body.iceTransportPolicy, "relay");
}, {
  STUN_URLS: "stun:stun.example:3478",
  TURN_URLS: "turn:turn.example:3478?transport=udp, turns:turn.example:443?transport=tcp",
  TURN_SECRET: "secret",
  ICE_RELAY_ONLY: "1",
});
