import assert from "node:assert/strict";
import { cacheControl } from "../../../server/middlewares/cache_control.ts";
import { appOf } from "../../support/app.ts";

Deno.test("cacheControl: no-store where the policy says so, unless the handler has set the header", async () => {
  const ask = appOf([cacheControl], {
    "/api/about": () => new Response(),
    "/practice": () => new Response(),
    "/healthz": () => new Response(null, { headers: { "cache-control": "private" } }),
    "/check": () => new Response(),
  });
  const of = async (path: string) => (await ask(path)).headers.get("cache-control");
  assert.deepEqual(
    [await of("/api/about"), await of("/practice"), await of("/healthz"), await of("/check")],
    ["no-store", "no-store", "private", null],
  );
});
