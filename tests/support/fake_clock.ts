import type { Clock } from "../../browser/clock.ts";

/** A clock that advances only when a test turns it. */
export class FakeClock implements Clock {
  #nowMs: number;
  #setByMs = 0;
  #timers: { atMs: number; callback: () => void }[] = [];

  /** `settled` resolves when no work but timers is pending. */
  constructor(nowMs = 1_800_000_000_000, readonly settled: () => Promise<void> = settle) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  deviceMs(): number {
    return this.#nowMs + this.#setByMs;
  }

  /** Sets the device's clock, as its owner or a time server does. */
  set(byMs: number): void {
    this.#setByMs += byMs;
  }

  get waiting(): number {
    return this.#timers.length;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Advances the time without running timers, as on a device that sleeps. */
  sleep(spanMs: number): void {
    this.#nowMs += spanMs;
  }

  /** Advances the time and runs the timers that fall due, in order; promises settle in between. */
  async turn(spanMs: number): Promise<void> {
    const untilMs = this.#nowMs + spanMs;
    await this.settled();
    for (let steps = 0; steps < 100_000; steps++) {
      const due = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
      await this.settled();
    }
    this.#nowMs = untilMs;
  }
}

/** Runs all pending promise reactions. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
