import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import { ERROR_STATUS, type ErrorCode } from "../../wire/errors.ts";
import { startServer } from "../support/running_server.ts";
import { type Answer, ApiClient } from "./client.ts";
import { aboutOf, apiScene, correctRequest } from "./correct_requests.ts";
import { ENDPOINT_CASES } from "./endpoints.ts";
import { junk, SPOILERS } from "./spoilers.ts";
import fc from "fast-check";

/** Headers that no answer depends on. */
const harmless = fc.constantFrom<Record<string, string>>(
  {},
  { accept: "*/*;q=x,,;" },
  { "accept-language": "xx-YY;q=9, ;;;, de;q=" },
  { "accept-encoding": "br;q=, *;q=-1, \u00ff" },
  { range: "bytes=-0" },
  { "if-none-match": 'W/"", *' },
  { "x-request-id": "x".repeat(4000) },
  { expect: "nothing" },
  { referer: "::not a url::" },
);

/** Everything that is stored, but for the counters of tries. */
async function stored(kv: Deno.Kv): Promise<string[]> {
  const entries: string[] = [];
  for await (const { key, value, versionstamp } of kv.list({ prefix: [] })) {
    if (key[0] !== "tries") {
      entries.push(Deno.inspect([key, value, versionstamp], { depth: 9, strAbbreviateSize: 1e6 }));
    }
  }
  return entries;
}

function assertRefused(
  { status, headers, body }: Answer<unknown>,
  codes: readonly ErrorCode[],
  told: string,
): void {
  const { error } = body;
  assert.ok(error !== undefined && codes.includes(error), `${told}: ${status} ${error}, not one of ${codes}`);
  assert.equal(status, ERROR_STATUS[error], told);
  assert.equal(headers.get("cache-control"), "no-store", told);
}

Deno.test("bad input: each endpoint refuses by name whatever is wrong; nothing is stored, nothing is told", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  const made = await apiScene(server, api);
  using kv = await Deno.openKv(server.kvFile);
  const before = await stored(kv);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const request = fc.tuple(
    fc.constantFrom(...Object.keys(ENDPOINT_CASES)),
    fc.subarray(Object.keys(SPOILERS), { minLength: 1, maxLength: 3 }),
    junk,
    harmless,
    fc.ipV4(),
  );
  let sentCount = 0;
  await fc.assert(
    fc.asyncProperty(request, async ([endpoint, spoilers, material, headers, address]) => {
      const about = aboutOf(endpoint, made);
      const sent = correctRequest(endpoint, about);
      Object.assign(sent.headers, headers, { "x-forwarded-for": address });
      const codes = spoilers.flatMap((name) => SPOILERS[name]!(sent, about, material) ?? []);
      if (codes.length === 0) codes.push(...SPOILERS["method"]!(sent, about, material)!);
      const told = `seed ${seed}: ${endpoint} with ${spoilers} as ${sent.method} ${sent.path}`;
      const answer = await api.call(sent.method, sent.path, {
        headers: sent.headers,
        ...(sent.raw === undefined || sent.method === "GET" ? {} : { raw: sent.raw }),
      });
      assertRefused(answer, [...codes, ...about.place.also ?? []], told);
      sentCount++;
    }),
    { seed, numRuns: 1500 },
  );
  assert.ok(sentCount >= 1500);
  assert.deepEqual(await stored(kv), before, `seed ${seed}: something was stored`);
  const { room, guest, cookie } = made.scene;
  for (
    const secret of [
      room,
      guest.token.split(".")[2]!,
      guest.peerId,
      cookie.split("=")[1]!,
      made.scene.proofs.practice,
    ]
  ) {
    assert.ok(!server.log.slice(2).some((line) => line.includes(secret)), "the log tells no secret");
  }
  // What was right before is right still.
  for (const [endpoint, { for: who }] of Object.entries(ENDPOINT_CASES)) {
    if (who !== "seat" || !endpoint.startsWith("GET")) continue;
    const { method, path, headers } = correctRequest(endpoint, aboutOf(endpoint, made));
    assert.equal((await api.call(method, path, { headers })).status, 200);
  }
});

Deno.test("bad input: set-up without the link's token, however it looks, creates nothing", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  using kv = await Deno.openKv(server.kvFile);
  const before = await stored(kv);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const right = String(api.setUpRequest()["token"]);
  const token = fc.oneof(
    fc.string(),
    fc.constantFrom(right.slice(1), `${right}x`, right.toLowerCase(), randomSecret(256)),
  )
    .filter((value) => value !== right);
  await fc.assert(
    fc.asyncProperty(token, fc.ipV4(), async (token, address) => {
      const answer = await api.call("POST", "/api/practice/setup", {
        body: { ...api.setUpRequest(), token },
        headers: { "x-forwarded-for": address },
      });
      assertRefused(answer, ["setup_token_wrong", "bad_request"], `seed ${seed}`);
    }),
    { seed, numRuns: 60 },
  );
  assert.deepEqual(await stored(kv), before);
  assert.equal((await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() })).status, 201);
});
