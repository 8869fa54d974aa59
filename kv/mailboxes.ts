import { LIMITS } from "../wire/limits.ts";
import type { IncomingMessage, OutgoingMessage } from "../wire/rooms.ts";
import { commitChange, type Delivery, offerEarly } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { inTurn, isInTurn } from "./in_turn.ts";
import { randomSecret } from "./hashes.ts";
import {
  confirmedKey,
  type Consultation,
  consultationKey,
  type Mailbox,
  mailboxKey,
  messageKey,
  messagesPrefix,
  type Seat,
  seatKey,
  type StoredMessage,
} from "./keys.ts";
import { memoryOf, recallRoom, type RoomMemory } from "./room_memory.ts";
import { listPeers, seatRefusal } from "./seats.ts";

/** Most recipients of one batch: each is one more mailbox that its commit depends on. */
export const MAX_RECIPIENTS = 8;

/** Above so many counters, a mailbox keeps only those of seats that are there: its value must not grow without end. */
export const MAX_COUNTERS = 64;

/** What became of a batch of messages. */
export type Appended =
  | { cursor: number }
  | { refusal: "seat_unknown" | "seat_replaced" | "consultation_unknown" | "peer_unknown" | "mailbox_full" };

/** Messages of one seat, in their order. */
interface Batch {
  /** The sender's. */
  token: string;
  messages: readonly OutgoingMessage[];
  nowMs: number;
}

/**
 * Puts a seat's messages into the mailboxes of other peers, each once: a counter that was stored before is not stored again.
 * All or none, in one commit, which also wakes the room. Who waits in this process has them before they are stored.
 */
export async function appendMessages(kv: Deno.Kv, batch: Batch): Promise<Appended> {
  const [room = "", from = ""] = batch.token.split(".");
  const recipients = [...new Set(batch.messages.map(({ to }) => to))];
  if (recipients.length > MAX_RECIPIENTS) throw new RangeError(`Cannot send to ${recipients.length} at once`);
  const turn = consultationKey(room);
  const appendAnew = async () => await append(kv, batch, await read(kv, room, from, recipients));
  // Whoever is in turn has lost a race already: nobody overtakes.
  if (!isInTurn(turn)) {
    const remembered = recall(kv, room, from, recipients);
    if (remembered && isNext(batch, from, remembered)) {
      const appended = await append(kv, batch, remembered);
      if (appended !== RACE && !("refusal" in appended)) return appended;
    }
    const appended = await appendAnew();
    if (appended !== RACE) return appended;
  }
  return await inTurn(turn, () => untilCommitted(appendAnew));
}

/** What decides whether and where a batch is stored. */
interface Basis {
  seat: Deno.KvEntryMaybe<Seat>;
  consultation: Deno.KvEntryMaybe<Consultation>;
  /** The recipients'. */
  boxes: readonly Deno.KvEntryMaybe<Mailbox>[];
}

async function read(kv: Deno.Kv, room: string, from: string, recipients: readonly string[]): Promise<Basis> {
  const [seat, consultation, ...boxes] = await kv.getMany<[Seat, Consultation, ...Mailbox[]]>([
    seatKey(room, from),
    consultationKey(room),
    ...recipients.map((to) => mailboxKey(room, to)),
  ]);
  return { seat, consultation, boxes };
}

/** The same without a read, if all of it is remembered. */
function recall(
  kv: Deno.Kv,
  room: string,
  from: string,
  recipients: readonly string[],
): Basis | undefined {
  const memory = recallRoom(kv, room);
  const seat = memory?.seats.get(from);
  const boxes = recipients.flatMap((to) => memory?.mailboxes.get(to) ?? []);
  if (!memory?.consultation || !seat || boxes.length < recipients.length) return undefined;
  return { seat, consultation: memory.consultation, boxes };
}

/** Does it follow what is in the mailboxes without a gap? Else a message may have come between, by another process. */
function isNext({ messages }: Batch, from: string, { boxes }: Basis): boolean {
  return boxes.every(({ key, value }) =>
    messages.find(({ to }) => to === key[2])?.n === (value?.counters[from] ?? 0) + 1
  );
}

