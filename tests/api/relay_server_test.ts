import assert from "node:assert/strict";
import { startServer } from "../support/running_server.ts";
import type { IceAnswer } from "../../wire/rooms.ts";

Deno.test("GET /api/check: all that an address gets are one user at the relay, and the relay cannot read the address in it", async () => {
  await using server = await startServer({
    TRUST_PROXY: "1",
    TURN_URLS: "turn:turn.example.org",
    TURN_SECRET: "secret",
  });
  const userOf = async (address: string) => {
    const response = await fetch(`${server.origin}/api/check`, { headers: { "x-forwarded-for": address } });
    const { iceServers: [relay], lifetimeMs } = await response.json() as IceAnswer;
    assert.equal(lifetimeMs, 120_000);
    assert.ok(!JSON.stringify(relay).includes(address));
    return relay!.username!.split(":")[1];
  };
  const user = await userOf("203.0.113.1");
  assert.equal(await userOf("203.0.113.1"), user);
  assert.notEqual(await userOf("203.0.113.2"), user);
  assert.equal(await userOf("2001:db8::1"), await userOf("2001:db8:0:1::1"), "a /48 may be one household");
});
