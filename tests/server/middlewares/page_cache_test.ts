import assert from "node:assert/strict";
import { App, type MiddlewareFn } from "fresh";
import { parseConfig } from "../../../server/config.ts";
import { language } from "../../../server/middlewares/language.ts";
import { pageCache } from "../../../server/middlewares/page_cache.ts";
import type { State } from "../../../server/state.ts";

Deno.test("pageCache: renders and compresses a page once, under all spellings of its address", async () => {
  let renderings = 0;
  const withConfig: MiddlewareFn<State> = async (ctx) => {
    ctx.state.config = parseConfig({});
    return await ctx.next();
  };
  const app = new App<State>().use(withConfig).use(language).use(pageCache()).get("/help", () => {
    renderings++;
    return new Response("<p>", { headers: { "content-type": "text/html" } });
  });
  const handler = app.handler();
  const odd = Array.from({ length: 100 }, (_, i) => [
    `http://localhost/${"/".repeat(i)}help`,
    `http://host-${i}.example/help`,
    `http://localhost/help?${i}&lang=x${i}`,
  ]).flat();
  for (const [i, url] of odd.entries()) {
    const response = await handler(new Request(url, { method: i % 2 ? "GET" : "HEAD" }));
    assert.deepEqual([url, response.status, response.headers.has("etag")], [url, 200, true]);
  }
  assert.deepEqual([odd.length, renderings], [300, 1]);
  const switched = await handler(new Request("http://localhost//help?a=b&lang=en"));
  assert.deepEqual([switched.status, switched.headers.get("location")], [303, "/help?a=b"]);
  await handler(new Request("http://localhost/help", { headers: { cookie: "lang=en" } }));
  assert.equal(renderings, 2, "each language its own");
});
