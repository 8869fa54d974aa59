import assert from "node:assert/strict";

/** Each ten times the one before it: what grows too fast fails before it takes minutes. */
const LENGTHS = [1_000, 10_000, 100_000];
/** Three times what is proportional, and what a timer and a garbage collection may take. */
const MOST_TIMES = 30;
const SLACK_MS = 5;
/** A busy machine can delay any run, not the same one so often. */
const TRIES = 4;

/** Asserts that the work's time grows with the length of its input, not with the square of it. */
export function assertLinear(work: (length: number) => void): void {
  let formerMs = Infinity;
  for (const length of LENGTHS) {
    const mostMs = MOST_TIMES * formerMs + SLACK_MS;
    formerMs = tookMs(() => work(length));
    for (let tries = 1; tries < TRIES && formerMs > mostMs; tries++) {
      formerMs = Math.min(formerMs, tookMs(() => work(length)));
    }
    assert.ok(formerMs <= mostMs, `${formerMs} ms for ${length} characters, not at most ${mostMs} ms`);
  }
}

function tookMs(work: () => void): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}
