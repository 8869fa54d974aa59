import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { parseConfig } from "../../server/config.ts";
import { CHECK_LIFETIME_MS, iceAnswer } from "../../server/ice.ts";
import { type Coturn, documentedRelay, relayFile, startCoturn } from "../support/coturn.ts";
import { relayCredentials, TurnClient } from "../support/turn_client.ts";

/** The value of a line of the documented file. */
function documented(name: string): number {
  return Number(new RegExp(`^${name}=(\\d+)$`, "m").exec(documentedRelay())?.[1]);
}

/** The credentials that the server gives out. */
function credentialsOf(relay: Coturn, who: string, lifetimeMs?: number) {
  const config = parseConfig({ TURN_URLS: relay.urls.tcp, TURN_SECRET: relay.secret });
  const { iceServers } = iceAnswer(config, who, Date.now(), lifetimeMs);
  const { username, credential } = iceServers.at(-1)!;
  return { username: username!, credential: credential! };
}

/** How often the relay grants an allocation to each of these, and what it says else. */
async function allocations(relay: Coturn, users: readonly ReturnType<typeof credentialsOf>[]) {
  await using stack = new AsyncDisposableStack();
  const codes: number[] = [];
  for (const credentials of users) {
    const client = stack.use(await TurnClient.connect(relay.urls.tcp, credentials));
    codes.push((await client.allocate()).code);
  }
  return codes;
}

Deno.test("relay: the tests' relay has the documented file, but for places, names and peers on this machine", () => {
  const lines = (file: string) => file.trim().split("\n");
  const own = relayFile({ "listening-port": "1", "cert": "/a", "log-file": "stdout" }, ["verbose"]);
  const changed = lines(own).filter((line) => !lines(documentedRelay()).includes(line));
  assert.deepEqual(changed, ["listening-port=1", "cert=/a", "log-file=stdout", "verbose"]);
  assert.equal(lines(own).length, lines(documentedRelay()).length + 1);
  assert.throws(() => relayFile({ "user-quotas": "1" }, []), /has no user-quotas/);
});

Deno.test("docs/threat-model.md: what somebody without a code can have of the relay is what its file says", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md").replace(/\s+/g, " ");
  const [quota, kilobytes] = [documented("user-quota"), documented("max-bps") / 1000];
  assert.ok(
    text.includes(`at most ${quota} allocations for each address and ${kilobytes} kB a second for each`),
  );
});

Deno.test("relay: takes the server's credentials while they last, for a new allocation", async () => {
  await using relay = await startCoturn();
  const endsAtMs = Date.now() - 1000;
  assert.deepEqual(await allocations(relay, [credentialsOf(relay, "a"), credentialsOf(relay, "b", 60_000)]), [
    200,
    200,
  ]);
  assert.deepEqual(await allocations(relay, [relayCredentials(relay.secret, "a", endsAtMs)]), [401]);
  assert.deepEqual(await allocations(relay, [relayCredentials("another", "a", Date.now() + 60_000)]), [401]);
});

Deno.test("relay: an allocation is refreshed after its credentials' end, as the threat model says", async () => {
  // Nonces that go stale at once: they end no allocation either.
  await using relay = await startCoturn({ values: { "stale-nonce": "1" } });
  const credentials = relayCredentials(relay.secret, "a", Date.now() + 2000);
  await using client = await TurnClient.connect(relay.urls.tcp, credentials);
  assert.equal((await client.allocate()).code, 200);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  assert.deepEqual(await allocations(relay, [credentials]), [401], "they have ended");
  assert.equal((await client.refresh(3600)).code, 200);
  assert.equal((await client.permit("127.0.0.1")).code, 200);
});

