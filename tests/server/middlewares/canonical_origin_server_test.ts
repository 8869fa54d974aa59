import assert from "node:assert/strict";
import { ApiClient } from "../../api/client.ts";
import { freePort } from "../../support/free_port.ts";
import { startNginx } from "../../support/nginx.ts";
import { exchange } from "../../support/raw_exchange.ts";
import { found, startServer } from "../../support/running_server.ts";

const PEER = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("canonicalOrigin: redirects pages under another host name, not monitoring and the API", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example.org" });
  assert.match(server.log.join("\n"), /^Set-up link: https:\/\/video\.example\.org\/practice\/setup#/m);
  for (const path of ["/", "/help?a=b", "/r/AAAAAAAAAAAAAAAAAAAAAA"]) {
    const page = await fetch(server.origin + path, { redirect: "manual" });
    assert.deepEqual([page.status, page.headers.get("location")], [308, `https://video.example.org${path}`]);
    await page.body?.cancel();
  }
  assert.equal(await (await fetch(`${server.origin}/healthz`)).text(), "ok");
  // The way of a proxy that hands the name on.
  const { status } = await new ApiClient(server).call("POST", "/api/join", {
    body: { locator: "00000", peerId: PEER },
  });
  assert.equal(status, 404);
});

Deno.test("behind nginx: every Host header that passes on the name leads to the page, and any other is said once", async () => {
  const name = "video.example.org";
  await using server = await startServer({ PUBLIC_ORIGIN: `https://${name}`, TRUST_PROXY: "1" });
  const hosts = ["$host", "$http_host", "$host:$server_port", "$host:443", "$host:80"];
  const ports = hosts.map(() => freePort());
  const replaced = freePort();
  const serverLines = (port: number, line: string) =>
    `server { listen 127.0.0.1:${port}; location / { proxy_pass ${server.origin}; ${line} } }`;
  await using _nginx = await startNginx(
    replaced,
    [
      ...hosts.map((host, i) => serverLines(ports[i]!, `proxy_set_header Host ${host};`)),
      serverLines(replaced, ""),
    ].join("\n"),
  );
  const ask = (port: number, head: string, body = "") =>
    exchange(port, `${head}\r\nHost: VIDEO.example.org\r\nConnection: close\r\n\r\n${body}`);
  const sent = ["origin: https://video.example.org", "content-type: application/json", "content-length: 2"];
  for (const [i, port] of ports.entries()) {
    assert.match(await ask(port, "GET /help HTTP/1.1"), /^HTTP\/1\.1 200 /, hosts[i]);
    const join = await ask(port, ["POST /api/join HTTP/1.1", ...sent].join("\r\n"), "{}");
    assert.match(join, /^HTTP\/1\.1 400 /, `${hosts[i]}: read, and not refused as another site's`);
  }
  assert.ok(!server.log.some((line) => line.includes("another name")));
  assert.match(await ask(replaced, "GET /help HTTP/1.1"), /^HTTP\/1\.1 308 /, "nginx names its upstream");
  await ask(replaced, "GET /help HTTP/1.1");
  await found(server.log, /^A page was asked for under another name .* does not pass on the Host header\.$/);
  assert.equal(server.log.filter((line) => line.includes("another name")).length, 1);
});

Deno.test("behind nginx without PUBLIC_ORIGIN: a page's own requests are not refused as another site's", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const port = freePort();
  await using _nginx = await startNginx(
    port,
    `server { listen 127.0.0.1:${port}; location / { proxy_pass ${server.origin}; proxy_set_header Host $host:443; } }`,
  );
  const join = (origin: string) =>
    exchange(
      port,
      ["POST /api/join HTTP/1.1", "Host: video.example.org", `Origin: ${origin}`, "Connection: close"]
        .concat("Content-Type: application/json", "Content-Length: 2", "", "{}").join("\r\n"),
    );
  assert.match(await join("https://video.example.org"), /^HTTP\/1\.1 400 /);
  assert.match(await join("https://other.example"), /^HTTP\/1\.1 403 /);
  assert.match(await join("null"), /^HTTP\/1\.1 403 /);
});
