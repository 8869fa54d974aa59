import assert from "node:assert/strict";
import { METRICS } from "../support/gauges.ts";
import { exchange } from "../support/raw_exchange.ts";
import { found, startServer } from "../support/running_server.ts";

Deno.test("withGate: a malformed host is a 400 with the headers, the log line and the count of every refusal", async () => {
  await using server = await startServer(METRICS);
  const odd = ["[", "x:99999", "%", "a/b?c", "a b", "user@x", "xn--", "1.2.3.999", "x".repeat(300)];
  const heads = [
    ...odd.flatMap((host) =>
      ["/", "/practice", "/api/about"].map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}`)
    ),
    "GET http://[/ HTTP/1.1\r\nHost: localhost",
    "POST /api/join HTTP/1.1\r\nHost: [\r\nContent-Length: 0",
  ];
  for (const head of heads) {
    const answer = await exchange(server.port, `${head}\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 400 [^]*\r\n\r\n\{"error":"bad_request"\}$/, head);
    assert.match(answer, /^x-content-type-options: nosniff\r$/m, head);
    assert.match(answer, /^content-security-policy: default-src 'none'; frame-ancestors 'none'\r$/m, head);
  }
  for (const host of ["localhost", "LOCALHOST:1", "[::1]:8000", "192.0.2.1", "my_host.example.", "x:", ""]) {
    const answer = await exchange(
      server.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 200 /, host);
  }
  assert.match(await exchange(server.port, "GET / HTTP/1.0\r\n\r\n"), /^HTTP\/1\.. 200 /);
  const metrics = await fetch(`${server.origin}/metrics`, {
    headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
  });
  assert.match(
    await metrics.text(),
    new RegExp(`^vieraugen_refusals_total\\{code="bad_request"\\} ${heads.length}$`, "m"),
  );
  await found(server.log, /"status":400,"code":"bad_request"/);
});

Deno.test("withGate: paths that cannot be decoded or that a URL parser rewrites are a 400, unknown methods a 405", async () => {
  await using server = await startServer();
  const ask = async (line: string) =>
    await exchange(server.port, `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  for (
    const line of [
      "GET /r/%ff",
      "GET /%",
      "GET /api/..",
      "GET /r/../api/about",
      "GET /api/%2e%2E/help",
      "GET /api/./about",
      "GET /\\api/about",
    ]
  ) {
    const answer = await ask(line);
    assert.match(answer, /^HTTP\/1\.1 400 [^]*\r\n\r\n\{"error":"bad_request"\}$/, line);
    assert.match(answer, /^x-content-type-options: nosniff\r$/m, line);
  }
  for (const line of ["TRACE /", "XYZ /api/join"]) {
    const answer = await ask(line);
    assert.match(answer, /^HTTP\/1\.1 405 [^]*\r\n\r\n\{"error":"method_not_allowed"\}$/, line);
    assert.match(answer, /^allow: GET, HEAD, .*\r$/m, line);
    assert.match(answer, /^x-content-type-options: nosniff\r$/m, line);
  }
  for (
    const line of [
      "GET /help/",
      "GET /help?to=/../x",
      "GET /.../",
      "GET /..a",
      "GET /r/%2F..%2F",
      "OPTIONS /help",
    ]
  ) {
    assert.doesNotMatch(await ask(line), /^HTTP\/1\.1 (?:400|5)/, line);
  }
});
