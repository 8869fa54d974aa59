/** Time, so that tests can turn the clock themselves. */
export interface Clock {
  /** Milliseconds since 1970 by this device; compare with the server's times only by their offset. */
  nowMs(): number;
  /** Calls back once after `delayMs`; the answer cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const realClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
