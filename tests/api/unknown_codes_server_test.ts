import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { LINK_PROOF } from "./client.ts";
import { testWithRoom } from "./room_scene.ts";
import { ADDRESSES } from "./strangers.ts";

const { tries, windowMs } = RATE_LIMITS.unknownCodes;

/** The windows in which codes and rooms that do not exist are counted. */
async function windowsOf(kv: Deno.Kv): Promise<Deno.KvEntry<{ count: number; endsAtMs: number }>[]> {
  return await Array.fromAsync(kv.list({ prefix: ["tries", "unknown codes"] }));
}

testWithRoom(
  "join: unknown codes are limited for the whole installation; whoever has a room proof comes in meanwhile",
  async ({ server, api, cookie, room, locator, host, guest }) => {
    const resumed = randomSecret(256);
    const vouched = await api.call("PUT", `/api/rooms/${room}/guests/${guest.peerId}`, {
      cookie,
      body: { proofHash: hashSecret(resumed) },
    });
    assert.equal(vouched.status, 204);
    const older = await api.call<{ room: string }>("POST", "/api/practice/consultations", {
      cookie,
      body: { startsAtMs: Date.now() },
    });
    const early = await api.create(cookie, Date.now() + 3600_000);
    let addresses = 0;
    const join = (request: object) =>
      api.call("POST", "/api/join", {
        headers: { "x-forwarded-for": `198.51.100.${addresses++}` },
        body: { peerId: randomSecret(128), ...request },
      });
    const missing = String((Number(locator) + 1) % 100_000).padStart(5, "0");
    const misses = [{ locator: missing }, { locator: early.locator }, { room }];
    const wrongProofs = [
      { room: randomSecret(128), proof: LINK_PROOF },
      { room, proof: randomSecret(256) },
    ];
    using kv = await Deno.openKv(server.kvFile);

    for (const miss of [...misses, ...wrongProofs]) assert.equal((await join(miss)).status, 404);
    assert.equal((await join({ locator })).status, 201, "what is found is not counted");
    const [window, ...others] = await windowsOf(kv);
    assert.deepEqual(
      [window?.value.count, others],
      [misses.length, []],
      "one count for all addresses, and no proof in it",
    );
    await kv.set(window!.key, { ...window!.value, count: tries - 1 });
    assert.equal((await join({ locator })).status, 201);
    assert.equal((await join({ locator: missing })).status, 404, "the last one that is looked up");

    for (const request of [{ locator }, { locator: missing }, { room }, { room: older.body.room }]) {
      const { status, body, headers } = await join(request);
      assert.deepEqual([status, body.error], [429, "too_many_requests"], "whether it exists is not told");
      const waitMs = Number(headers.get("retry-after")) * 1000;
      assert.ok(waitMs > windowMs - 60_000 && waitMs <= windowMs, `${waitMs}`);
    }
    for (const request of [{ room, proof: LINK_PROOF }, { room, proof: resumed }]) {
      assert.equal((await join(request)).status, 201);
    }
    const byOldLink = await join({ room: older.body.room, proof: LINK_PROOF });
    assert.equal(byOldLink.status, 201, "an old link, as today's pages come by it");
    for (const seat of [host, guest]) assert.equal((await api.poll(seat, 0)).status, 200);
    assert.equal(
      (await join({ room, proof: randomSecret(256) })).status,
      404,
      "a made-up proof opens nothing",
    );

    await kv.set(window!.key, { count: tries, endsAtMs: Date.now() - 1 });
    assert.equal((await join({ locator })).status, 201, "after the window");
  },
  { TRUST_PROXY: "1" },
);

testWithRoom(
  "join: an ended link that is opened again and again keeps nobody from typing a code at that address",
  async ({ server, api, room, locator }) => {
    const join = async (request: object) =>
      (await api.call("POST", "/api/join", { body: { peerId: randomSecret(128), ...request } })).status;
    const { tries } = RATE_LIMITS.joins;
    const ended = { room, proof: randomSecret(256) };
    // The scene's guest has come by a right one.
    for (let opened = 1; opened < tries; opened++) assert.equal(await join(ended), 404);
    assert.equal(await join(ended), 429, "a flood is limited");
    assert.equal(await join({ locator }), 201);
    using kv = await Deno.openKv(server.kvFile);
    assert.deepEqual(await windowsOf(kv), []);
  },
);

Deno.test("join: the limit of unknown codes is one that 20 addresses do not reach, and few more do", () => {
  const perAddress = RATE_LIMITS.joins.tries * windowMs / RATE_LIMITS.joins.windowMs;
  assert.ok(ADDRESSES * perAddress < tries);
  // docs/threat-model.md says both.
  assert.equal(Math.ceil(tries / perAddress), 34);
  assert.equal(Math.ceil(tries / (perAddress * NETWORK_FACTOR)), 5);
});
