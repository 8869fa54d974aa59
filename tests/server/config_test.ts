import assert from "node:assert/strict";
import { ConfigError, parseConfig } from "../../server/config.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

Deno.test("parseConfig: everything is optional", () => {
  const config = parseConfig({ HOME: "/root", PATH: "/bin" });
  assert.deepEqual(
    config.kdf,
    { memoryMib: 64, passes: 3 },
  );
  assert.deepEqual(
    [config.port, config.codeLength, config.lobbyMs, config.retentionMs, config.kvUrl, config.secure],
    [8000, 12, 30 * 60_000, 7 * 24 * 3600_000, "data/vieraugen.sqlite3", false],
  );
});

Deno.test("parseConfig: refuses each bad value with its name, the value, and what is allowed", () => {
  for (
    const [name, value] of [
      ["PORT", "80000"],
      ["PORT", "http"],
      ["PUBLIC_ORIGIN", "video.example"],
      ["PUBLIC_ORIGIN", "https://video.example/path"],
      ["PUBLIC_ORIGIN", "https://*.example.org"],
      ["PUBLIC_ORIGIN", "ftp://video.example.org"],
      ["HOST", "127.0.0.1:8000"],
      ["HOST", "fe80::1%eth0"],
      ["HOST", "[::1]:8000"],
      ["HOST", "http://localhost"],
      ["HOST", "a/b"],
      ["HOST", "*"],
      ["KV_URL", "ftp://x.example/db"],
      ["SECURITY_CONTACT", "security@example.org"],
      ["SECURITY_CONTACT", "http://example.org/report"],
      ["KV_HOSTS", "https://data.kv.example.org"],
      ["KV_HOSTS", "data.kv.example.org"],
      ["ICE_RELAY_ONLY", "maybe"],
      ["CODE_LENGTH", "14"],
      ["LOBBY_MINUTES", "-1"],
      ["RETENTION_DAYS", "91"],
      ["TRUST_PROXY", "perhaps"],
      ["TRUST_PROXY", "10"],
      ["TRUST_PROXY", "-1"],
      ["TRUST_PROXY", "0.0.0.0/0"],
      ["TRUST_PROXY", "127.0.0.1,::/0"],
      ["TRUST_PROXY", "10.0.0.0/33"],
      ["TRUST_PROXY", "2001:db8::/129"],
      ["TRUST_PROXY", "10.0.0/8"],
      ["TRUST_PROXY", "127.0.0.1,proxy.example"],
      ["TRUST_PROXY", "127.0.0.1:80"],
      ["STUN_URLS", "stun.example"],
      ["TURN_URLS", "https://turn.example"],
      ["RETENTION_DAYS", "1.5"],
      ["PASSPHRASE_MEMORY_MIB", "63"],
      ["PASSPHRASE_PASSES", "21"],
    ] as const
  ) {
    const problems = problemsOf({ [name]: value, ...(name === "TURN_URLS" ? { TURN_SECRET: "s" } : {}) });
    assert.ok(
      problems.some((text) => text.includes(name) && text.includes(value) && text.length > 30),
      `${name}=${value}: ${problems}`,
    );
  }
});

Deno.test("parseConfig: PUBLIC_ORIGIN is taken as people write it, and kept as browsers spell it", () => {
  for (
    const [given, kept] of [
      ["https://Praxis-Müller.de:443/", "https://xn--praxis-mller-klb.de"],
      ["https://praxis-mu\u0308ller.de", "https://xn--praxis-mller-klb.de"],
      ["HTTPS://Video.Example.ORG", "https://video.example.org"],
      ["https://video.example.org.", "https://video.example.org"],
      ["http://video.example.org:80/", "http://video.example.org"],
      ["https://video.example.org:8443", "https://video.example.org:8443"],
      ["https://[2001:DB8:0::1]:443", "https://[2001:db8::1]"],
      [" https://video.example.org ", "https://video.example.org"],
    ] as const
  ) assert.equal(parseConfig({ PUBLIC_ORIGIN: given }).publicOrigin, kept, given);
  assert.equal(parseConfig({ PUBLIC_ORIGIN: "HTTPS://VIDEO.example.org" }).secure, true);
});

