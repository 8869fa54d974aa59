import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { compression } from "../../../server/middlewares/compression.ts";
import { appOf } from "../../support/app.ts";

Deno.test("compression: pages for browsers that accept gzip; never the API, never twice", async () => {
  const html = { "content-type": "text/html; charset=utf-8" };
  const ask = appOf([compression], {
    "/help": () => new Response("<p>help</p>", { headers: html }),
    "/faq": () => new Response("packed", { headers: { ...html, "content-encoding": "br" } }),
    "/api/about": () => Response.json({}),
  });
  const gzip = { headers: { "accept-encoding": "gzip, br" } };
  const packed = await ask("/help", gzip);
  assert.deepEqual([packed.headers.get("content-encoding"), packed.headers.get("vary")], [
    "gzip",
    "accept-encoding",
  ]);
  assert.equal(gunzipSync(new Uint8Array(await packed.arrayBuffer())).toString(), "<p>help</p>");
  const plain = await ask("/help");
  assert.deepEqual([plain.headers.get("content-encoding"), await plain.text()], [null, "<p>help</p>"]);
  assert.equal((await ask("/faq", gzip)).headers.get("content-encoding"), "br");
  assert.equal((await ask("/api/about", gzip)).headers.get("content-encoding"), null);
});
