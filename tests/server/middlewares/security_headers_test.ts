import assert from "node:assert/strict";
import { securityHeaders } from "../../../server/middlewares/security_headers.ts";
import type { InlineSources } from "../../../server/content_security_policy.ts";
import { appOf } from "../../support/app.ts";

const NOTHING = "default-src 'none'; frame-ancestors 'none'";

function app(inlineSources?: InlineSources, env: Record<string, string> = {}) {
  const answer = () => new Response();
  const routes = { "/help": answer, "/practice": answer, "/api/about": answer };
  return appOf([securityHeaders], routes, { env, state: inlineSources ? { inlineSources } : {} });
}

Deno.test("securityHeaders: pages are strict, the API carries only what it needs", async () => {
  const ask = app({ nonce: "abc" });
  const [page, practice, api] = [
    (await ask("/help")).headers,
    (await ask("/practice")).headers,
    (await ask("/api/about")).headers,
  ];
  for (const headers of [page, practice, api]) {
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(headers.get("strict-transport-security"), null, "without TLS");
  }
  for (
    const name of ["referrer-policy", "x-frame-options", "cross-origin-opener-policy", "permissions-policy"]
  ) {
    assert.deepEqual([page.has(name), practice.has(name), api.has(name)], [true, true, false], name);
  }
  const robots = [page, practice, api].map((headers) => headers.get("x-robots-tag"));
  assert.deepEqual(robots, [null, "noindex, nofollow", "noindex, nofollow"]);
  const policies = [page, practice, api].map((headers) => headers.get("content-security-policy")!);
  assert.match(policies[0]!, /script-src 'self' 'nonce-abc';/);
  assert.match(policies[1]!, /script-src 'self' 'wasm-unsafe-eval' 'nonce-abc';/);
  assert.equal(policies[2], NOTHING);
});

Deno.test("securityHeaders: redirects and refusals allow nothing; TLS adds its headers", async () => {
  assert.equal((await app()("/help")).headers.get("content-security-policy"), NOTHING);
  const { headers } = await app("none", { PUBLIC_ORIGIN: "https://video.example.org" })("/help");
  assert.match(headers.get("content-security-policy")!, /upgrade-insecure-requests/);
  assert.equal(headers.get("strict-transport-security"), "max-age=31536000", "this name, and none below it");
});
