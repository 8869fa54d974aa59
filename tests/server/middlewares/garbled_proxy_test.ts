import assert from "node:assert/strict";
import { garbledProxy } from "../../../server/middlewares/garbled_proxy.ts";
import { appOf } from "../../support/app.ts";

Deno.test("garbledProxy: says once that a trusted proxy names no address, and repeats nothing of it", async () => {
  for (const [trust, most] of [["1", 1], ["0", 0]] as const) {
    const printed: string[] = [];
    const middlewares = [garbledProxy((line) => printed.push(line))];
    const ask = appOf(middlewares, { "/": () => new Response("ok") }, { env: { TRUST_PROXY: trust } });
    for (const forwarded of [undefined, "192.0.2.1", "192.0.2.1:443", "[2001:db8::1]:443, 192.0.2.1"]) {
      await ask("/", { headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } });
    }
    assert.equal(printed.length, 0);
    for (let times = 0; times < 2; times++) {
      assert.equal(await (await ask("/", { headers: { "x-forwarded-for": "secret" } })).text(), "ok");
    }
    assert.equal(printed.length, most);
    assert.ok(printed.every((line) => line.includes("TRUST_PROXY") && !line.includes("secret")));
  }
});