Deno.test("relay: an allocation that is not refreshed ends, at the latest after max-allocate-lifetime", async () => {
  await using relay = await startCoturn();
  await using client = await TurnClient.connect(relay.urls.tcp, credentialsOf(relay, "a"));
  const lifetimeS = documented("max-allocate-lifetime");
  assert.ok(lifetimeS <= 600);
  await client.allocate();
  assert.deepEqual(await client.refresh(100_000), { code: 200, lifetimeS });
  // And it does end: here after 3 s.
  await using short = await startCoturn({ values: { "max-allocate-lifetime": "3", "user-quota": "1" } });
  const user = credentialsOf(short, "a");
  await using forgotten = await TurnClient.connect(short.urls.tcp, user);
  assert.equal((await forgotten.allocate()).code, 200);
  assert.deepEqual(await allocations(short, [user]), [486], "the one that there may be");
  for (let tries = 0; (await allocations(short, [user]))[0] !== 200; tries++) {
    assert.ok(tries < 30, "it has not ended");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
});

Deno.test("relay: one user holds user-quota allocations, whichever credentials it uses; an address that checks is one user", async () => {
  await using relay = await startCoturn();
  const quota = documented("user-quota");
  const users = Array.from({ length: quota + 2 }, (_, index) =>
    // Each ends a second later: other credentials of the same user.
    credentialsOf(relay, "check from 192.0.2.1", CHECK_LIFETIME_MS + index * 1000));
  assert.equal(new Set(users.map(({ username }) => username)).size, quota + 2);
  const codes = await allocations(relay, [...users, credentialsOf(relay, "check from 192.0.2.2")]);
  assert.deepEqual(codes, [...Array<number>(quota).fill(200), 486, 486, 200]);
});

Deno.test("relay: all together hold total-quota allocations", async () => {
  assert.ok(documented("total-quota") >= 100 * documented("user-quota"));
  await using relay = await startCoturn({ values: { "total-quota": "3" } });
  const users = ["a", "b", "c", "d"].map((who) => credentialsOf(relay, who));
  assert.deepEqual(await allocations(relay, users), [200, 200, 200, 486]);
});

/** One address of each range that is not the internet (IANA's special-purpose registries), the first and last where it is long. */
const INSIDE = [
  ..."0.0.0.1 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.2 127.255.255.255"
    .split(" "),
  ..."169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1".split(" "),
  ..."192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255".split(
    " ",
  ),
  ..."240.0.0.1 255.255.255.255".split(" "),
];
const INSIDE_IPV6 = [
  ...":: ::1 ::10.0.0.1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 64:ff9b:1::a00:1"
    .split(" "),
  ..."100::1 2001::1 2001:db8::1 2002:a00:1::1 3fff::1 5f00::1 fc00::1 fdff::1 fe80::1 febf::1 fec0::1".split(
    " ",
  ),
  ..."ff02::1 ff0e::1".split(" "),
];
/** Neighbours of those ranges, which people have. */
const OUTSIDE =
  "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255"
    .split(" ");
const OUTSIDE_IPV6 = "2001:200::1 2001:db9::1 2003::1 2a00::1 2c0f::1 3ffe::1".split(" ");

Deno.test("relay: reaches the internet, and nothing that is not: private, local, shared, multicast, embedded addresses", async () => {
  await using relay = await startCoturn({ lines: ["relay-ip=::1"], allowedPeers: "127.0.0.1" });
  for (
    const [family, inside, outside] of [[4, INSIDE, OUTSIDE], [6, INSIDE_IPV6, OUTSIDE_IPV6]] as const
  ) {
    await using client = await TurnClient.connect(relay.urls.tcp, credentialsOf(relay, "a"));
    assert.equal((await client.allocate(family)).code, 200);
    const permitted: string[] = [];
    for (const address of [...inside, ...outside]) {
      const { code } = await client.permit(address);
      assert.ok(code === 200 || code === 403, `${address}: ${code}`);
      if (code === 200) permitted.push(address);
    }
    assert.deepEqual(permitted, outside);
  }
});

Deno.test("relay: passes max-bps bytes a second for each allocation, and drops the rest", async () => {
  const limit = 100_000;
  assert.ok(documented("max-bps") >= 2 * 2_000_000 / 8, "twice what a call needs");
  await using relay = await startCoturn({ values: { "max-bps": String(limit) } });
  await using client = await TurnClient.connect(relay.urls.tcp, credentialsOf(relay, "a"));
  await client.allocate();
  await client.permit("127.0.0.1");
  const peer = createSocket("udp4");
  let receivedBytes = 0;
  peer.on("message", ({ length }) => receivedBytes += length);
  const { promise: bound, resolve } = Promise.withResolvers<void>();
  peer.bind(0, "127.0.0.1", resolve);
  await bound;
  const startedAtMs = performance.now();
  try {
    while (performance.now() - startedAtMs < 4000) {
      await client.send("127.0.0.1", peer.address().port, 1000, 50);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seconds = (performance.now() - startedAtMs) / 1000;
    assert.ok(receivedBytes > 0);
    assert.ok(receivedBytes / seconds < 2 * limit, `${receivedBytes} bytes in ${seconds} s`);
  } finally {
    peer.close();
  }
});
