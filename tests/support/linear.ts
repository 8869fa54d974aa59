import assert from "node:assert/strict";
import process from "node:process";

/** Each ten times the one before it: what grows too fast fails before it takes minutes. */
const LENGTHS = [1_000, 10_000, 100_000];
/** Three times what is proportional, and what the steps of the processor's clock and a garbage collection may take. */
const MOST_TIMES = 30;
const SLACK_MS = 25;
/** Garbage can be collected in any run, not in the same one so often. */
const TRIES = 4;

/** Asserts that the work's time on the processor grows with the length of its input, not with the square of it. */
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

/** On this thread alone: how busy the machine is does not count. */
function tookMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
