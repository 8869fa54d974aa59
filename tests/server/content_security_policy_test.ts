import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { hashInsteadOfNonce, pagePolicy } from "../../server/content_security_policy.ts";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

Deno.test("hashInsteadOfNonce: allows what carried the nonce, and nothing else", () => {
  const html = '<style nonce="abc">a{}</style><script>evil()</script><script nonce="other">evil()</script>' +
    '<script id="x" type="application/json" nonce="abc">{}</script><script src="/a.js" nonce="abc"></script>' +
    '<script nonce="abc">good()</script>';
  const { text, inline } = hashInsteadOfNonce(html, { nonce: "abc" });
  assert.deepEqual(inline, { scripts: [sha256("good()")], styles: [sha256("a{}")] });
  const directives = pagePolicy({ inline, wasm: false, https: true }).split("; ");
  assert.equal(directives[0], "default-src 'none'");
  assert.ok(directives.includes(`script-src 'self' ${sha256("good()")}`));
  assert.ok(directives.includes(`style-src 'self' ${sha256("a{}")}`));
  assert.ok(!text.includes("abc"));
  assert.deepEqual(hashInsteadOfNonce("<p>", "none"), { text: "<p>", inline: "none" });
});

Deno.test("pagePolicy: inline by nonce; WebAssembly and the upgrade to TLS only where they are asked for", () => {
  const withNonce = pagePolicy({ inline: { nonce: "abc" }, wasm: true, https: true });
  assert.match(
    withNonce,
    /; script-src 'self' 'wasm-unsafe-eval' 'nonce-abc'; style-src 'self' 'nonce-abc'; .*; upgrade-insecure-requests;/,
  );
  const bare = pagePolicy({ inline: "none", wasm: false, https: false });
  assert.match(bare, /; script-src 'self'; style-src 'self'; /);
  for (const policy of [withNonce, bare]) assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
  assert.doesNotMatch(bare, /wasm|upgrade/);
});
