import { ROOM_LIMITS } from "../wire/limits.ts";
import type { IncomingMessage, OutgoingMessage } from "../wire/mailbox.ts";
import { isOpenAt } from "../wire/windows.ts";
import type { Delivery } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { commitTogether } from "./group_commit.ts";
import { inTurn, isQueued } from "./in_turn.ts";
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
import type { Refused } from "./refused.ts";
import { forgetRoom, recallEntries, rememberEntries } from "./room_memory.ts";
import { isTaken, listTakenSeats, seatRefusal } from "./seats.ts";

/** Most recipients of one batch: each is one more mailbox that its commit depends on. */
export const MAX_RECIPIENTS = 8;

/** A mailbox with more counters drops those of seats that have ended, so that its value does not grow without end. */
export const MAX_COUNTERS = 64;

type AppendRefusal =
  | Refused<
    "seat_unknown" | "seat_replaced" | "seat_ended" | "consultation_unknown" | "peer_unknown" | "mailbox_full"
  >
  | Refused<"too_many_requests"> & { retryAfterMs: number };

/** The window of `messagesPerMinute` and `bytesPerMinute`. */
const MINUTE_MS = 60_000;
/** When a guest that has sent too much before it was proved may try again. */
const UNTIL_PROVED_MS = 5_000;

/** The highest position that the batch has got, or why nothing was stored. */
export type Appended = { cursor: number } | AppendRefusal;

/** Messages of one seat, in their order. */
interface Batch {
  /** The sender's. */
  token: string;
  messages: readonly OutgoingMessage[];
  nowMs: number;
}

/**
 * Puts a seat's messages into the mailboxes of other peers, all or none, in one commit that also wakes the room, and that other
 * rooms may share. A message whose counter was stored before is not stored again.
 * @throws {RangeError} for more than `MAX_RECIPIENTS` recipients.
 */
export async function appendMessages(kv: Deno.Kv, batch: Batch): Promise<Appended> {
  const [room = "", from = ""] = batch.token.split(".");
  const recipients = [...new Set(batch.messages.map(({ to }) => to))];
  if (recipients.length > MAX_RECIPIENTS) throw new RangeError(`Cannot send to ${recipients.length} at once`);
  const keys = [
    seatKey(room, from),
    consultationKey(room),
    ...recipients.flatMap((to) => [mailboxKey(room, to), confirmedKey(room, to)]),
  ];
  const readAndStore = async (): Promise<Appended | typeof RACE> => {
    const plan = await planBatch(kv, batch, basisOf(await readAll(kv, keys)));
    if ("refusal" in plan) return plan;
    return plan.drafts.length > 0 ? await store(kv, plan) : { cursor: plan.cursor };
  };
  // A sender that has lost a race tries again in its turn; a new one that went first would make it lose once more.
  const turn = consultationKey(room);
  if (!isQueued(turn)) {
    const appended = await storeByMemory(kv, room, batch, keys) ?? await readAndStore();
    if (appended !== RACE) return appended;
  }
  return await inTurn(turn, () => untilCommitted(readAndStore));
}

/** Stores a batch by remembered entries; undefined if that is not possible and the entries have to be read. */
async function storeByMemory(
  kv: Deno.Kv,
  room: string,
  batch: Batch,
  keys: readonly Deno.KvKey[],
): Promise<Appended | undefined> {
  const remembered = recallEntries(kv, room, keys);
  const plan = remembered && await planBatch(kv, batch, basisOf(remembered));
  // Only a commit proves that the entries are still the same; a refusal or a repetition has none.
  if (!plan || "refusal" in plan || plan.drafts.length === 0) return undefined;
  const stored = await store(kv, plan);
  return stored === RACE ? undefined : stored;
}

/** Reads any number of entries; `kv.getMany` takes ten keys. */
async function readAll(kv: Deno.Kv, keys: readonly Deno.KvKey[]): Promise<Deno.KvEntryMaybe<unknown>[]> {
  const parts = [keys.slice(0, 10), keys.slice(10)].filter(({ length }) => length > 0);
  return (await Promise.all(parts.map((part) => kv.getMany<unknown[]>(part)))).flat();
}

