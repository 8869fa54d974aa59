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

/** Resolves after `delayMs`, or as soon as `signal` aborts. @default clock the real one */
export function pause(
  delayMs: number,
  { clock = realClock, signal }: { clock?: Clock; signal?: AbortSignal } = {},
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(delayMs, end);
    signal?.addEventListener("abort", end);
  });
}
