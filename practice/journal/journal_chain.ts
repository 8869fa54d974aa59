import { type JournalChain, type JournalEntry, journalHash, type JournalHead } from "../../wire/journal.ts";
import { JOURNAL_LIMITS } from "../../wire/limits.ts";

/**
 * What is wrong with a chain:
 * - `missing`: entries were left out, at its beginning, in the middle, or at its end;
 * - `changed`: an entry is not the one that the next one follows, or that this browser has seen.
 */
export type ChainProblem = "missing" | "changed";

interface CheckedChain {
  problem: ChainProblem | undefined;
  /** The newest entry; absent without entries. */
  head: JournalHead | undefined;
}

/** Clocks of devices may be wrong by so much. */
const SLACK_MS = 24 * 3600_000;

/**
 * Checks that entries follow each other, and the newest one that this browser has seen.
 * @param asked The server was asked for what comes after this one.
 */
export async function checkChain(
  practiceId: string,
  chain: JournalChain,
  entries: readonly JournalEntry[],
  { asked, seen, nowMs }: { asked: number; seen: JournalHead | undefined; nowMs: number },
): Promise<CheckedChain> {
  const isEnded = (atMs: number) => nowMs - atMs >= JOURNAL_LIMITS.keepMs - SLACK_MS;
  const mayBeCut = entries.length >= JOURNAL_LIMITS[chain];
  const problems = new Set<ChainProblem>();
  let head: JournalHead | undefined = asked === 0 ? { n: 0, hash: "", atMs: 0 } : undefined;
  for (const [at, entry] of entries.entries()) {
    const follows = entry.n === (head?.n ?? asked) + 1;
    // The oldest end by their age, or give way to newer ones.
    if (!follows && !(at === 0 && entry.n > asked && (mayBeCut || isEnded(entry.formerAtMs)))) {
      problems.add("missing");
    }
    if (follows && head && entry.former !== head.hash) problems.add("changed");
    head = { n: entry.n, atMs: entry.atMs, hash: await journalHash(practiceId, chain, entry) };
    if (seen?.n === entry.n && seen.hash !== head.hash) problems.add("changed");
  }
  const last = entries.length > 0 ? head!.n : asked;
  if (seen && seen.n > last && !(entries.length === 0 && isEnded(seen.atMs))) problems.add("missing");
  const problem = problems.has("changed") ? "changed" : [...problems][0];
  return { problem, head: entries.length > 0 ? head : undefined };
}
