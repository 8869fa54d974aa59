import assert from "node:assert/strict";
import { ask, fixtureApp } from "./fixture_app.ts";

Deno.test("islands: a page without islands has no script and no preloads", async () => {
  const { text, headers } = await ask(await fixtureApp(), "/plain");
  assert.ok(!text.includes("<script"));
  assert.equal(headers.get("link"), null);
  assert.match(text, /&lt;\/body&gt;|&lt;\/body>/);
});

Deno.test("islands: the server renders them with their props, children and nested islands", async () => {
  const { text, headers } = await ask(await fixtureApp(), "/islands");
  for (const id of ["first", "second", "nested"]) {
    const [, island = ""] = new RegExp(`<div id="${id}"(.*?)</div>`, "s").exec(text) ?? [];
    assert.match(island, /data-made="server"/);
    assert.match(island, /<output>3<\/output>/);
    assert.match(island, /<time>2027-01-15T00:00:00.000Z<\/time>/);
    assert.match(island, /<code>1180591620717411303425<\/code>/);
  }
  assert.match(text, /<p>from the <b>server<\/b><\/p>/);
  assert.match(text, /<em>the foot<\/em>/);
  assert.match(text, /<script[^>]* type="module"|<script type="module"/);
  assert.match(headers.get("link") ?? "", /rel="modulepreload"/);
});

Deno.test("csp: every inline script and style has the nonce of its own answer", async () => {
  const handler = await fixtureApp();
  const nonces = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const { text, headers } = await ask(handler, "/islands");
    const policy = headers.get("content-security-policy") ?? "";
    const [, nonce = ""] = /script-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`));
    assert.ok(nonce.length >= 16);
    assert.ok(!policy.includes("unsafe-inline"));
    const tags = text.match(/<(script|style)\b[^>]*>/g) ?? [];
    assert.ok(tags.length >= 2);
    for (const tag of tags) assert.ok(tag.includes(`nonce="${nonce}"`), tag);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 2, "no nonce twice");
});
