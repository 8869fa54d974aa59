import { type GuessCounts, type GuessedMethod, MAX_FAILURES } from "../../e2ee/guesses.ts";

/** Storage of the counts, which neither a reload nor the server can reset. */
export interface GuessStore {
  /** Changes the counts in one transaction, so that two pages of a browser never overwrite each other's. */
  change(by: (failures: GuessCounts) => GuessCounts): Promise<GuessCounts>;
  /** Reads the counts of other places before one is taken. */
  refresh?(): Promise<void>;
}

/**
 * Counts handshakes that did not end in the proof of the secret (docs/protocol.md, "Who counts guesses"). Each
 * is counted as a failure before it is answered, and taken back when the proof arrives: asking many times at once, reloading
 * or vanishing in between gains nothing.
 */
export class GuessBudget {
  /** `onBlocked` is called for each handshake that is turned away because the budget is used up. */
  constructor(
    readonly store: GuessStore,
    readonly onBlocked: (method: GuessedMethod) => void = () => {},
    readonly maxFailures: number = MAX_FAILURES,
  ) {}

  /** Counts one handshake; await it before answering. Returns false if the budget is used up. */
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

  /** Takes the count back: the other side has proved the secret. */
  async forgive(method: GuessedMethod): Promise<void> {
    await this.store.change((failures) => ({ ...failures, [method]: Math.max(0, failures[method] - 1) }));
  }
}
