import assert from "node:assert/strict";
import { NETWORK_FACTOR, RATE_LIMITS } from "../../wire/limits.ts";
import { ApiClient } from "../api/client.ts";
import { freePort } from "../support/free_port.ts";
import { startNginx } from "../support/nginx.ts";
import { exchange } from "../support/raw_exchange.ts";
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

Deno.test("clientOrigin: no spelling of an entry, and no garbage in it, gets a client more tries than it has", async () => {
  const most = RATE_LIMITS.joins.tries;
  const garbage = (i: number) =>
    ["unknown", "_hidden", "a.b", "1.2.3", "1.2.3.4.5", "[::1", "::1]:1", ""][i % 8]! + i;
  for (
    const [env, addressOf] of [
      // Azure and IIS name the port, which is another one for each connection.
      [{ TRUST_PROXY: "1" }, (i: number) => `192.0.2.7:${10_000 + i}`],
      [{ TRUST_PROXY: "1" }, (i: number) => `[2001:db8::7]:${10_000 + i}`],
      [{ TRUST_PROXY: "1" }, (i: number) => `"[2001:db8::${i.toString(16)}]"`],
      [{ TRUST_PROXY: "1" }, (i: number) => `192.0.2.${i}, ${garbage(i)}`],
      [{ TRUST_PROXY: "2" }, (i: number) => `192.0.2.${i}, 198.51.100.7, 203.0.113.1`],
      [{ TRUST_PROXY: "2" }, (i: number) => `${garbage(i)}, 203.0.113.1`],
      [
        { TRUST_PROXY: "127.0.0.1,203.0.113.0/24" },
        (i: number) => `192.0.2.${i}, 198.51.100.7, 203.0.113.${i}`,
      ],
      [{ TRUST_PROXY: "10.0.0.0/8" }, (i: number) => `192.0.2.${i}`],
    ] as const
  ) assert.equal(await joinsCounted(env, addressOf), most, `${env.TRUST_PROXY}: ${addressOf(1)}`);
});

Deno.test("clientOrigin: behind a CDN each client has its own tries, by number of hops and by ranges", async () => {
  const all = RATE_LIMITS.joins.tries + 3;
  const byCdn = (i: number) => `6.6.6.6, 192.0.2.${i}, 203.0.113.${i % 5}`;
  assert.equal(await joinsCounted({ TRUST_PROXY: "2" }, byCdn), all);
  assert.equal(await joinsCounted({ TRUST_PROXY: "127.0.0.1 203.0.113.0/24" }, byCdn), all);
});

Deno.test("behind nginx behind a CDN: clients are told apart, and nobody who goes around the CDN chooses", async () => {
  await using server = await startServer({ TRUST_PROXY: "127.0.0.2,127.0.0.3" });
  const [cdn, proxy] = [freePort(), freePort()];
  const serverLines = (port: number, { to, from, forwarded }: Record<"to" | "from" | "forwarded", string>) =>
    `server { listen 127.0.0.1:${port}; location / { proxy_pass ${to}; proxy_bind ${from}; ` +
    `proxy_set_header Host $host; proxy_set_header X-Forwarded-For ${forwarded}; } }`;
  await using _nginx = await startNginx(
    cdn,
    [
      // Whom the CDN is asked by, the test says by a header of its own.
      serverLines(cdn, {
        to: `http://127.0.0.1:${proxy}`,
        from: "127.0.0.2",
        forwarded: '"$http_x_forwarded_for, $http_x_client"',
      }),
      serverLines(proxy, { to: server.origin, from: "127.0.0.3", forwarded: "$proxy_add_x_forwarded_for" }),
    ].join("\n"),
  );
  const tries = RATE_LIMITS.joins.tries;
  /** How many joins are let through to the look-up. */
  const joins = async (port: number, client: (i: number) => string) => {
    const body = JSON.stringify({ locator: "00000", peerId: PEER });
    let counted = 0;
    for (let i = 0; i < tries + 3; i++) {
      const head = ["POST /api/join HTTP/1.1", "Host: localhost", "Connection: close"].concat(
        [`Content-Length: ${body.length}`, "Content-Type: application/json", `X-Client: ${client(i)}`],
        [`X-Forwarded-For: 198.51.100.${i}`, "", body],
      );
      const answer = await exchange(port, head.join("\r\n"));
      if (/^HTTP\/1\.1 404 /.test(answer)) counted++;
      else assert.match(answer, /^HTTP\/1\.1 429 /);
    }
    return counted;
  };
  assert.equal(await joins(cdn, (i) => `192.0.2.${i}`), tries + 3, "many clients of the CDN");
  assert.equal(await joins(cdn, () => "203.0.113.1"), tries, "one of them, whatever it claims");
  assert.equal(await joins(proxy, (i) => `192.0.2.${i}`), tries, "one that goes around it");
});
