/** Waiting times between tries: doubling, with full jitter, so that clients do not come back all at once. */
export class Backoff {
  #tries = 0;

  /** Times in milliseconds; `random` gives 0 ≤ x < 1. */
  constructor(
    readonly firstMs = 250,
    readonly maxMs = 8_000,
    readonly random: () => number = Math.random,
  ) {}

  /** The next waiting time: at least a tenth of the step, so that it is never none. */
  nextMs(): number {
    const stepMs = Math.min(this.maxMs, this.firstMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    return stepMs * (0.1 + 0.9 * this.random());
  }

  reset(): void {
    this.#tries = 0;
  }
}
