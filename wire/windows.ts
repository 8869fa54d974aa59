/**
 * By how much the clocks of two processes, or one before and after a correction, may differ unnoticed. A window can last so
 * much longer.
 */
const CLOCK_SKEW_MS = 5_000;

/** A stored span of time, in milliseconds since 1970 and in milliseconds. */
interface Window {
  endsAtMs: number;
  lengthMs: number;
}

/**
 * Is this window still open? One that begins later than now is not: the clock has been set back since, and it would last
 * longer than it may.
 */
export function isOpenAt(nowMs: number, { endsAtMs, lengthMs }: Window): boolean {
  return nowMs < endsAtMs && !isAhead(endsAtMs - lengthMs, nowMs);
}

/** Is this stored moment, which was the present once, later than now? Then the clock has been set back since. */
export function isAhead(atMs: number, nowMs: number): boolean {
  return atMs > nowMs + CLOCK_SKEW_MS;
}
