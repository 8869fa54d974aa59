import assert from "node:assert/strict";
import { LANGS } from "../../i18n/mod.ts";
import { browserHeaders, BROWSERS, KINDS, languageOf } from "../../release/browser_headers.ts";

const ORIGIN = "https://video.example.org:8443";

Deno.test("browserHeaders: fills every place, and sends no empty field", () => {
  for (const protocol of ["h2", "http/1.1"] as const) {
    for (const browser of BROWSERS) {
      for (const kind of KINDS) {
        for (const lang of LANGS) {
          const headers = browserHeaders({ protocol, browser, kind, origin: ORIGIN, path: "/a/b", lang });
          const names = headers.map(([name]) => name.toLowerCase());
          assert.equal(new Set(names).size, names.length);
          assert.ok(headers.every(([, value]) => value !== "" && !/\{(?!etag)/.test(value)));
          const get = (name: string) => headers.find((each) => each[0].toLowerCase() === name)?.[1];
          assert.equal(get(protocol === "h2" ? ":authority" : "host"), "video.example.org:8443");
          assert.equal(get(":path"), protocol === "h2" ? "/a/b" : undefined);
          assert.equal(get("accept-encoding"), "gzip, deflate, br, zstd");
          assert.ok(
            get("accept")?.startsWith(
              kind.startsWith("typed") || kind === "linked" ? "text/html" : get("accept")!,
            ),
          );
          assert.match(get("sec-fetch-dest")!, /^(document|script|image|style|empty)$/);
          assert.equal(get("sec-ch-ua") !== undefined, browser === "chromium");
          assert.equal(get("if-none-match"), kind.endsWith("Again") ? "{etag}" : undefined);
        }
      }
    }
  }
});

Deno.test("languageOf: as each browser writes it; a variant is German by the browser, and chosen by a cookie", () => {
  assert.deepEqual(languageOf("chromium", "de"), {
    acceptLanguage: "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
    cookie: "",
  });
  assert.deepEqual(languageOf("firefox", "de"), { acceptLanguage: "de,en-US;q=0.9,en;q=0.8", cookie: "" });
  assert.deepEqual(languageOf("chromium", "en"), { acceptLanguage: "en-US,en;q=0.9", cookie: "" });
  const simple = languageOf("firefox", "de-simple");
  assert.deepEqual(simple, { ...languageOf("firefox", "de"), cookie: "lang=de-simple" });
  const typed = browserHeaders({
    protocol: "h2",
    browser: "firefox",
    kind: "typed",
    origin: ORIGIN,
    path: "/",
    lang: "de-simple",
  });
  assert.ok(typed.some(([name, value]) => name === "cookie" && value === "lang=de-simple"));
});
