import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { testWithRoom } from "./room_scene.ts";

testWithRoom(
  "join: by locator or by room; unknown, early, expired, locked",
  async ({ api, cookie, room, locator }) => {
    const join = (request: object) =>
      api.call("POST", "/api/join", { body: { peerId: randomSecret(128), ...request } });
    assert.equal((await join({ locator })).body["room"], room);
    const missing = String((Number(locator) + 1) % 100_000).padStart(5, "0");
    const [unknown, expired] = [await join({ locator: missing }), await join({ room: randomSecret(128) })];
    assert.deepEqual([unknown.status, unknown.body], [404, { error: "consultation_unknown" }]);
    assert.deepEqual(unknown.body, expired.body, "one and the same answer");
    const early = await api.create(cookie, Date.now() + 3600_000);
    const refused = await join({ room: early.room });
    assert.deepEqual([refused.status, refused.body.error, refused.body.opensAtMs], [
      425,
      "not_open_yet",
      early.opensAtMs,
    ]);
    await api.call("POST", `/api/rooms/${room}/lock`, { cookie, body: { locked: true } });
    const locked = await join({ room });
    assert.deepEqual([locked.status, locked.body.error], [423, "locked"]);
  },
);

testWithRoom("join: look-ups from one address are limited", async ({ api }) => {
  let refused;
  for (let i = 0; i < RATE_LIMITS.joins.tries && !refused; i++) {
    const body = { locator: "00000", peerId: randomSecret(128) };
    const { status, body: answer, headers } = await api.call("POST", "/api/join", { body });
    if (status === 429) refused = { answer, headers };
  }
  assert.equal(refused?.answer.error, "too_many_requests");
  assert.ok(Number(refused?.headers.get("retry-after")) > 0);
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
      );
      assert.equal(status, 200);
      assert.equal(headers.get("cache-control"), "no-store");
      assert.ok(Math.abs(serverNowMs - Date.now()) < 60_000);
      assert.deepEqual(roomStatus, { state: "early", practiceName: "Praxis", startsAtMs, opensAtMs });
    }
    await api.call("DELETE", `/api/practice/consultations/${room}`, { cookie });
    assert.equal((await api.call<RoomStatusAnswer>("GET", `/api/rooms/${room}`)).body.state, "cancelled");
    const joined = await api.call("POST", "/api/join", { body: { room, peerId: randomSecret(128) } });
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
