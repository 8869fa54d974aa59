/** The time and timers; tests replace it by a clock that they set themselves. */
export interface Clock {
  /**
   * The page's time, in milliseconds since 1970: this device's clock when the page was opened, and what has passed since
   * then, in most browsers without the time that the device has slept. It never goes back, whatever the device's clock is
   * set to. The device's clock may have been wrong: compare with server times only by their offset.
   */
  nowMs(): number;
  /** What this device's clock shows, in milliseconds since 1970. It can be set at any time, and goes on during sleep. */
  deviceMs(): number;
  /** Calls back once after `delayMs`; returns a function that cancels the timer. */
  after(delayMs: number, callback: () => void): () => void;
}

export const realClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  deviceMs: () => Date.now(),
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
