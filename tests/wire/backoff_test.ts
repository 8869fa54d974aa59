import assert from "node:assert/strict";
import { Backoff } from "../../wire/backoff.ts";

Deno.test("Backoff doubles up to its longest step, and starts over after a reset", () => {
  const backoff = new Backoff(250, 1_500, () => 1);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.nextMs()), [250, 500, 1_000, 1_500, 1_500]);
  backoff.reset();
  assert.equal(backoff.nextMs(), 250);
});

Deno.test("Backoff: jitter leaves the least share of a step", () => {
  assert.equal(new Backoff(1_000, 8_000, () => 0).nextMs(), 100);
  assert.equal(new Backoff(1_000, 8_000, () => 0, 0.75).nextMs(), 750);
  assert.equal(new Backoff(1_000, 8_000, () => 0.5, 0.75).nextMs(), 875);
});
