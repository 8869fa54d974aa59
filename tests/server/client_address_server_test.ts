import assert from "node:assert/strict";
import { originOf } from "../../server/client_address.ts";
import { NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { ApiClient } from "../api/client.ts";
import { startServer } from "../support/running_server.ts";

const PEER = "AAAAAAAAAAAAAAAAAAAAAA";

/** How many of a series of joins, each as from another address, are let through to the look-up. */
async function joinsCounted(
  env: Record<string, string>,
  addressOf: (index: number) => string,
  tries = RATE_LIMITS.joins.tries + 3,
): Promise<number> {
  await using server = await startServer(env);
  const api = new ApiClient(server);
  let counted = 0;
  for (let i = 0; i < tries; i++) {
    const { status } = await api.call("POST", "/api/join", {
      body: { locator: "00000", peerId: PEER },
      headers: { "x-forwarded-for": addressOf(i) },
    });
    if (status === 404) counted++;
    else assert.equal(status, 429);
  }
  return counted;
}

Deno.test("clientOrigin: with TRUST_PROXY the last hop of X-Forwarded-For, without it the header is ignored", async () => {
  const all = RATE_LIMITS.joins.tries + 3;
  assert.equal(await joinsCounted({ TRUST_PROXY: "1" }, (i) => `192.0.2.${i}`), all);
  assert.equal(
    await joinsCounted({ TRUST_PROXY: "1" }, (i) => `192.0.2.${i}, 198.51.100.7`),
    RATE_LIMITS.joins.tries,
    "what a client puts in front is not believed",
  );
  assert.equal(
    await joinsCounted({ TRUST_PROXY: "1" }, (i) => `2001:db8:0:1::${i}`),
    RATE_LIMITS.joins.tries,
    "a /64 is one household",
  );
  assert.equal(await joinsCounted({}, (i) => `192.0.2.${i}`), RATE_LIMITS.joins.tries);
});

Deno.test("clientOrigin: a /48 of IPv6 has the tries of a few addresses, however many it uses", async () => {
  const most = NETWORK_FACTOR * RATE_LIMITS.joins.tries;
  const ofOne = (i: number) => `2001:db8:7:${i.toString(16)}::1`;
  assert.equal(await joinsCounted({ TRUST_PROXY: "1" }, ofOne, most + 5), most);
  const ofMany = (i: number) => `2001:db8:${i.toString(16)}::1`;
  assert.equal(await joinsCounted({ TRUST_PROXY: "1" }, ofMany, most + 5), most + 5);
});

Deno.test("originOf: one address and one network, however they are spelled", () => {
  for (const ip of ["2001:db8:7:1::5", "2001:0DB8:0007:0001:0:0:0:9", "2001:db8:7:1:a:b:c:d%eth0"]) {
    assert.deepEqual(originOf(ip), { address: "2001:db8:7:1", network: "2001:db8:7" }, ip);
  }
  assert.deepEqual(originOf("::1"), { address: "0:0:0:0", network: "0:0:0" });
  for (const ip of ["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:192.0.2.7"]) {
    assert.deepEqual(originOf(ip), { address: "192.0.2.7", network: "192.0.2.7" }, ip);
  }
});
