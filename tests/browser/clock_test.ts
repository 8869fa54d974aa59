import assert from "node:assert/strict";
import { pause, realClock } from "../../browser/clock.ts";

Deno.test("realClock: the page's time goes on whatever the device's clock is set to; the device's follows it", async () => {
  const { now } = Date;
  const begin = { pageMs: realClock.nowMs(), deviceMs: realClock.deviceMs() };
  assert.ok(Math.abs(begin.pageMs - now()) < 60_000, "near the device's time when the page was opened");
  try {
    for (const setByMs of [-3600_000, 86_400_000, -20 * 365 * 86_400_000]) {
      Date.now = () => now() + setByMs;
      await pause(5);
      const passedMs = realClock.nowMs() - begin.pageMs;
      assert.ok(passedMs > 0 && passedMs < 10_000, `${passedMs} ms`);
      assert.ok(Math.abs(realClock.deviceMs() - begin.deviceMs - setByMs) < 10_000);
    }
  } finally {
    Date.now = now;
  }
});
