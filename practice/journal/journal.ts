import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { openRecord, sealEpochOf, sealRecord } from "../../e2ee/record.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import { type JournalChain, type JournalEntry, NO_HEAD, type ServerEvent } from "../../wire/journal.ts";
import { type PracticeApi, practiceApi } from "../api.ts";
import { type KeptKey, listKeys } from "../vault/key_store.ts";
import { type ChainProblem, checkChain } from "./journal_chain.ts";
import {
  concernsAccount,
  encodeMemberEvent,
  type MemberAct,
  type MemberEvent,
  parseMemberEvent,
  parseServerEvent,
} from "./journal_events.ts";
import { type JournalStore, journalStore, type Told } from "./journal_store.ts";

type SignedIn = Pick<KeptKey, "practiceId" | "memberId" | "keys" | "epoch">;

/** An entry as people read it. */
export interface ReadEntry {
  chain: JournalChain;
  n: number;
  /** Of a member's entry by that member's device, of the server's by the server's clock. */
  atMs: number;
  /** Absent if a key has sealed it that was replaced before this member came. */
  event?: MemberEvent | ServerEvent;
}

export interface ReadJournal {
  /** The newest first. */
  entries: ReadEntry[];
  problem: ChainProblem | undefined;
}

/** What concerns one account, and up to where the member is told with it. */
export interface JournalNews extends ReadJournal {
  upTo: Told;
}

interface JournalOptions {
  api: Pick<PracticeApi, "readJournal" | "appendToJournal">;
  store: JournalStore;
  /** The keys of the sign-in; undefined without one. */
  signedIn(): Promise<SignedIn | undefined>;
  nowMs(): number;
}

/** How often an entry is sent again after another browser was faster. */
const MAX_CONFLICTS = 8;

/**
 * The practice's journal, as a browser reads it and adds to it. What a member does is noted in this browser first, and sent
 * now or with the next page, so that neither a lost connection nor a reload loses it. Source: docs/protocol.md, "Journal".
 */
export class Journal {
  constructor(readonly options: JournalOptions) {}

  /** Notes what the member who is signed in has just done. Without the practice key nothing can be noted. */
  async note(act: MemberAct): Promise<void> {
    const { store, signedIn, nowMs } = this.options;
    const by = await signedIn();
    if (!by) return;
    const id = encodeBase64Url(randomBytes(16));
    await store.add({ ...act, id, by: by.memberId, atMs: nowMs(), practiceId: by.practiceId });
    await this.send();
  }

  /** Sends what was noted and not sent yet. What the server does not take now stays for the next time. */
  async send(): Promise<void> {
    const { store, signedIn } = this.options;
    await store.alone(async () => {
      const by = await signedIn();
      if (!by) return;
      const unsent = (await store.unsent()).filter(({ practiceId }) => practiceId === by.practiceId);
      try {
        for (const { practiceId: _, ...event } of unsent.sort((a, b) => a.atMs - b.atMs)) {
          await this.#append(by, event);
        }
      } catch (error) {
        if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
      }
    });
  }

  /** Reads all entries. @throws {ApiError | NetworkError | StorageUnavailableError} */
  async read(by: SignedIn): Promise<ReadJournal> {
    return await this.#readAfter(by, { members: 0, server: 0 });
  }

  /** What concerns the member's account and was not told yet, the newest first; and up to where that reaches. */
  async news(by: SignedIn): Promise<JournalNews> {
    const { store } = this.options;
    const known = await store.told(by.practiceId, by.memberId);
    const { entries, problem } = known
      ? await this.#readAfter(by, { members: before(known.members), server: before(known.server) })
      : await this.read(by);
    const told = known ?? firstTold(entries, by.memberId);
    const own = await store.own(by.practiceId, by.memberId);
    const upTo = entries.reduce<Told>(
      (most, { chain, n }) => ({ ...most, [chain]: Math.max(most[chain], n) }),
      told,
    );
    const isNew = ({ chain, n, event }: ReadEntry) =>
      n > told[chain] && !(chain === "server" && n === own) && event !== undefined &&
      concernsAccount(event, by.memberId);
    const news = entries.filter(isNew);
    // Where there is nothing to tell, the next visit begins here; else with the same entries, until they are confirmed.
    if (!problem) {
      await store.keepTold(by.practiceId, by.memberId, news.length === 0 ? upTo : told);
    }
    return { entries: news, problem, upTo };
  }

  /** Notes that the member was told, here and for the member's other browsers. */
  async confirm({ practiceId, memberId }: SignedIn, upTo: Told): Promise<void> {
    await this.options.store.keepTold(practiceId, memberId, upTo);
    await this.note({ kind: "told", ...upTo });
  }

