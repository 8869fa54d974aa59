import assert from "node:assert/strict";
import { RATE_LIMITS } from "../../wire/limits.ts";
import { ApiClient } from "../api/client.ts";
import { startServer } from "../support/running_server.ts";

const PEER = "AAAAAAAAAAAAAAAAAAAAAA";

/** How many of a series of joins, each as from another address, are let through to the look-up. */
async function joinsCounted(
  env: Record<string, string>,
  addressOf: (index: number) => string,
): Promise<number> {
  await using server = await startServer(env);
  const api = new ApiClient(server);
  let counted = 0;
  for (let i = 0; i < RATE_LIMITS.joins.tries + 3; i++) {
    const { status } = await api.call("POST", "/api/join", {
      body: { locator: "00000", peerId: PEER },
      headers: { "x-forwarded-for": addressOf(i) },
    });
    if (status === 404) counted++;
    else assert.equal(status, 429);
  }
  return counted;
}

Deno.test("clientAddress: with TRUST_PROXY the last hop of X-Forwarded-For, without it the header is ignored", async () => {
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
