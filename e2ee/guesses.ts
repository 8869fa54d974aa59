import type { Method } from "./methods.ts";

/** How many failed handshakes a code or a link survives at the host. The next one is not answered. */
export const MAX_FAILURES = 5;
/** After this many answers without proof of the secret, a guest ignores further ones. */
export const MAX_GUEST_FAILURES = 3;

/** Methods whose secret is short enough to be guessed online; each has a budget of its own. */
export type GuessedMethod = Exclude<Method, "resume">;

/** One number for the code, one for the link. */
export type GuessCounts = Record<GuessedMethod, number>;

/** Counts as browsers store them, by the methods' letters. */
export interface StoredGuessCounts {
  c: number;
  l: number;
}

/** Reads stored counts. Source: docs/protocol.md, "Who counts guesses". */
export function readGuessCounts({ c, l }: StoredGuessCounts): GuessCounts {
  return { code: c, link: l };
}

/** The stored form of counts. Source: docs/protocol.md, "Who counts guesses". */
export function storeGuessCounts({ code, link }: GuessCounts): StoredGuessCounts {
  return { c: code, l: link };
}
