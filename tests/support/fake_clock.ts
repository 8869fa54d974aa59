import type { Clock } from "../../browser/clock.ts";

/** A clock that stands still until a test turns it. */
export class FakeClock implements Clock {
  #nowMs: number;
  #timers: { atMs: number; callback: () => void }[] = [];

  /** `settled` waits for everything that is under way besides timers. */
  constructor(nowMs = 1_800_000_000_000, readonly settled: () => Promise<void> = settle) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
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

  /** Time goes by without anything running: the device sleeps. */
  sleep(spanMs: number): void {
    this.#nowMs += spanMs;
  }

  /** Turns the clock; calls back what falls due, in order, letting promises settle in between. */
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

/** Lets everything that waits for settled promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
