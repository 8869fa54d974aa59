import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { preferredEncoding } from "../../../fresh/static_files.ts";
import { ask, fixtureApp } from "../fixture_app.ts";

const WORDS = new URL("../fixture/static/words.txt", import.meta.url);

async function bytes(path: string, headers: Record<string, string>): Promise<[Headers, Uint8Array]> {
  const response = await (await fixtureApp())(new Request(`http://localhost${path}`, { headers }));
  assert.equal(response.status, 200);
  return [response.headers, new Uint8Array(await response.arrayBuffer())];
}

Deno.test("staticFiles: serves Brotli and gzip by Accept-Encoding, each with an ETag of its own", async () => {
  const plain = await Deno.readFile(WORDS);
  const variants: [string, string | null, (body: Uint8Array) => Uint8Array][] = [
    ["gzip, deflate, br", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["identity", null, (body) => body],
    ["br;q=0, gzip;q=0", null, (body) => body],
  ];
  const etags = new Set<string | null>();
  for (const [accept, encoding, unpack] of variants) {
    const [headers, body] = await bytes("/words.txt", { "accept-encoding": accept });
    assert.equal(headers.get("content-encoding"), encoding, accept);
    assert.equal(headers.get("vary"), "accept-encoding");
    assert.equal(headers.get("content-length"), String(body.length));
    assert.equal(headers.get("content-type"), "text/plain; charset=utf-8");
    assert.deepEqual(new Uint8Array(unpack(body)), plain);
    etags.add(headers.get("etag"));
  }
  assert.equal(etags.size, 3);
  const [headers] = await bytes("/small.txt", { "accept-encoding": "br, gzip" });
  assert.equal(headers.get("content-encoding"), null, "too small");
});

Deno.test("preferredEncoding: the highest weight, then Brotli", () => {
  const both = { encodings: ["br", "gzip"] as ("br" | "gzip")[] };
  assert.equal(preferredEncoding("gzip, br", both), "br");
  assert.equal(preferredEncoding("br;q=0.5, gzip;q=0.8", both), "gzip");
  assert.equal(preferredEncoding("*", both), "br");
  assert.equal(preferredEncoding("", both), "");
  assert.equal(preferredEncoding("identity, gzip;q=0.1", both), "");
  assert.equal(preferredEncoding("GZIP;q=1.0", both), "gzip");
  assert.equal(preferredEncoding("br", { encodings: [] }), "");
});

Deno.test("staticFiles: 304 for a known ETag; browsers revalidate a URL without a hash", async () => {
  const handler = await fixtureApp();
  const first = await ask(handler, "/picture.svg");
  const etag = first.headers.get("etag")!;
  assert.match(etag, /^"[0-9a-z]+(-\w+)?"$/);
  assert.equal(first.headers.get("cache-control"), "public, no-cache");
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await ask(handler, "/picture.svg", { headers: { "if-none-match": known } });
    assert.deepEqual([again.status, again.text, again.headers.get("etag")], [304, "", etag]);
  }
  assert.equal((await ask(handler, "/picture.svg", { headers: { "if-none-match": '"old"' } })).status, 200);
});

Deno.test("staticFiles: a URL with the hash of its content may be cached for ever", async () => {
  const handler = await fixtureApp();
  const { text } = await ask(handler, "/islands");
  const [, hashed = ""] = /href="(\/picture\.svg\?[^"]+)"/.exec(text) ?? [];
  const scripts = text.match(/\/_fresh\/[\w-]+\.js/g) ?? [];
  assert.ok(scripts.length >= 2);
  for (const path of [hashed, ...scripts]) {
    const { status, headers } = await ask(handler, path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable", path);
  }
  const stale = await ask(handler, "/picture.svg?__frsh_c=0123");
  assert.equal(stale.headers.get("cache-control"), "public, no-cache", "the hash of another content");
});

Deno.test("staticFiles: HEAD, 405 for other methods, and nothing outside of the build", async () => {
  const handler = await fixtureApp();
  const head = await ask(handler, "/words.txt", { method: "HEAD" });
  assert.deepEqual([head.status, head.text], [200, ""]);
  assert.ok(Number(head.headers.get("content-length")) > 0);
  const post = await ask(handler, "/words.txt", { method: "POST" });
  assert.deepEqual([post.status, post.headers.get("allow")], [405, "GET, HEAD"]);
  for (
    const path of [
      "/../state.ts",
      "/%2e%2e/state.ts",
      "/..%2fstate.ts",
      "/words.txt/",
      "/_fresh/",
      "/%",
      "/%ff",
    ]
  ) {
    assert.equal((await ask(handler, path)).status, 404, path);
  }
});
