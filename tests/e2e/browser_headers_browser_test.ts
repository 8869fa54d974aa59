import assert from "node:assert/strict";
import { browserHeaders, BROWSERS, KINDS, languageOf } from "../../release/browser_headers.ts";
import { recordBrowsers } from "../support/record_headers.ts";

/** Without the numbers of versions: a newer browser is no difference by itself. */
const unversioned = (line: string) =>
  /^(user-agent|sec-ch-ua): /i.test(line) ? line.replaceAll(/\d[\d.]*/g, "N") : line;

Deno.test("browserHeaders: what deno task verify sends is what Chromium and Firefox send, by name, value and order", async () => {
  const recorded = await recordBrowsers();
  const origin = "https://video.example.org";
  const [path, lang] = ["/some/path", "de"] as const;
  for (const protocol of ["h2", "http/1.1"] as const) {
    for (const browser of BROWSERS) {
      for (const kind of KINDS) {
        const sent = browserHeaders({ protocol, browser, kind, origin, path, lang })
          .map(([name, value]) => unversioned(`${name}: ${value}`));
        const places: Record<string, string> = {
          origin,
          host: "video.example.org",
          path,
          scheme: "https",
          ...languageOf(browser, lang),
          // German is the browsers' own language; what they have is known only later.
          etag: "{etag}",
        };
        const expected = recorded[protocol][browser][kind]
          .map((line) => line.replace(/\{(\w+)\}/g, (_, place: string) => places[place]!))
          .filter((line) => !/^cookie: $/i.test(line))
          .map(unversioned);
        assert.deepEqual(sent, expected, `${browser}, ${kind}, ${protocol}`);
      }
    }
  }
});
