import assert from "node:assert/strict";
import manifest from "../../fresh.gen.ts";
import { pagesOf } from "../../release/verify.ts";

Deno.test("pagesOf: every page, and nothing of the API", () => {
  const pages = pagesOf(manifest.routes);
  for (
    const page of ["/", "/help", "/r/AAAAAAAAAAAAAAAAAAAAAA", "/practice", "/practice/setup", "/no-such-page"]
  ) {
    assert.ok(pages.includes(page), page);
  }
  assert.ok(pages.every((page) => !page.includes("_") && !page.startsWith("/api") && !page.includes("[")));
});
