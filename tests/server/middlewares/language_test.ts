import assert from "node:assert/strict";
import { language } from "../../../server/middlewares/language.ts";
import { appOf } from "../../support/app.ts";

Deno.test("language: the chosen one, else the browser's; ?lang= chooses one; the API has none", async () => {
  const ask = appOf([language], {
    "/help": ({ state }) => new Response(`${state.lang} ${state.t.langName !== ""}`),
    "/api/about": ({ state }) => new Response(String(state.lang)),
  });
  const of = async (path: string, headers: HeadersInit) => await (await ask(path, { headers })).text();
  assert.equal(await of("/help", { "accept-language": "en" }), "en true");
  assert.equal(await of("/help", { "accept-language": "en", cookie: "lang=de-simple" }), "de-simple true");
  assert.equal(await of("/help?lang=xx", { "accept-language": "en", cookie: "lang=xx" }), "en true");
  assert.equal(await of("/api/about?lang=en", { cookie: "lang=en" }), "undefined");
  const chosen = await ask("/help?a=b&lang=en");
  assert.deepEqual([chosen.status, chosen.headers.get("location")], [303, "/help?a=b"]);
  assert.match(
    chosen.headers.get("set-cookie") ?? "",
    /^lang=en; Path=\/; Max-Age=31536000; SameSite=Strict; HttpOnly$/,
  );
  assert.equal(chosen.headers.get("cache-control"), "no-store");
  const repeated = await ask(`/help?lang=en${"&lang=de".repeat(20_000)}&a=%20b&c`);
  assert.deepEqual([repeated.status, repeated.headers.get("location")], [303, "/help?a=%20b&c"]);
  assert.equal((await ask("/help?lang=en")).headers.get("location"), "/help");
});