/** Stores a batch; `RACE` if what it goes by is not so any more. */
async function append(
  kv: Deno.Kv,
  { token, messages, nowMs }: Batch,
  { seat, consultation, boxes }: Basis,
): Promise<Appended | typeof RACE> {
  const refused = seatRefusal(token, seat.value, consultation.value, nowMs);
  if (refused) return refused;
  const { room, peerId: from } = seat.value!;
  const drafts = new Map<string, Draft>();
  for (const entry of boxes) {
    if (!entry.value) return { refusal: "peer_unknown" };
    drafts.set(String(entry.key[2]), draftOf(entry));
  }
  let cursor = 0;
  for (const { to, n, body } of messages) {
    const { next, added } = drafts.get(to)!;
    if (n > (next.counters[from] ?? 0)) {
      next.counters[from] = n;
      next.last++;
      added.push({ from, n, body });
    }
    cursor = Math.max(cursor, next.last);
  }
  const changed = [...drafts].filter(([, { added }]) => added.length > 0);
  if (changed.length === 0) return { cursor };
  const memory = memoryOf(kv, room);
  for (const [to, { entry, next }] of changed) {
    // Somebody else has changed it, or made it anew.
    if (memory.mailboxes.get(to)?.versionstamp !== entry.versionstamp) memory.confirmed.delete(to);
    if (await isFull(kv, memory, room, to, next)) return { refusal: "mailbox_full" };
    if (Object.keys(next.counters).length > MAX_COUNTERS) {
      next.counters = await livingCounters(kv, room, next.counters);
    }
  }
  const batch = randomSecret(128);
  const deliveries = changed.map(([peerId, { next, added }]): Delivery => ({
    peerId,
    first: next.last - added.length + 1,
    messages: added,
    batch,
  }));
  await offerEarly(kv, { room, deliveries });
  const expireIn = Math.max(1, consultation.value!.expiresAtMs - nowMs);
  const commit = kv.atomic().check(seat, consultation);
  for (const [peerId, { entry, next, added }] of changed) {
    next.batch = batch;
    commit.check(entry).set(entry.key, next, { expireIn });
    for (const [index, message] of added.entries()) {
      const position = next.last - added.length + 1 + index;
      commit.set(messageKey(room, peerId, position), { ...message, batch } satisfies StoredMessage, {
        expireIn,
      });
    }
  }
  const result = await commitChange(kv, commit, { room, deliveries });
  if (!result.ok) return RACE;
  memory.consultation = consultation as Deno.KvEntry<Consultation>;
  memory.seats.set(from, seat as Deno.KvEntry<Seat>);
  for (const [peerId, { entry: { key }, next }] of changed) {
    memory.mailboxes.set(peerId, { key, value: next, versionstamp: result.versionstamp });
  }
  return { cursor };
}

/** A mailbox as it will be. */
interface Draft {
  entry: Deno.KvEntryMaybe<Mailbox>;
  next: Mailbox;
  added: IncomingMessage[];
}

function draftOf(entry: Deno.KvEntryMaybe<Mailbox>): Draft {
  const { last, counters } = entry.value!;
  return { entry, next: { last, counters: { ...counters } }, added: [] };
}

/** Are there too many unconfirmed messages? What was confirmed is read only when it matters. */
async function isFull(
  kv: Deno.Kv,
  { confirmed }: RoomMemory,
  room: string,
  peerId: string,
  { last }: Mailbox,
): Promise<boolean> {
  if (last - (confirmed.get(peerId) ?? 0) <= LIMITS.mailboxDepth) return false;
  const { value } = await kv.get<number>(confirmedKey(room, peerId));
  confirmed.set(peerId, value ?? 0);
  return last - (value ?? 0) > LIMITS.mailboxDepth;
}

/** Without those of seats that have ended: their tokens are dead, so nothing comes from them a second time. */
async function livingCounters(
  kv: Deno.Kv,
  room: string,
  counters: Mailbox["counters"],
): Promise<Mailbox["counters"]> {
  const living = new Set((await listPeers(kv, room)).map(({ peerId }) => peerId));
  return Object.fromEntries(Object.entries(counters).filter(([peerId]) => living.has(peerId)));
}

/** The messages after a cursor, the oldest first, without those of the batch `early`, and the cursor behind all of them. */
export async function readMessages(
  kv: Deno.Kv,
  { room, peerId, after, early }: { room: string; peerId: string; after: number; early?: string | undefined },
): Promise<{ cursor: number; messages: IncomingMessage[] }> {
  const messages: IncomingMessage[] = [];
  let cursor = after;
  const selector = { prefix: messagesPrefix(room, peerId), start: messageKey(room, peerId, after + 1) };
  for await (const { key, value } of kv.list<StoredMessage>(selector, { limit: LIMITS.mailboxDepth })) {
    cursor = Number(key.at(-1));
    const { from, n, body, batch } = value;
    if (batch === undefined || batch !== early) messages.push({ from, n, body });
  }
  return { cursor, messages };
}

/**
 * Deletes what its owner has confirmed: what lies between the position confirmed before and `upTo`. Two polls of one owner
 * may meet here; then the later one has confirmed what both wanted gone, or the next one will.
 */
export async function confirmMessages(
  kv: Deno.Kv,
  { room, peerId, upTo, confirmed, last, expiresAtMs, nowMs }: {
    room: string;
    peerId: string;
    upTo: number;
    confirmed: Deno.KvEntryMaybe<number>;
    /** Position of the newest message. */
    last: number;
    expiresAtMs: number;
    nowMs: number;
  },
): Promise<void> {
  const from = confirmed.value ?? 0;
  const to = Math.min(upTo, last);
  if (to <= from) return;
  const commit = kv.atomic().check(confirmed)
    .set(confirmed.key, to, { expireIn: Math.max(1, expiresAtMs - nowMs) });
  for (let position = from + 1; position <= to; position++) commit.delete(messageKey(room, peerId, position));
  await commit.commit();
}