Deno.test("parseConfig: of more than an origin, PUBLIC_ORIGIN says what may stay", () => {
  for (const more of ["/app", "?a=b", "?", "#", "#a", "//", "/index.html"]) {
    assert.deepEqual(problemsOf({ PUBLIC_ORIGIN: `https://Müller.de:443${more}` }), [
      `PUBLIC_ORIGIN cannot be "https://Müller.de:443${more}": only scheme, name and port of an address are allowed, ` +
      "here https://xn--mller-kva.de.",
    ]);
  }
  assert.match(
    problemsOf({ PUBLIC_ORIGIN: "https://user@video.example" })[0]!,
    /here https:\/\/video\.example\.$/,
  );
});

Deno.test("parseConfig: names of relays are kept as browsers take them", () => {
  const { turnUrls, stunUrls } = parseConfig({
    TURN_URLS: "turn:Relay.Praxis-Müller.de:3478?transport=udp, turns:192.0.2.1:443 turn:[2001:db8::1]:3478",
    TURN_SECRET: "s",
    STUN_URLS: "stun:müller.de",
  });
  assert.deepEqual(turnUrls, [
    "turn:relay.xn--praxis-mller-klb.de:3478?transport=udp",
    "turns:192.0.2.1:443",
    "turn:[2001:db8::1]:3478",
  ]);
  assert.deepEqual(stunUrls, ["stun:xn--mller-kva.de"]);
});

Deno.test("parseConfig: HOST is kept without brackets, as URLs spell it", () => {
  for (
    const [given, kept] of [
      ["[::1]", "::1"],
      ["::1", "::1"],
      ["0:0:0:0:0:0:0:0", "::"],
      ["[::]", "::"],
      ["2001:DB8:0::1", "2001:db8::1"],
      ["LOCALHOST", "localhost"],
      ["127.0.0.1", "127.0.0.1"],
    ] as const
  ) assert.equal(parseConfig({ HOST: given }).host, kept, given);
});

Deno.test("parseConfig: names all problems at once, also missing partners and unknown names, but no secret value", () => {
  const problems = problemsOf({
    PORT: "x",
    TURN_SECRET: "very secret",
    TLS_CERT: "a.pem",
    OPERATOR_NAMEE: "x",
    TURN_URL: "x",
    METRICS_TOKEN: "short secret",
    KV_URL: "https://kv.example.org",
  });
  assert.equal(problems.length, 7);
  assert.ok(!problems.join().includes("very secret") && !problems.join().includes("short secret"));
  assert.equal(problemsOf({ ICE_RELAY_ONLY: "1" }).length, 1);
});

Deno.test("parseConfig: ignores what a desktop or Kubernetes puts into the environment", () => {
  const foreign = [
    "ICEAUTHORITY",
    "TURN_SERVICE_HOST",
    "TURN_SERVICE_PORT",
    "TURN_SERVICE_PORT_TURN_UDP",
    "TURN_PORT",
    "TURN_PORT_3478_UDP",
    "TURN_PORT_3478_UDP_PROTO",
    "TURN_PORT_3478_UDP_PORT",
    "TURN_PORT_3478_UDP_ADDR",
    "STUN_SERVER_SERVICE_HOST",
    "METRICS_PORT_9090_TCP",
  ];
  assert.deepEqual(problemsOf(Object.fromEntries(foreign.map((name) => [name, "x"]))), []);
  for (const mistaken of ["TURN_URL", "ICE_RELAY", "STUN_HOST", "TURN_PORTS", "OPERATOR_"]) {
    assert.match(problemsOf({ [mistaken]: "x" }).join(), new RegExp(`^${mistaken} is unknown`));
  }
});

Deno.test("parseConfig: on Deno Deploy the database is the platform's", () => {
  const config = parseConfig({ DENO_DEPLOY: "1" });
  assert.deepEqual([config.kvUrl, config.secure], [undefined, true]);
});
