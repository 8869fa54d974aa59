import { type GuessCounts, type GuessedMethod, MAX_FAILURES } from "../../e2ee/guesses.ts";

/** Where the failures are kept, so that neither a reload nor the server can reset them. */
export interface GuessStore {
  /** Changes what is kept, in one transaction: two pages of one browser never overwrite each other's count. */
  change(by: (failures: GuessCounts) => GuessCounts): Promise<GuessCounts>;
  /** Asks the other places where they are kept, before one is taken. */
  refresh?(): Promise<void>;
}

/**
 * Counts handshakes that did not end in the proof of the secret (docs/protocol.md, "Who counts guesses"). One counts as a
 * failure from before its answer is made until the proof is there: whoever asks many times at once, reloads, or vanishes
 * in between gains nothing.
 */
export class GuessBudget {
  /** `onBlocked` is called for each handshake that is turned away because the budget is used up. */
  constructor(
    readonly store: GuessStore,
    readonly onBlocked: (method: GuessedMethod) => void = () => {},
    readonly maxFailures: number = MAX_FAILURES,
  ) {}

  /** Takes one handshake out of the budget, to be awaited before anything is answered; false when it is used up. */
  async take(method: GuessedMethod): Promise<boolean> {
    let open = false;
    await this.store.refresh?.();
    await this.store.change((failures) => {
      open = failures[method] < this.maxFailures;
      return open ? { ...failures, [method]: failures[method] + 1 } : failures;
    });
    if (!open) this.onBlocked(method);
    return open;
  }

  /** The other side has proved that it holds the secret. */
  async forgive(method: GuessedMethod): Promise<void> {
    await this.store.change((failures) => ({ ...failures, [method]: Math.max(0, failures[method] - 1) }));
  }
}
