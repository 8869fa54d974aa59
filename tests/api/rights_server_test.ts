import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import type { Seated } from "./client.ts";
import { testWithRoom } from "./room_scene.ts";

testWithRoom("rights: a foreign token, a foreign room, no session, another site", async (scene) => {
  const { api, cookie, room, guest, host } = scene;
  const other = await api.create(cookie);
  const stranger = await api.guest(other.room);
  const forged: Seated = { room, peerId: stranger.peerId, token: stranger.token };
  assert.equal((await api.poll(forged, 0)).body.error, "seat_unknown");
  assert.equal((await api.send(forged, host, 1)).body.error, "seat_unknown");
  assert.equal(
    (await api.send(guest, stranger, 1)).body.error,
    "peer_unknown",
    "messages stay in their room",
  );
  for (
    const [method, path] of [
      ["POST", `/api/rooms/${room}/host`],
      ["POST", `/api/rooms/${room}/lock`],
      ["POST", `/api/rooms/${room}/code`],
      ["GET", "/api/practice/consultations"],
      ["POST", "/api/practice/consultations"],
      ["DELETE", `/api/practice/consultations/${room}`],
      ["PUT", `/api/practice/consultations/${room}/private`],
      ["POST", "/api/practice/private-parts"],
      ["DELETE", "/api/practice/session"],
    ] as const
  ) {
    const body = method === "POST"
      ? { body: { peerId: randomSecret(128), locked: true, startsAtMs: 0 } }
      : {};
    const { status, body: answer } = await api.call(method, path, body);
    assert.deepEqual([path, status, answer.error], [path, 401, "signed_out"]);
    const cross = await api.call(method, path, {
      ...body,
      cookie,
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    });
    if (method !== "GET") assert.deepEqual([path, cross.status, cross.body.error], [path, 403, "cross_site"]);
  }
  const { body } = await api.call<{ iceServers: unknown[] }>("GET", "/api/ice", { token: guest.token });
  assert.deepEqual(body.iceServers, []);
  assert.equal((await api.call("GET", "/api/ice")).status, 401);
});
