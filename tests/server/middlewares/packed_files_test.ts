import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { App } from "fresh";
import { packedFiles } from "../../../server/middlewares/packed_files.ts";
import type { State } from "../../../server/state.ts";

const TEXT = "one word and the next ".repeat(40);

/** An app whose files are served as upstream's Fresh serves them. */
function appWith(headers: Record<string, string>): (request: Request) => Promise<Response> {
  const served = { "content-type": "text/javascript", "content-length": String(TEXT.length), etag: 'W/"1"' };
  return new App<State>()
    .use(packedFiles())
    .use(() => new Response(TEXT, { headers: { ...served, ...headers } }))
    .handler();
}

function ask(handler: (request: Request) => Promise<Response>, encodings: string): Promise<Response> {
  return handler(new Request("http://localhost/x.js", { headers: { "accept-encoding": encodings } }));
}

Deno.test("packedFiles: compresses a file, by Accept-Encoding", async () => {
  const handler = appWith({ vary: "If-None-Match" });
  for (
    const [encodings, encoding, unpack] of [
      ["gzip, br", "br", brotliDecompressSync],
      ["gzip", "gzip", gunzipSync],
      ["gzip, br", "br", brotliDecompressSync],
    ] as const
  ) {
    const response = await ask(handler, encodings);
    assert.equal(response.headers.get("content-encoding"), encoding);
    assert.equal(response.headers.get("content-length"), null);
    assert.equal(response.headers.get("vary"), "If-None-Match, accept-encoding");
    assert.equal(new TextDecoder().decode(unpack(await response.bytes())), TEXT);
  }
  const plain = await ask(handler, "identity");
  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(plain.headers.get("vary"), "If-None-Match, accept-encoding");
  assert.equal(await plain.text(), TEXT);
});

Deno.test("packedFiles: leaves alone what is compressed by the build, too small, a picture, or no file", async () => {
  for (
    const headers of [
      { vary: "accept-encoding" },
      { "content-encoding": "br" },
      { "content-length": "255" },
      { "content-type": "image/png" },
    ]
  ) {
    const response = await ask(appWith(headers), "br");
    assert.equal(await response.text(), TEXT);
  }
  const withRoute = new App<State>().use(packedFiles())
    .get("/x.js", () => new Response(TEXT, { headers: { "content-type": "application/json", etag: '"1"' } }))
    .handler();
  assert.equal((await ask(withRoute, "br")).headers.get("content-encoding"), null);
});
