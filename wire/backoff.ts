/** Pauses between tries: each step is twice the one before, with jitter, so that clients do not come back all at once. */
export class Backoff {
  #tries = 0;

  /** `random` returns 0 ≤ x < 1; `leastShare` is the least share of a step that jitter leaves. */
  constructor(
    readonly firstMs = 250,
    readonly maxMs = 8_000,
    readonly random: () => number = Math.random,
    readonly leastShare = 0.1,
  ) {}

  /** The next pause in milliseconds, from `leastShare` of the step up to the whole step. */
  nextMs(): number {
    const stepMs = Math.min(this.maxMs, this.firstMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    return stepMs * (this.leastShare + (1 - this.leastShare) * this.random());
  }

  reset(): void {
    this.#tries = 0;
  }
}
