import { appendToJournal, readJournal } from "../../../kv/journal.ts";
import { readAsMember, requireMember } from "../../../server/auth.ts";
import { endpoint, noContent, reply } from "../../../server/endpoint.ts";
import { Refusal } from "../../../server/errors.ts";
import { parseInteger, parseKey, parseOpaque } from "../../../server/parse.ts";
import { limitTries } from "../../../server/rate_limit.ts";
import type { JournalQuery } from "../../../wire/journal.ts";
import { JOURNAL_LIMITS, RATE_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/journal", {
  /** The entries of the practice's journal that the reader does not know. */
  async GET(ctx) {
    const { practice } = requireMember(ctx);
    const after = {
      members: parseAfter(ctx.url, "after"),
      server: parseAfter(ctx.url, "serverAfter"),
    };
    const nowMs = Date.now();
    const chains = await readJournal(await ctx.state.store.open(), practice.id, after, nowMs);
    return reply(200, { ...chains, serverNowMs: nowMs });
  },

  /** Appends an entry that the member's browser has sealed. */
  async POST(ctx) {
    const { practice, member, body } = await readAsMember(ctx);
    const n = parseInteger(body["n"], 1, 2 ** 32 - 1);
    const entry = {
      n,
      former: parseFormer(body["former"], n),
      content: parseOpaque(body["content"], JOURNAL_LIMITS.sealedChars),
    };
    const kv = await ctx.state.store.open();
    await limitTries(kv, "journal of", member.id, RATE_LIMITS.journalEntries);
    const appended = await appendToJournal(kv, practice.id, entry, Date.now());
    if ("refusal" in appended) throw new Refusal(appended.refusal);
    return noContent();
  },
});

/** Nothing comes before the first entry. */
function parseFormer(value: unknown, n: number): string {
  if (n > 1) return parseKey(value);
  if (value !== "") throw new Refusal("bad_request");
  return "";
}

function parseAfter({ searchParams }: URL, name: keyof JournalQuery): number {
  return parseInteger(Number(searchParams.get(name) ?? Number.NaN), 0, 2 ** 32 - 1);
}
