/** The time and timers; tests replace it by a clock that they set themselves. */
export interface Clock {
  /** Milliseconds since 1970 by this device's clock, which may be wrong: compare with server times only by their offset. */
  nowMs(): number;
  /** Calls back once after `delayMs`; returns a function that cancels the timer. */
  after(delayMs: number, callback: () => void): () => void;
}

export const realClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs`. */
export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
