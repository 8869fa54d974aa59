import assert from "node:assert/strict";
import { withGate } from "../../../server/gate.ts";
import { refusedAtGate } from "../../../server/middlewares/refused_at_gate.ts";
import type { State } from "../../../server/state.ts";
import { App } from "fresh";

Deno.test("refusedAtGate: refuses the stand-in, not a request with the same address", async () => {
  const codes: State["errorCode"][] = [];
  const app = new App<State>().use(async (ctx) => {
    const response = await ctx.next();
    codes.push(ctx.state.errorCode);
    return response;
  }).use(refusedAtGate).get("/refused", () => new Response("a page"));
  const handler = withGate(app.handler());
  const refused = await handler({ url: "http://x:99999/", method: "GET", headers: new Headers() } as Request);
  assert.deepEqual([refused.status, await refused.json()], [400, { error: "bad_request" }]);
  assert.equal(await (await handler(new Request("http://localhost/refused"))).text(), "a page");
  assert.deepEqual(codes, ["bad_request", undefined]);
});
