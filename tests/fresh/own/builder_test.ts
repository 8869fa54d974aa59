import assert from "node:assert/strict";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { ask, FIXTURE } from "../fixture_app.ts";
import type { State } from "../fixture/state.ts";

Deno.test("Builder: an island that is built apart has a runtime of its own, so it cannot stand beside others", async () => {
  const give = await new Builder<State>({ root: FIXTURE, apart: ["Card"] }).build({ snapshot: "memory" });
  const app = new App<State>().fsRoutes();
  give(app);
  const { status, text } = await ask(app.handler(), "/islands");
  assert.equal(status, 500);
  assert.match(text, /defect/);
});
