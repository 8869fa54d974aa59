import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { ConsultationListAnswer } from "../../wire/consultations.ts";
import type { GuestSeatAnswer } from "../../wire/rooms.ts";
import { gaugeIs, METRICS } from "../support/gauges.ts";
import { testWithRoom } from "./room_scene.ts";

testWithRoom("code: once replaced, the old one is dead at once; once cancelled, all is", async (scene) => {
  const { api, cookie, room, locator, guest } = scene;
  const { body } = await api.call<{ locator: string }>("POST", `/api/rooms/${room}/code`, {
    cookie,
    body: { version: 1, sealed: "b25l" },
  });
  const join = (by: string) =>
    api.call("POST", "/api/join", { body: { locator: by, peerId: randomSecret(128) } });
  assert.equal((await join(locator)).status, 404);
  assert.equal((await join(body.locator)).status, 201);
  const held = api.poll(guest, 0, 20_000);
  assert.equal((await api.call("DELETE", `/api/practice/consultations/${room}`, { cookie })).status, 204);
  // Its seat goes right after the consultation.
  assert.match(String((await held).body.error), /^(consultation|seat)_unknown$/);
  assert.equal((await join(body.locator)).status, 404);
});

testWithRoom(
  "start: a waiting guest is woken and told; nothing moves while both are in the room",
  async (scene) => {
    const { api, cookie, room, guest, host } = scene;
    const path = `/api/practice/consultations/${room}`;
    const startsAtMs = Date.now() + 5 * 60_000;
    const move = (by: number) =>
      api.call("PUT", `${path}/start`, {
        cookie,
        body: { startsAtMs: startsAtMs + by, version: 1, sealed: "b25l" },
      });
    assert.equal((await move(0)).body.error, "consultation_running");
    await api.call("DELETE", `/api/rooms/${room}/seat`, { token: host.token });
    assert.equal((await move(400 * 24 * 3600_000)).body.error, "bad_request");
    const held = api.poll(guest, 0, 20_000, undefined, (await api.poll(guest, 0)).body.peersTag);
    assert.equal((await move(0)).status, 204);
    assert.equal((await held).body.error, "seat_unknown");
    const again = await api.call<GuestSeatAnswer>("POST", "/api/join", {
      body: { room, proof: guest.token, peerId: randomSecret(128) },
    });
    assert.equal(again.body.startsAtMs, startsAtMs);
    assert.ok(again.body.movedFromMs);
    assert.equal((await move(0)).body.error, "version_conflict");
  },
);

testWithRoom(
  "restore: the code works again; nothing else is found",
  async (scene) => {
    const { api, cookie, room, locator } = scene;
    const path = `/api/practice/consultations/${room}`;
    const join = () => api.call("POST", "/api/join", { body: { locator, peerId: randomSecret(128) } });
    await api.call("DELETE", path, { cookie });
    assert.equal((await join()).status, 404);
    assert.equal((await api.call("POST", `${path}/restore`, { cookie })).status, 204);
    assert.equal((await join()).status, 201);
    const never = `/api/practice/consultations/${randomSecret(128)}/restore`;
    assert.equal((await api.call("POST", never, { cookie })).body.error, "consultation_unknown");
  },
);

testWithRoom(
  "list: one long-poll tells every change, and the end of the sign-in",
  async (scene) => {
    const { server, api, cookie, room } = scene;
    const list = async (tag?: string, waitMs = 20_000) =>
      await api.call<ConsultationListAnswer>(
        "GET",
        `/api/practice/consultations${tag ? `?tag=${tag}&waitMs=${waitMs}` : ""}`,
        { cookie },
      );
    let { body: { tag } } = await list();
    const changes: Record<string, () => Promise<unknown>> = {
      "a guest comes": () => api.guest(room),
      "another appointment": () => api.create(cookie),
      "a private part": () =>
        api.call("PUT", `/api/practice/consultations/${room}/private`, {
          cookie,
          body: { version: 1, sealed: "eA" },
        }),
      "locked": () => api.call("POST", `/api/rooms/${room}/lock`, { cookie, body: { locked: true } }),
      "the host goes": () => api.call("DELETE", `/api/rooms/${room}/seat`, { token: scene.host.token }),
      "moved": () =>
        api.call("PUT", `/api/practice/consultations/${room}/start`, {
          cookie,
          body: { startsAtMs: Date.now() + 60_000, version: 2, sealed: "eQ" },
        }),
      "cancelled": () => api.call("DELETE", `/api/practice/consultations/${room}`, { cookie }),
      "restored": () => api.call("POST", `/api/practice/consultations/${room}/restore`, { cookie }),
    };
    for (const [what, change] of Object.entries(changes)) {
      const startedAtMs = performance.now();
      const held = list(tag);
      await gaugeIs(server, "vieraugen_polls_held", 1);
      await change();
      const next = (await held).body.tag;
      assert.notEqual(next, tag, what);
      assert.ok(performance.now() - startedAtMs < 5_000, what);
      tag = next;
    }
    assert.equal((await list(tag, 200)).body.tag, tag, "nothing has happened");
    assert.equal((await list(tag, -1)).body.error, "bad_request");
    const held = list(tag);
    await api.call("DELETE", "/api/practice/session", { cookie });
    assert.equal((await held).body.error, "signed_out");
  },
  METRICS,
);

testWithRoom(
  "private parts: created with the consultation, changed in turn, read by the practice",
  async (scene) => {
    const { api, cookie } = scene;
    const room = randomSecret(128);
    const create = (body: object) =>
      api.call("POST", "/api/practice/consultations", { cookie, body: { startsAtMs: Date.now(), ...body } });
    assert.equal((await create({ sealed: "b25l" })).body.error, "bad_request", "the seal names the room");
    assert.equal(
      (await create({ room, sealed: "x".repeat(LIMITS.sealedChars + 1) })).body.error,
      "too_large",
    );
    assert.equal((await create({ room, sealed: "not base64" })).body.error, "bad_request");
    assert.equal((await create({ room, sealed: "b25l" })).body["privateVersion"], 1);
    const read = async () =>
      (await api.call("POST", "/api/practice/private-parts", { cookie, body: { rooms: [room, scene.room] } }))
        .body["parts"] as { room: string; version: number; sealed: string; locator: string }[];
    assert.deepEqual((await read()).map(({ room: of, version, sealed }) => [of, version, sealed]), [
      [room, 1, "b25l"],
    ]);
    assert.match((await read())[0]!.locator, /^\d{5}$/);
    const put = (version: number, sealed = "dHdv") =>
      api.call("PUT", `/api/practice/consultations/${room}/private`, { cookie, body: { version, sealed } });
    assert.deepEqual([(await put(3)).status, (await put(3)).body.error], [409, "version_conflict"]);
    assert.equal((await put(2)).status, 204);
    assert.equal((await put(2)).status, 204, "a lost answer, sent again");
    assert.equal((await put(2, "b3RoZXI")).body.error, "version_conflict");
    assert.equal((await put(0)).body.error, "bad_request");
    assert.deepEqual((await read()).map(({ version, sealed }) => [version, sealed]), [[2, "dHdv"]]);
    const many = Array(LIMITS.privatePartsPerRequest + 1).fill(room);
    const refused = await api.call("POST", "/api/practice/private-parts", { cookie, body: { rooms: many } });
    assert.equal(refused.body.error, "bad_request");
  },
);
