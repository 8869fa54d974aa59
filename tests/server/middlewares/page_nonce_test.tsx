import assert from "node:assert/strict";
import { App } from "fresh";
import { pageNonce } from "../../../server/middlewares/page_nonce.ts";
import type { State } from "../../../server/state.ts";

const Page = () => <style>{"a{}"}</style>;

Deno.test("pageNonce: keeps the nonce of a rendered page, and leaves no policy behind", async () => {
  const seen: State["inlineSources"][] = [];
  const handler = new App<State>().use(async (ctx) => {
    const response = await ctx.next();
    seen.push(ctx.state.inlineSources);
    assert.equal(response.headers.get("content-security-policy"), null);
    return response;
  }).use(pageNonce)
    .get("/help", (ctx) => ctx.render(<Page />))
    .get("/healthz", () => new Response("ok"))
    .get("/api/about", () => Response.json({}))
    .handler();
  const html = await (await handler(new Request("http://localhost/help"))).text();
  for (const path of ["/healthz", "/api/about"]) await handler(new Request(`http://localhost${path}`));
  const [page, file, api] = seen;
  assert.ok(typeof page === "object" && "nonce" in page && html.includes(`nonce="${page.nonce}"`), html);
  assert.deepEqual([file, api], ["none", undefined]);
});
