/** How often a lost race is run again before the request fails. */
const MAX_RACES = 20;

/** A race that was lost again and again. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
}

/**
 * Runs a read-check-write until it wins: `attempt` reads, and gives either its result, or "race" if its commit was
 * refused because something had changed in between. It is told how many races it has lost: after the first, what it finds
 * may be its own commit, which has landed while its answer was lost.
 * @throws {ContentionError} after too many lost races.
 */
export async function untilCommitted<Result>(
  attempt: (lost: number) => Promise<Result | typeof RACE>,
): Promise<Result> {
  for (let race = 0; race < MAX_RACES; race++) {
    const result = await attempt(race);
    if (result !== RACE) return result;
    // Whoever lost together must not meet again in step.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 ** race)));
  }
  throw new ContentionError(`Cannot commit: lost ${MAX_RACES} races`);
}

/** The commit was refused: read again. */
export const RACE: unique symbol = Symbol("race");
