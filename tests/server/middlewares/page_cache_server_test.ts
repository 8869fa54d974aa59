import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { startServer } from "../../support/running_server.ts";
import { exchange } from "../../support/raw_exchange.ts";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

Deno.test("pageCache: identical bytes, a 304 for a known ETag, one entry per language and encoding, HEAD", async () => {
  await using server = await startServer();
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    const response = await fetch(server.origin + path, { method, headers, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const german = { "accept-language": "de" };
  const [first, second] = [await get("/", german), await get("/", german)];
  assert.equal(first.text, second.text);
  assert.match(first.text, /lang="de"/);
  assert.doesNotMatch(first.text, /nonce/);
  const policy = first.headers.get("content-security-policy")!;
  for (const [, content] of first.text.matchAll(/<script>([^]*?)<\/script>/g)) {
    assert.ok(policy.includes(sha256(content!)), "each inline script by its hash");
  }
  assert.doesNotMatch(policy, /nonce|unsafe-inline/);
  const etag = second.headers.get("etag")!;
  const known = await get("/", { ...german, "if-none-match": etag });
  assert.deepEqual([known.status, known.text], [304, ""]);
  assert.match((await get("/", { "accept-language": "en" })).text, /lang="en"/);
  assert.match((await get("/", { ...german, cookie: "lang=en" })).text, /lang="en"/);
  assert.match((await get("/", { ...german, "accept-encoding": "gzip" })).text, /^<!DOCTYPE/);
  assert.equal((await get("/?lang=en")).status, 303);
  assert.equal((await get("/", german, "HEAD")).status, 200);
  assert.equal((await get("/", german, "POST")).status, 405);
});

Deno.test("pageCache: another host is redirected to the canonical origin, even when the page is cached", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example.org" });
  const get = (target: string, host: string) =>
    exchange(server.port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  assert.match(await get("/help", "video.example.org"), /^HTTP\/1\.1 200 [^]*etag: /);
  for (const target of ["/help", "//help"]) {
    assert.match(
      await get(target, "other.example"),
      /^HTTP\/1\.1 308 [^]*location: https:\/\/video\.example\.org\/help\r/,
    );
  }
});
