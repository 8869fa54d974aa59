import assert from "node:assert/strict";
import { canonicalOrigin } from "../../../server/middlewares/canonical_origin.ts";
import { appOf } from "../../support/app.ts";

Deno.test("canonicalOrigin: redirects GET requests under another host name, except for monitoring", async () => {
  const answer = () => new Response("ok");
  const routes = { "/help": answer, "/healthz": answer, "/api/join": answer };
  const env = { PUBLIC_ORIGIN: "https://video.example.org" };
  const ask = appOf([canonicalOrigin], routes, { env });
  const moved = await ask("http://other.example/help?a=b");
  assert.deepEqual([moved.status, moved.headers.get("location")], [
    308,
    "https://video.example.org/help?a=b",
  ]);
  assert.equal((await ask("http://video.example.org/help")).status, 200);
  assert.equal((await ask("http://10.0.0.1/healthz")).status, 200);
  assert.equal((await ask("http://other.example/api/join", { method: "POST" })).status, 200);
  assert.equal((await appOf([canonicalOrigin], routes)("http://other.example/help")).status, 200);
});
