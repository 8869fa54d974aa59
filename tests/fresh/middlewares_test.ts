import assert from "node:assert/strict";
import { App, csp, csrf, type CsrfOptions } from "fresh";
import { ask } from "./fixture_app.ts";

Deno.test("csp: own directives replace defaults of the same name", async () => {
  const app = new App()
    .use(csp({ useNonce: true, csp: ["default-src 'none'", "script-src 'self' https://x.example"] }))
    .get("/", () => new Response("x"));
  const policy = (await ask(app.handler(), "/")).headers.get("content-security-policy")!.split("; ");
  assert.ok(policy.includes("default-src 'none'"));
  assert.ok(policy.includes("script-src 'self' https://x.example"));
  assert.ok(policy.includes("frame-ancestors 'none'"));
  assert.equal(new Set(policy.map((directive) => directive.split(" ")[0])).size, policy.length);
});

Deno.test("csrf: 403 for changes from other sites; own pages and clients that are no browsers pass", async () => {
  const send = async (headers: Record<string, string>, options?: CsrfOptions<unknown>, method = "POST") => {
    const app = new App().use(csrf(options)).all("/", () => new Response("done"));
    return (await ask(app.handler(), "/", { method, headers })).status;
  };
  const evil = "https://evil.example";
  assert.equal(await send({}), 200, "no browser");
  assert.equal(await send({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await send({ "sec-fetch-site": "none" }), 200, "typed or bookmarked");
  assert.equal(await send({ origin: "http://localhost" }), 200);
  for (const site of ["cross-site", "same-site"]) {
    assert.equal(await send({ "sec-fetch-site": site }), 403);
    assert.equal(await send({ "sec-fetch-site": site, origin: evil }), 403);
    assert.equal(await send({ "sec-fetch-site": site, origin: evil }, undefined, "GET"), 200);
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(await send({ origin: evil }, undefined, method), 403);
  }
  assert.equal(await send({ origin: "null" }), 403);
  assert.equal(await send({ origin: evil }, { origin: evil }), 200);
  assert.equal(await send({ origin: evil }, { origin: ["https://a.example", evil] }), 200);
  assert.equal(await send({ origin: evil }, { origin: (origin) => origin.endsWith("evil.example") }), 200);
  assert.equal(await send({ origin: "http://localhost" }, { origin: evil }), 403);
});
