import {
  type GuessCounts,
  type GuessedMethod,
  MAX_FAILURES,
  readGuessCounts,
  type StoredGuessCounts,
  storeGuessCounts,
} from "../../e2ee/guesses.ts";

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

/** What a practice's devices have told each other of one consultation's guesses. */
export interface SharedGuesses {
  failures: GuessCounts;
  /** How often each secret was replaced: guesses at the one before do not count. */
  replaced: GuessCounts;
}

/** What a host's browser stores of one consultation's guesses; `replaced` is absent in records of older versions. */
export interface StoredGuesses extends StoredGuessCounts {
  replaced?: StoredGuessCounts;
}

/**
 * The host's counts: for each method the larger of what this browser has stored and what the practice's devices share,
 * because a server may hand an old record back. What was stored for a secret that has been replaced does not count.
 */
export function largerCounts(stored: StoredGuesses | undefined, shared: SharedGuesses): GuessCounts {
  if (!stored) return shared.failures;
  const counted = readGuessCounts(stored);
  const replaced = readGuessCounts(stored.replaced ?? { c: 0, l: 0 });
  const larger = (method: GuessedMethod) =>
    replaced[method] >= shared.replaced[method]
      ? Math.max(counted[method], shared.failures[method])
      : shared.failures[method];
  return { code: larger("code"), link: larger("link") };
}

/** The record to store for these counts. */
export function storedGuesses(failures: GuessCounts, replaced: GuessCounts): StoredGuesses {
  return { ...storeGuessCounts(failures), replaced: storeGuessCounts(replaced) };
}