/** What decides whether and where a batch is stored. */
interface Basis {
  seat: Deno.KvEntryMaybe<Seat>;
  consultation: Deno.KvEntryMaybe<Consultation>;
  /** The recipients'. */
  boxes: { mailbox: Deno.KvEntryMaybe<Mailbox>; confirmed: Deno.KvEntryMaybe<number> }[];
}

/** The entries of the keys in `appendMessages`, in their order. */
function basisOf([seat, consultation, ...rest]: readonly Deno.KvEntryMaybe<unknown>[]): Basis {
  const boxes = [];
  for (let i = 0; i < rest.length; i += 2) boxes.push({ mailbox: rest[i], confirmed: rest[i + 1] });
  return { seat, consultation, boxes } as Basis;
}

/** What a batch is going to store. */
interface Plan {
  room: string;
  basis: Basis;
  /** The mailboxes that get new messages. */
  drafts: Draft[];
  cursor: number;
  expireIn: number;
}

/** A mailbox as it is, and as it is going to be. */
interface Draft {
  mailbox: Deno.KvEntryMaybe<Mailbox>;
  confirmed: Deno.KvEntryMaybe<number>;
  next: Mailbox & Required<Pick<Mailbox, "senders" | "sizes">>;
  added: IncomingMessage[];
}

/** Checks the sender's rights, and puts the messages that are new into drafts of the mailboxes. */
async function planBatch(
  kv: Deno.Kv,
  { token, messages, nowMs }: Batch,
  basis: Basis,
): Promise<Plan | AppendRefusal> {
  const { seat, consultation, boxes } = basis;
  const refused = seatRefusal(token, seat.value, consultation.value, nowMs);
  if (refused) return refused;
  const { room, peerId: from } = seat.value!;
  const drafts = new Map<string, Draft>();
  for (const { mailbox, confirmed } of boxes) {
    // Guests do not write to guests. A mailbox that an older version made does not say whose it is.
    const isGuests = seat.value!.role === "guest" && mailbox.value?.role === "guest";
    if (!mailbox.value || isGuests) return { refusal: "peer_unknown" };
    const { counters, senders = {}, sizes = [] } = mailbox.value;
    const next: Draft["next"] = {
      ...mailbox.value,
      counters: { ...counters },
      senders: { ...senders },
      sizes: [...sizes],
    };
    drafts.set(String(mailbox.key[2]), { mailbox, confirmed, next, added: [] });
  }
  let cursor = 0;
  for (const { to, n, body } of messages) {
    const { next, added } = drafts.get(to)!;
    if (n > (next.counters[from] ?? 0)) {
      next.counters[from] = n;
      next.last++;
      next.sizes.push(body.length);
      added.push({ from, n, body });
    }
    cursor = Math.max(cursor, next.last);
  }
  const changed = [...drafts.values()].filter(({ added }) => added.length > 0);
  for (const draft of changed) {
    const refusal = limitMail(draft, seat.value!, nowMs);
    if (refusal) return refusal;
    if (Object.keys(draft.next.counters).length > MAX_COUNTERS) await forgetSenders(kv, room, draft.next);
  }
  const expireIn = Math.max(1, consultation.value!.expiresAtMs - nowMs);
  return { room, basis, drafts: changed, cursor, expireIn };
}

/** Commits a plan and remembers the entries; `RACE` if one of them has changed. */
async function store(
  kv: Deno.Kv,
  { room, basis: { seat, consultation }, drafts, cursor, expireIn }: Plan,
): Promise<{ cursor: number } | typeof RACE> {
  const deliveries = drafts.map(({ mailbox, next, added }): Delivery => ({
    peerId: String(mailbox.key[2]),
    first: next.last - added.length + 1,
    messages: added,
  }));
  const result = await commitTogether(kv, {
    change: { room, deliveries },
    // Not the consultation: what moves or ends it changes the sender's seat in the same commit.
    checks: [seat, ...drafts.map(({ mailbox }) => mailbox)],
    mutations: sum(drafts.map(({ added }) => 1 + added.length)),
    sizeBytes: sum(drafts.map(sizeOf)),
    write(commit) {
      for (const { mailbox, next } of drafts) commit.set(mailbox.key, next, { expireIn });
      for (const { peerId, first, messages } of deliveries) {
        for (const [index, message] of messages.entries()) {
          commit.set(messageKey(room, peerId, first + index), message satisfies StoredMessage, { expireIn });
        }
      }
    },
  });
  if (!result.ok) {
    forgetRoom(kv, room);
    return RACE;
  }
  const { versionstamp } = result;
  const boxes = drafts.flatMap(({ mailbox: { key }, next, confirmed }) => [
    { key, value: next, versionstamp },
    confirmed,
  ]);
  rememberEntries(kv, room, [seat, consultation, ...boxes]);
  return { cursor };
}

