import {
  type GuessCounts,
  type GuessedMethod,
  readGuessCounts,
  type StoredGuessCounts,
  storeGuessCounts,
} from "../../e2ee/guesses.ts";

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
