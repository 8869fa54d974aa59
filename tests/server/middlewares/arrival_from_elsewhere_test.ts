import assert from "node:assert/strict";
import { de } from "../../../i18n/de/mod.ts";
import { arrivalFromElsewhere } from "../../../server/middlewares/arrival_from_elsewhere.tsx";
import { ROUTE_POLICIES } from "../../../server/route_policy.ts";
import { appOf } from "../../support/app.ts";

const MARK = "vieraugen-signed-in=1";
const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("arrivalFromElsewhere: asks again where a sign-in may have been kept back, once, and nowhere else", async () => {
  const routes = Object.keys(ROUTE_POLICIES);
  const ask = appOf(
    [arrivalFromElsewhere],
    Object.fromEntries(routes.map((route) => [route, () => new Response("decided")])),
    { state: { t: de, lang: "de" } },
  );
  const isDecided = async (
    path: string,
    { cookie = MARK, site = "cross-site" as string | undefined, method = "GET" } = {},
  ) => {
    const headers = { cookie, ...(site === undefined ? {} : { "sec-fetch-site": site }) };
    const answer = await ask(path, { method, headers });
    const text = await answer.text();
    if (text === "decided") return true;
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.match(text, /<noscript><meta http-equiv="refresh" content="0;url=\?again"/);
    return false;
  };
  const depending = routes.filter((route) => {
    const { kind, access } = ROUTE_POLICIES[route]!;
    return kind === "page" && access !== "anyone";
  });
  assert.deepEqual(depending, [
    "/r/:room",
    "/practice",
    "/practice/new",
    "/practice/members",
    "/practice/security",
    "/practice/settings",
  ]);
  for (const route of routes) {
    const path = route.replaceAll(/:[a-z]+\*?/g, ROOM);
    assert.equal(await isDecided(path), !depending.includes(route), route);
  }
  const page = "/practice/settings";
  for (
    const [what, path, request, decided] of [
      ["older browsers say nothing", page, { site: undefined }, false],
      ["the second request", `${page}?again`, {}, true],
      ["the second request of an older browser", `${page}?again`, { site: undefined }, true],
      ["with another query", `${page}?utm_source=mail`, {}, false],
      ["the sign-in came along", page, { cookie: `${MARK}; vieraugen=abc` }, true],
      ["nobody has signed in here", page, { cookie: "lang=de" }, true],
      ["typed, or from a mail program", page, { site: "none" }, true],
      ["from this site", page, { site: "same-origin" }, true],
      ["from a name beside it", page, { site: "same-site" }, true],
      ["no page is opened by it", page, { method: "POST" }, true],
    ] as const
  ) assert.equal(await isDecided(path, request), decided, what);
});