/** About how large what a draft stores is, in bytes. */
function sizeOf({ next, added }: Draft): number {
  const mailboxBytes = 10 * next.sizes.length + 200 * Object.keys(next.counters).length;
  return mailboxBytes + sum(added.map(({ body }) => body.length + 200));
}

/** Counts what a seat sends to a mailbox; returns why it may not, if it is too much. */
function limitMail(
  { next, added, confirmed }: Draft,
  { peerId, unproven }: Seat,
  nowMs: number,
): AppendRefusal | undefined {
  const { mailboxDepth, mailboxBytes, ...most } = ROOM_LIMITS;
  const unconfirmed = next.last - (confirmed.value ?? 0);
  next.sizes = unconfirmed > 0 ? next.sizes.slice(-unconfirmed) : [];
  // Strangers leave the other half to those who have proved themselves.
  const share = unproven ? 0.5 : 1;
  if (unconfirmed > share * mailboxDepth || sum(next.sizes) > share * mailboxBytes) {
    return { refusal: "mailbox_full" };
  }
  const before = next.senders[peerId];
  const goesOn = before &&
    (unproven || isOpenAt(nowMs, { endsAtMs: before.sinceMs + MINUTE_MS, lengthMs: MINUTE_MS }));
  const { sinceMs, messages, bytes } = goesOn ? before : { sinceMs: nowMs, messages: 0, bytes: 0 };
  const sent = {
    sinceMs,
    messages: messages + added.length,
    bytes: bytes + sum(added.map(({ body }) => body.length)),
  };
  const [maxMessages, maxBytes] = unproven
    ? [most.unprovenMessages, most.unprovenBytes]
    : [most.messagesPerMinute, most.bytesPerMinute];
  if (sent.messages > maxMessages || sent.bytes > maxBytes) {
    const retryAfterMs = unproven ? UNTIL_PROVED_MS : sinceMs + MINUTE_MS - nowMs;
    return { refusal: "too_many_requests", retryAfterMs };
  }
  next.senders[peerId] = sent;
  return undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Drops what is known of seats that have ended, whose tokens can send nothing any more. */
async function forgetSenders(kv: Deno.Kv, room: string, next: Draft["next"]): Promise<void> {
  const living = new Set((await listTakenSeats(kv, room)).map(({ peerId }) => peerId));
  const ofLiving = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([peerId]) => living.has(peerId)));
  next.counters = ofLiving(next.counters);
  next.senders = ofLiving(next.senders);
}

/** Returns the messages after a cursor, the oldest first, and the cursor behind them. */
export async function readMessages(
  kv: Deno.Kv,
  { room, peerId, after }: { room: string; peerId: string; after: number },
): Promise<{ cursor: number; messages: IncomingMessage[] }> {
  const messages: IncomingMessage[] = [];
  let cursor = after;
  const selector = { prefix: messagesPrefix(room, peerId), start: messageKey(room, peerId, after + 1) };
  for await (const { key, value } of kv.list<StoredMessage>(selector, { limit: ROOM_LIMITS.mailboxDepth })) {
    cursor = Number(key.at(-1));
    const { from, n, body } = value; // an older version has stored more
    messages.push({ from, n, body });
  }
  return { cursor, messages };
}

/**
 * Deletes the messages that their owner has confirmed: those after the position confirmed before, up to `upTo`. If two
 * polls of one owner race here, the one that loses leaves its messages to the next poll. Stores nothing for a seat that has
 * ended.
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
  const seat = await kv.get<Seat>(seatKey(room, peerId));
  if (!seat.value || !isTaken(seat.value)) return;
  const commit = kv.atomic().check(confirmed, seat)
    .set(confirmed.key, to, { expireIn: Math.max(1, expiresAtMs - nowMs) });
  for (let position = from + 1; position <= to; position++) commit.delete(messageKey(room, peerId, position));
  await commit.commit();
}
