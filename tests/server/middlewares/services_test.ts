import assert from "node:assert/strict";
import { parseConfig } from "../../../server/config.ts";
import { services } from "../../../server/middlewares/services.ts";
import type { State } from "../../../server/state.ts";
import { appOf } from "../../support/app.ts";

Deno.test("services: every request gets the same ones", async () => {
  const shared = { config: parseConfig({ PORT: "1" }), store: {}, hub: {}, metrics: {} } as State;
  const seen: Partial<State>[] = [];
  const ask = appOf([services(shared)], {
    "/help": ({ state: { config, store, hub, metrics } }) => {
      seen.push({ config, store, hub, metrics });
      return new Response();
    },
  });
  await ask("/help");
  await ask("/help");
  for (const one of seen) {
    for (const name of ["config", "store", "hub", "metrics"] as const) assert.equal(one[name], shared[name]);
  }
  assert.equal(seen.length, 2);
});
