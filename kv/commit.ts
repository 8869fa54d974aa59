/** How many races a request may lose before it fails. */
const MAX_RACES = 20;

/** Thrown after `MAX_RACES` lost races. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
}

/**
 * Runs a read-check-write until its commit succeeds. `attempt` reads, and returns its result, or `RACE` if the commit was
 * refused because an entry had changed since. Its argument is the number of races lost so far: after the first it may find
 * its own commit, which was made although the answer was lost.
 * @throws {ContentionError} after `MAX_RACES` lost races.
 */
export async function untilCommitted<Result>(
  attempt: (lost: number) => Promise<Result | typeof RACE>,
): Promise<Result> {
  for (let race = 0; race < MAX_RACES; race++) {
    const result = await attempt(race);
    if (result !== RACE) return result;
    // A random delay, so that the same attempts do not meet again.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 ** race)));
  }
  throw new ContentionError(`Cannot commit: lost ${MAX_RACES} races`);
}

/** The commit was refused; read again. */
export const RACE: unique symbol = Symbol("race");
