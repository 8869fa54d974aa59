import { JOURNAL_LIMITS } from "../wire/limits.ts";
import {
  FAILURES_TOLD,
  type JournalAnswer,
  type JournalChain,
  type JournalEntry,
  journalHash,
  type JournalHead,
  type JournalRequest,
  NO_HEAD,
  type ServerEvent,
} from "../wire/journal.ts";
import { isOpenAt } from "../wire/windows.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  journalEntriesPrefix,
  journalEntryKey,
  journalFailuresKey,
  journalHeadKey,
  type Tries,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";

/** Appends a sealed entry of the members; a repeated request changes nothing. */
export async function appendToJournal(
  kv: Deno.Kv,
  practiceId: string,
  { n, former, content }: JournalRequest,
  nowMs: number,
): Promise<JournalHead | Refused<"version_conflict">> {
  return await untilCommitted(async () => {
    const head = await kv.get<JournalHead>(journalHeadKey(practiceId, "members"));
    const { n: last, hash } = head.value ?? NO_HEAD;
    if (head.value && last === n) {
      const { value } = await kv.get<JournalEntry>(journalEntryKey(practiceId, "members", n));
      if (value?.content === content && value.former === former) return head.value;
    }
    if (n !== last + 1 || former !== hash) return refused("version_conflict");
    return await append(kv, practiceId, "members", head, content, nowMs);
  });
}

/** Appends what the server has seen. Returns the entry's number. */
export async function noteInJournal(
  kv: Deno.Kv,
  practiceId: string,
  event: ServerEvent,
  nowMs: number,
): Promise<number> {
  const { n } = await untilCommitted(async () => {
    const head = await kv.get<JournalHead>(journalHeadKey(practiceId, "server"));
    return await append(kv, practiceId, "server", head, JSON.stringify(event), nowMs);
  });
  return n;
}

/** Counts a failed try at an account, by day; the journal gets an entry at the counts of `FAILURES_TOLD`. */
export async function noteFailure(
  kv: Deno.Kv,
  { practiceId, memberId, kind, nowMs }: Pick<ServerEvent, "memberId" | "kind"> & {
    practiceId: string;
    nowMs: number;
  },
): Promise<void> {
  const count = await untilCommitted(async () => {
    const entry = await kv.get<Tries>(journalFailuresKey(memberId, kind));
    const lengthMs = JOURNAL_LIMITS.failuresMs;
    const { count, endsAtMs } = entry.value && isOpenAt(nowMs, { endsAtMs: entry.value.endsAtMs, lengthMs })
      ? entry.value
      : { count: 0, endsAtMs: nowMs + lengthMs };
    const next: Tries = { count: count + 1, endsAtMs };
    const { ok } = await kv.atomic().check(entry).set(entry.key, next, { expireIn: endsAtMs - nowMs })
      .commit();
    return ok ? next.count : RACE;
  });
  if (FAILURES_TOLD.includes(count)) await noteInJournal(kv, practiceId, { kind, memberId, count }, nowMs);
}

async function append(
  kv: Deno.Kv,
  practiceId: string,
  chain: JournalChain,
  head: Deno.KvEntryMaybe<JournalHead>,
  content: string,
  nowMs: number,
): Promise<JournalHead | typeof RACE> {
  const { n: last, hash, atMs: formerAtMs } = head.value ?? NO_HEAD;
  const entry: JournalEntry = { n: last + 1, former: hash, formerAtMs, atMs: nowMs, content };
  const next: JournalHead = { n: entry.n, atMs: nowMs, hash: await journalHash(practiceId, chain, entry) };
  const { ok } = await kv.atomic().check(head)
    .set(head.key, next)
    .set(journalEntryKey(practiceId, chain, entry.n), entry, { expireIn: JOURNAL_LIMITS.keepMs })
    .delete(journalEntryKey(practiceId, chain, entry.n - JOURNAL_LIMITS[chain]))
    .commit();
  return ok ? next : RACE;
}

/** The entries of both chains behind the given ones, the oldest first. */
export async function readJournal(
  kv: Deno.Kv,
  practiceId: string,
  after: Readonly<Record<JournalChain, number>>,
  nowMs: number,
): Promise<Omit<JournalAnswer, "serverNowMs">> {
  const read = async (chain: JournalChain) => {
    const prefix = journalEntriesPrefix(practiceId, chain);
    const start = journalEntryKey(practiceId, chain, after[chain] + 1);
    const found = await Array.fromAsync(kv.list<JournalEntry>({ prefix, start }, { batchSize: 500 }));
    return found.map(({ value }) => value).filter(({ atMs }) => nowMs < atMs + JOURNAL_LIMITS.keepMs);
  };
  const [members, server] = await Promise.all([read("members"), read("server")]);
  return { members, server };
}
