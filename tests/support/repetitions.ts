/**
 * How thorough a randomised or exhaustive test is. Every run repeats in full, except under `deno task ok`, which sets
 * `QUICK_TESTS=1` to fit into half a minute, and on denokv, which takes 40 ms for two reads at once.
 */
export const IS_QUICK = Deno.env.get("QUICK_TESTS") === "1";

/** How many of the full repetitions `deno task ok` leaves out: all but one in ten. */
const QUICK_SHARE = 10;

/** The number of repetitions of a test that makes `full` of them in a full run. */
export function repetitions(full: number): number {
  return IS_QUICK ? Math.ceil(full / QUICK_SHARE) : full;
}

/**
 * The positions of a message's bytes that a test changes one by one: all of them; under `deno task ok` the first two
 * (version and kind) and every tenth after a random start.
 */
export function positions(length: number): number[] {
  const all = Array.from({ length }, (_, at) => at);
  if (!IS_QUICK) return all;
  const start = Math.floor(Math.random() * QUICK_SHARE);
  return all.filter((at) => at < 2 || at % QUICK_SHARE === start);
}
