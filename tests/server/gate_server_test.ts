import assert from "node:assert/strict";
import { documentedNginx } from "../support/documented_starts.ts";
import { freePort } from "../support/free_port.ts";
import { METRICS } from "../support/gauges.ts";
import { startNginx } from "../support/nginx.ts";
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

const SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I";
const NAME = "T3R0aWxpZSBLcsOkbWVy";
/** What browsers send for links whose `#` was encoded, and for those with something in their path. */
const CHANGED = [
  `/r/AAAAAAAAAAAAAAAAAAAAAA%23${SECRET}.${NAME}`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA%2523${SECRET}.${NAME}`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA%252523${SECRET}%25252e${NAME}`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA%23${SECRET}.${NAME}%3`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA%23${SECRET}/../${NAME}%ff`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA?utm_source=mail%23${SECRET}.${NAME}`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA%23${SECRET}.${NAME}?utm_source=mail&lang=en`,
  `/r/AAAAAAAAAAAAAAAAAAAAAA?lang=en%23${SECRET}.${NAME}`,
  `/practice/join%23${SECRET}`,
  `/practice/setup%23${SECRET}`,
  `/practice/join/%23${SECRET}`,
  `/%23${SECRET}.${NAME}`,
  `//%23${SECRET}.${NAME}`,
  `/help%23${SECRET}`,
  `/nothing%23${SECRET}`,
  `/api%23${SECRET}`,
  "/r/AAAA%E2%80%8BAAAAAAAAAAAAAAAAAA",
  "/r/AAAA%C2%ADAAAAAAAAAAAAAAAAAA",
  "/r/AAAA%0D%0AAAAAAAAAAAAAAAAAAA",
];

Deno.test("withGate: a changed link is answered by one page for all, and nothing of it is kept or told", async () => {
  await using server = await startServer({ ...METRICS, PUBLIC_ORIGIN: "https://video.example.org" });
  const answers = new Set<string>();
  for (const host of ["video.example.org", "other.example.org"]) {
    for (const path of CHANGED) {
      for (const method of ["GET", "HEAD"]) {
        const answer = await exchange(
          server.port,
          `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Language: de\r\nConnection: close\r\n\r\n`,
        );
        assert.match(answer, /^HTTP\/1\.1 200 /, path);
        assert.match(answer, /^cache-control: no-store\r$/m, path);
        assert.match(answer, /^referrer-policy: no-referrer\r$/m, path);
        assert.doesNotMatch(answer, /^location:/m, path);
        for (const secret of [SECRET, NAME, "AAAA"]) assert.ok(!answer.includes(secret), path);
        if (method === "GET") {
          answers.add(answer.slice(answer.indexOf("<body")).replaceAll(/ nonce="[^"]+"/g, ""));
        }
      }
    }
  }
  assert.equal(answers.size, 1);
  const metrics = await (await fetch(`${server.origin}/metrics`, {
    headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
  })).text();
  assert.match(
    metrics,
    new RegExp(
      `^vieraugen_requests_total\\{method="GET",route="/changed-link",status="200"\\} ${2 * CHANGED.length}$`,
      "m",
    ),
  );
  await found(server.log, /"route":"\/changed-link"/);
  await server.stop();
  for (const text of [metrics, ...server.log]) {
    for (const secret of [SECRET, NAME, "%23"]) assert.ok(!text.includes(secret), text);
  }
});

Deno.test("withGate: what is no changed link goes on as it came", async () => {
  await using server = await startServer();
  const ask = async (line: string) =>
    await exchange(server.port, `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  assert.match(
    await ask("GET /api/rooms/a%23b"),
    /\r\n\r\n\{"error":"consultation_unknown"\}$|"bad_request"/,
  );
  assert.match(await ask(`POST /r/AAAAAAAAAAAAAAAAAAAAAA%23${SECRET}`), /^HTTP\/1\.1 405 /);
  assert.match(await ask("GET /help?words=a%20b"), /^HTTP\/1\.1 200 [^]*<title>Hilfe|<title>Help/);
  assert.match(await ask("GET /r/%C3%A4"), /^HTTP\/1\.1 200 /);
  assert.match(await ask("GET /%"), /^HTTP\/1\.1 400 /);
});

Deno.test("the documented log of nginx has nothing of a changed link", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const port = freePort();
  const directory = await Deno.makeTempDir();
  try {
    const log = `${directory}/access.log`;
    await using _nginx = await startNginx(
      port,
      `${documentedNginx("log_format cut")}
       server { listen 127.0.0.1:${port}; access_log ${log} cut; location / { proxy_pass ${server.origin}; } }`,
    );
    for (const path of CHANGED) {
      await exchange(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    }
    const text = await Deno.readTextFile(log);
    assert.equal(text.trimEnd().split("\n").length, CHANGED.length);
    for (const secret of [SECRET, NAME]) assert.ok(!text.includes(secret), text);
    assert.match(text, /GET \/r\/AAAAAAAAAAAAAAAAAAAAAA 200$/m);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
