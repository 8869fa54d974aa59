/** Ways in whose secret is short enough to be guessed online, each with a budget of its own. */
export type GuessedMethod = "c" | "l";

/** How many failed handshakes a code (a link) survives. The next one is not answered. */
export const MAX_FAILURES = 5;

export type Failures = Record<GuessedMethod, number>;

/** Where the failures are kept, so that neither a reload nor the server can reset them. */
export interface FailureStore {
  load(): Promise<Failures>;
  save(failures: Failures): Promise<void>;
}

/**
 * Counts handshakes that did not end in the proof of the secret (docs/protocol.md, "Who counts guesses"). An answer counts
 * as a failure from the moment it goes out until the proof is there: who reloads or vanishes in between gains nothing.
 */
export class GuessBudget {
  #failures: Promise<Failures>;

  constructor(readonly store: FailureStore, readonly onLocked: (method: GuessedMethod) => void = () => {}) {
    this.#failures = store.load();
  }

  async isOpen(method: GuessedMethod): Promise<boolean> {
    return (await this.#failures)[method] < MAX_FAILURES;
  }

  /** To be awaited before the answer goes out. */
  async countAnswer(method: GuessedMethod): Promise<void> {
    await this.#change(method, 1);
  }

  /** The answered guest has proved that it holds the secret. */
  async forgive(method: GuessedMethod): Promise<void> {
    await this.#change(method, -1);
  }

  #change(method: GuessedMethod, by: number): Promise<Failures> {
    return this.#failures = this.#failures.then(async (failures) => {
      const next = { ...failures, [method]: Math.max(0, failures[method] + by) };
      await this.store.save(next);
      if (by > 0 && next[method] >= MAX_FAILURES) this.onLocked(method);
      return next;
    });
  }
}
