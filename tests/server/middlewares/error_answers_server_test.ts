import assert from "node:assert/strict";
import { startServer } from "../../support/running_server.ts";

Deno.test("errorAnswers: an error is a whole page, in its language, with the headers of every page", async () => {
  await using server = await startServer();
  for (
    const [method, path, lang, status, words] of [
      ["GET", "/nothing/here", "de", 404, "Zur Startseite"],
      ["GET", "/nothing/here", "en", 404, "To the start page"],
      ["GET", "/design", "de", 404, "Zur Startseite"],
      ["POST", "/help", "de", 405, "Zur Startseite"],
      ["DELETE", "/r/AAAAAAAAAAAAAAAAAAAAAA", "en", 405, "To the start page"],
    ] as const
  ) {
    const response = await fetch(server.origin + path, { method, headers: { "accept-language": lang } });
    const html = await response.text();
    assert.deepEqual([path, response.status], [path, status]);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
    assert.ok(html.includes(`<html lang="${lang}"`));
    assert.ok(html.includes(`data-error="${status}"`), html);
    assert.ok(html.includes(words), `${path}: ${words}`);
    const policy = response.headers.get("content-security-policy") ?? "";
    const [, nonce = ""] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    const [, rules = ""] = new RegExp(`<style nonce="${nonce}">([^<]+)</style>`).exec(html) ?? [];
    assert.ok(rules.length > 500, "it has its style");
    assert.equal(response.headers.get("referrer-policy"), "no-referrer");
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(response.headers.get("allow") !== null, status === 405);
  }
});

Deno.test("errorAnswers: JSON for the API, whose policy allows nothing", async () => {
  await using server = await startServer();
  for (
    const [method, path, headers, status, error] of [
      ["GET", "/api", {}, 404, "not_found"],
      ["GET", "/api/none?x=1", {}, 404, "not_found"],
      ["GET", "//api//none", {}, 404, "not_found"],
      ["GET", "/api/none/", {}, 404, "not_found"],
      ["PUT", "/api/join", {}, 405, "method_not_allowed"],
      ["POST", "/api/join", { origin: "https://evil.example" }, 403, "cross_site"],
    ] as const
  ) {
    const response = await fetch(server.origin + path, { method, headers });
    assert.deepEqual([path, response.status, await response.json()], [path, status, { error }]);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(
      response.headers.get("content-security-policy"),
      "default-src 'none'; frame-ancestors 'none'",
    );
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(response.headers.get("x-robots-tag"), "noindex, nofollow");
  }
});
