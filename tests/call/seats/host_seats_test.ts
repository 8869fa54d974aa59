import assert from "node:assert/strict";
import { vouch } from "../../../call/seats/host_seats.ts";
import { FakeClock } from "../../support/fake_clock.ts";

Deno.test("vouch: until the server has heard it, or refuses", async () => {
  const { fetch } = globalThis;
  const answers = {
    down: () => Promise.reject(new TypeError("down")),
    unavailable: () => Promise.resolve(Response.json({ error: "unavailable" }, { status: 503 })),
    heard: () => Promise.resolve(new Response(null, { status: 204 })),
    gone: () => Promise.resolve(Response.json({ error: "peer_unknown" }, { status: 404 })),
  };
  try {
    for (const last of ["heard", "gone"] as const) {
      const clock = new FakeClock(undefined, () => new Promise((done) => setTimeout(done)));
      const left: (keyof typeof answers)[] = ["down", "unavailable", "down", last];
      globalThis.fetch = () => answers[left.shift()!]();
      vouch("AAAAAAAAAAAAAAAAAAAAAA", "guest", undefined, clock);
      await clock.turn(300_000);
      assert.deepEqual(left, []);
    }
  } finally {
    globalThis.fetch = fetch;
  }
});
