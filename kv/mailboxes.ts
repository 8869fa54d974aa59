import { LIMITS } from "../wire/limits.ts";
import type { IncomingMessage, OutgoingMessage } from "../wire/rooms.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  bumpKey,
  type Mailbox,
  mailboxKey,
  messageKey,
  messagesPrefix,
  shardOf,
  type StoredMessage,
} from "./keys.ts";

/** What became of a batch of messages. */
export type Appended =
  | { cursor: number; recipients: string[] }
  | { refusal: "peer_unknown" | "mailbox_full" };

/**
 * Puts messages into the mailboxes of other peers, each once: a counter that was stored before is not stored again. All or
 * none, in one commit, which also wakes the room.
 */
export async function appendMessages(
  kv: Deno.Kv,
  { room, from, messages, expiresAtMs, nowMs }: {
    room: string;
    from: string;
    messages: readonly OutgoingMessage[];
    expiresAtMs: number;
    nowMs: number;
  },
): Promise<Appended> {
  const recipients = [...new Set(messages.map(({ to }) => to))];
  const expireIn = Math.max(1, expiresAtMs - nowMs);
  return await untilCommitted(async () => {
    const boxes = new Map<string, { entry: Deno.KvEntry<Mailbox>; next: Mailbox }>();
    for (let i = 0; i < recipients.length; i += 10) {
      const some = recipients.slice(i, i + 10);
      const entries = await kv.getMany<Mailbox[]>(some.map((peerId) => mailboxKey(room, peerId)));
      for (const [index, entry] of entries.entries()) {
        if (!entry.value) return { refusal: "peer_unknown" as const };
        const next = { ...entry.value, counters: { ...entry.value.counters } };
        boxes.set(some[index]!, { entry: entry as Deno.KvEntry<Mailbox>, next });
      }
    }
    const commit = kv.atomic();
    let cursor = 0;
    let stored = 0;
    for (const { to, n, body } of messages) {
      const { next } = boxes.get(to)!;
      if (n > (next.counters[from] ?? 0)) {
        next.counters[from] = n;
        next.last++;
        stored++;
        const message: StoredMessage = { from, n, body };
        commit.set(messageKey(room, to, next.last), message, { expireIn });
      }
      cursor = Math.max(cursor, next.last);
    }
    if (stored === 0) return { cursor, recipients: [] };
    for (const { entry, next } of boxes.values()) {
      if (next.last - next.confirmed > LIMITS.mailboxDepth) return { refusal: "mailbox_full" as const };
      if (next.last === entry.value.last) continue;
      commit.check(entry).set(entry.key, next, { expireIn });
    }
    const { ok } = await commit.set(bumpKey(shardOf(room)), room).commit();
    return ok ? { cursor, recipients } : RACE;
  });
}

/** The messages after a cursor, the oldest first, and the cursor behind them. */
export async function readMessages(
  kv: Deno.Kv,
  { room, peerId, after }: { room: string; peerId: string; after: number },
): Promise<{ cursor: number; messages: IncomingMessage[] }> {
  const messages: IncomingMessage[] = [];
  let cursor = after;
  const selector = { prefix: messagesPrefix(room, peerId), start: messageKey(room, peerId, after + 1) };
  for await (const { key, value } of kv.list<StoredMessage>(selector, { limit: LIMITS.mailboxDepth })) {
    cursor = Number(key.at(-1));
    messages.push({ from: value.from, n: value.n, body: value.body });
  }
  return { cursor, messages };
}

/** Deletes what its owner has confirmed. Nothing to do costs nothing: the mailbox has been read already. */
export async function confirmMessages(
  kv: Deno.Kv,
  { room, peerId, upTo, mailbox, expiresAtMs, nowMs }: {
    room: string;
    peerId: string;
    upTo: number;
    mailbox: Deno.KvEntryMaybe<Mailbox>;
    expiresAtMs: number;
    nowMs: number;
  },
): Promise<void> {
  const expireIn = Math.max(1, expiresAtMs - nowMs);
  let entry = mailbox;
  await untilCommitted(async () => {
    const box = entry.value;
    const confirmed = Math.min(upTo, box?.last ?? 0);
    if (!box || confirmed <= box.confirmed) return true;
    const commit = kv.atomic().check(entry).set(entry.key, { ...box, confirmed }, { expireIn });
    for (let position = box.confirmed + 1; position <= confirmed; position++) {
      commit.delete(messageKey(room, peerId, position));
    }
    if ((await commit.commit()).ok) return true;
    entry = await kv.get<Mailbox>(mailboxKey(room, peerId));
    return RACE;
  });
}
