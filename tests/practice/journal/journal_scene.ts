import { fixPracticeKey, newPracticeKey, type PracticeKey } from "../../../e2ee/vault.ts";
import { appendToJournal, readJournal } from "../../../kv/journal.ts";
import { Journal } from "../../../practice/journal/journal.ts";
import type { JournalStore, Told, UnsentEvent } from "../../../practice/journal/journal_store.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import type { JournalAnswer, JournalHead } from "../../../wire/journal.ts";
import { openStore } from "../../kv/stores.ts";

export const PRACTICE = "practice";
export const NOW = Date.UTC(2027, 0, 15, 9);

/** What one browser remembers, in memory. */
function storeInMemory(): JournalStore {
  const heads = new Map<string, JournalHead>();
  const told = new Map<string, Told>();
  const own = new Map<string, number>();
  const unsent = new Map<string, UnsentEvent>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    head: (practiceId, chain) => Promise.resolve(heads.get(`${practiceId} ${chain}`)),
    keepHead(practiceId, chain, head) {
      const name = `${practiceId} ${chain}`;
      if ((heads.get(name)?.n ?? 0) < head.n) heads.set(name, head);
      return Promise.resolve();
    },
    told: (practiceId, memberId) => Promise.resolve(told.get(`${practiceId} ${memberId}`)),
    keepTold: (practiceId, memberId, upTo) =>
      Promise.resolve(void told.set(`${practiceId} ${memberId}`, upTo)),
    own: (practiceId, memberId) => Promise.resolve(own.get(`${practiceId} ${memberId}`)),
    keepOwn: (practiceId, memberId, n) => Promise.resolve(void own.set(`${practiceId} ${memberId}`, n)),
    unsent: () => Promise.resolve([...unsent.values()]),
    add: (event) => Promise.resolve(void unsent.set(event.id, event)),
    remove: (id) => Promise.resolve(void unsent.delete(id)),
    alone<Result>(work: () => Promise<Result>) {
      const mine = turn.then(work);
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/** What a lying server makes of an answer. */
export type Lie = (answer: JournalAnswer) => JournalAnswer;

/** A practice on a real store, with a server that may lie or lose answers. */
export async function world() {
  const kv = await openStore();
  const key = await fixPracticeKey(await newPracticeKey());
  const clock = { nowMs: NOW };
  const server: { lie?: Lie | undefined; lose?: "request" | "answer" | undefined } = {};
  const open = (
    memberId: string,
    { keys = [key], store = storeInMemory() }: {
      keys?: readonly [PracticeKey, ...PracticeKey[]];
      store?: JournalStore;
    } = {},
  ) => {
    const signedIn = {
      practiceId: PRACTICE,
      memberId,
      keys: [...keys] as [PracticeKey, ...PracticeKey[]],
      epoch: keys.length,
    };
    const journal = new Journal({
      api: {
        async readJournal({ after, serverAfter }) {
          const chains = await readJournal(
            kv,
            PRACTICE,
            { members: after, server: serverAfter },
            clock.nowMs,
          );
          const answer = { ...chains, serverNowMs: clock.nowMs };
          return server.lie ? server.lie(structuredClone(answer)) : answer;
        },
        async appendToJournal(entry) {
          if (server.lose === "request") throw new NetworkError();
          const appended = await appendToJournal(kv, PRACTICE, entry, clock.nowMs);
          if ("refusal" in appended) throw new ApiError(appended.refusal, 409);
          if (server.lose === "answer") throw new NetworkError();
        },
      },
      store,
      signedIn: () => Promise.resolve(signedIn),
      nowMs: () => clock.nowMs++,
    });
    return { journal, signedIn, store };
  };
  return { kv, key, clock, server, open, [Symbol.dispose]: () => kv.close() };
}