  async #append(by: SignedIn, event: MemberEvent): Promise<void> {
    const { api, store } = this.options;
    for (let conflicts = 0;; conflicts++) {
      const seen = await store.head(by.practiceId, "members");
      const { entries } = await this.#readAfter(by, { members: before(seen?.n ?? 0), server: MAX_N });
      const isThere = entries.some((entry) =>
        entry.event && "by" in entry.event && entry.event.id === event.id
      );
      if (isThere) return await store.remove(event.id); // its answer was lost
      const head = await store.head(by.practiceId, "members") ?? NO_HEAD;
      const n = head.n + 1;
      const place = placeOf(by.practiceId, { n, former: head.hash, formerAtMs: head.atMs });
      const content = await sealRecord(by, place, encodeMemberEvent(event));
      try {
        await api.appendToJournal({ n, former: head.hash, content });
        return await store.remove(event.id);
      } catch (error) {
        const isConflict = error instanceof ApiError && error.code === "version_conflict";
        if (!isConflict || conflicts === MAX_CONFLICTS) throw error;
      }
    }
  }

  async #readAfter(by: SignedIn, asked: Told): Promise<ReadJournal> {
    const { api, store, nowMs } = this.options;
    const { practiceId } = by;
    const answer = await api.readJournal({ after: asked.members, serverAfter: asked.server });
    const problems: (ChainProblem | undefined)[] = [];
    const entries: ReadEntry[] = [];
    for (const chain of ["members", "server"] as const) {
      if (asked[chain] === MAX_N) continue;
      const seen = await store.head(practiceId, chain);
      const check = { asked: asked[chain], seen, nowMs: nowMs() };
      const { problem, head } = await checkChain(practiceId, chain, answer[chain], check);
      problems.push(problem);
      if (head && !problem) await store.keepHead(practiceId, chain, head);
      const opened = chain === "members" ? await openSealed(by, answer.members) : openPlain(answer.server);
      entries.push(...opened.entries);
      problems.push(opened.problem);
    }
    const problem = problems.includes("changed") ? "changed" : problems.find(Boolean);
    return { entries: entries.sort((a, b) => b.atMs - a.atMs || b.n - a.n), problem };
  }
}

/** Stands for "nothing of this chain is wanted". */
const MAX_N = 2 ** 32 - 1;

/** The entry before: the server is asked for the last known one, too, so that it cannot hide that it is gone. */
const before = (n: number) => Math.max(0, n - 1);

function placeOf(practiceId: string, { n, former, formerAtMs }: Omit<JournalEntry, "atMs" | "content">) {
  return { practiceId, recordId: `journal ${former} ${formerAtMs}`, version: n };
}

async function openSealed(by: SignedIn, sealed: readonly JournalEntry[]): Promise<ReadJournal> {
  const entries: ReadEntry[] = [];
  let problem: ChainProblem | undefined;
  let epoch = 0;
  for (const entry of sealed) {
    const { n, atMs, content } = entry;
    const sealedIn = sealEpochOf(content) ?? 0;
    const isBeforeMyTime = sealedIn > 0 && sealedIn <= by.epoch - by.keys.length;
    // Whoever has left knows former keys, and could go on with them.
    if (sealedIn < epoch) problem = "changed";
    epoch = Math.max(epoch, sealedIn);
    if (isBeforeMyTime) {
      entries.push({ chain: "members", n, atMs });
      continue;
    }
    try {
      const { content: opened } = await openRecord(by, placeOf(by.practiceId, entry), content);
      const event = parseMemberEvent(opened);
      entries.push({ chain: "members", n, atMs: event.atMs, event });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      problem = "changed";
    }
  }
  return { entries, problem };
}

function openPlain(plain: readonly JournalEntry[]): ReadJournal {
  const entries: ReadEntry[] = [];
  let problem: ChainProblem | undefined;
  for (const { n, atMs, content } of plain) {
    try {
      entries.push({ chain: "server", n, atMs, event: parseServerEvent(content) });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      problem = "changed";
    }
  }
  return { entries, problem };
}

/**
 * What a browser begins with that is here for the first time: up to where one of the member's other browsers has noted that the
 * member was told.
 */
function firstTold(entries: readonly ReadEntry[], memberId: string): Told {
  for (const { event } of entries) {
    if (event?.kind === "told" && "by" in event && event.by === memberId) {
      return { members: event.members, server: event.server };
    }
  }
  return { members: 0, server: 0 };
}

/** The journal of the practice, by this browser's sign-in. */
export const practiceJournal = new Journal({
  api: practiceApi,
  store: journalStore,
  signedIn: async () => (await listKeys())[0],
  nowMs: Date.now,
});
