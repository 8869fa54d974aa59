/** The count of guesses at one secret, kept where neither a reload nor the server can reset it. */
export interface GuessStore {
  /**
   * Changes the count in one transaction, so that two pages of a browser never overwrite each other's. Resolves when the
   * count is stored. @throws {StorageError}
   */
  change(by: (count: number) => number): Promise<number>;
}

/**
 * Counts handshakes that did not end in the proof of the secret (docs/protocol.md, "Who counts guesses"). Each
 * is counted as a failure before it is answered, and taken back when the proof arrives: asking many times at once, reloading
 * or vanishing in between gains nothing.
 */
export class GuessBudget {
  /** What this page has counted and not taken back: the least, whatever becomes of the storage. */
  #own = 0;

  constructor(readonly store: GuessStore, readonly maxFailures: number) {}

  /**
   * Counts one handshake; await it before answering. Returns the count with it, or undefined if the budget is used up.
   * `least`: what is known from elsewhere. @throws {StorageError}
   */
  async take(least = 0): Promise<number | undefined> {
    let isOpen = false;
    const count = await this.store.change((stored) => {
      const before = Math.max(stored, this.#own, least);
      isOpen = before < this.maxFailures;
      return isOpen ? before + 1 : before;
    });
    if (!isOpen) return undefined;
    this.#own++;
    return count;
  }

  /** The count now, raised to what is known from elsewhere. @throws {StorageError} */
  async raise(least = 0): Promise<number> {
    return await this.store.change((stored) => Math.max(stored, this.#own, least));
  }

  /** Takes one count back: the other side has proved the secret, or was not answered. @throws {StorageError} */
  async forgive(): Promise<number> {
    this.#own--;
    return await this.store.change((stored) => Math.max(0, this.#own, stored - 1));
  }
}
