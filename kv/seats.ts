/** Seats in a room, of guests and hosts alike: how they are stored, checked, renewed, left and ended. */
import { ROOM_LIMITS } from "../wire/limits.ts";
import type { Peer } from "../wire/mailbox.ts";
import { commitChange } from "./bumps.ts";
import { RACE } from "./commit.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import {
  confirmedKey,
  type Consultation,
  consultationKey,
  type Mailbox,
  mailboxKey,
  messagesPrefix,
  rosterKey,
  type Seat,
  seatKey,
  seatsPrefix,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import { forgetRoom } from "./room_memory.ts";

export interface TakenSeat {
  seat: Seat;
  /** Returned only here; the store keeps its hash. */
  token: string;
  consultation: Consultation;
}

const EMPTY_MAILBOX: Mailbox = { last: 0, counters: {} };

/** A new seat's token. Made once for all attempts to take the seat, so that one that was committed is recognised. */
export function makeSeatToken(room: string, peerId: string): string {
  return `${room}.${peerId}.${randomSecret(256)}`;
}

/** For a peerId that has a seat: that seat, if an attempt of the same request took it and its answer was lost. */
export function seatTakenBefore(
  seat: Seat,
  token: string,
  consultation: Consultation,
): TakenSeat | Refused<"peer_id_taken"> {
  return matchesHash(token, seat.tokenHash) ? { seat, token, consultation } : refused("peer_id_taken");
}

/**
 * What decides whether a seat can be taken. The roster is read before the list: a seat taken between the two reads changes
 * the roster, and the commit fails.
 */
export async function readRoom(kv: Deno.Kv, room: string, peerId: string) {
  const [entry, own, roster] = await kv.getMany<[Consultation, Seat, true]>([
    consultationKey(room),
    seatKey(room, peerId),
    rosterKey(room),
  ]);
  return { entry, own, roster, seats: await listSeatEntries(kv, room) };
}

/** Adds a new seat with an empty mailbox to a commit, and commits it. */
export async function putSeat(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  consultation: Consultation,
  { token, nowMs, ...place }: Pick<Seat, "room" | "peerId" | "role" | "locator" | "memberId"> & {
    token: string;
    nowMs: number;
  },
): Promise<TakenSeat | typeof RACE> {
  const { room, peerId } = place;
  const seat: Seat = { ...place, tokenHash: hashSecret(token), joinedAtMs: nowMs, seenAtMs: nowMs };
  const expireIn = consultation.expiresAtMs - nowMs;
  commit.set(seatKey(room, peerId), seat, { expireIn })
    .set(rosterKey(room), true, { expireIn })
    .set(mailboxKey(room, peerId), EMPTY_MAILBOX, { expireIn })
    .delete(confirmedKey(room, peerId));
  const { ok } = await commitChange(kv, commit, { room, practiceId: consultation.practiceId });
  return ok ? { seat, token, consultation } : RACE;
}

/** A seat whose token was right, with what most of its requests need. */
export interface CheckedSeat {
  seat: Seat;
  consultation: Consultation;
  mailbox: Mailbox;
  confirmed: Deno.KvEntryMaybe<number>;
}

type TokenRefusal = Refused<"seat_unknown" | "seat_replaced" | "consultation_unknown">;

/** Checks a token (`<room>.<peerId>.<secret>`) and reads its seat, in one read. */
export async function checkSeat(
  kv: Deno.Kv,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<CheckedSeat | TokenRefusal> {
  const [room = "", peerId = ""] = token.split(".");
  const [seat, consultation, mailbox, confirmed] = await kv.getMany<[Seat, Consultation, Mailbox, number]>([
    seatKey(room, peerId),
    consultationKey(room),
    mailboxKey(room, peerId),
    confirmedKey(room, peerId),
  ]);
  const refusal = seatRefusal(token, seat.value, consultation.value, nowMs);
  if (refusal) return refusal;
  return {
    seat: seat.value!,
    consultation: consultation.value!,
    mailbox: mailbox.value ?? EMPTY_MAILBOX,
    confirmed,
  };
}

/** Why a token does not give the rights of its seat; undefined if it does. Compares in constant time. */
export function seatRefusal(
  token: string,
  seat: Seat | null,
  consultation: Consultation | null,
  nowMs: number,
): TokenRefusal | undefined {
  // Without the right token not even the existence of the room is told.
  if (!seat || !matchesHash(token, seat.tokenHash)) return refused("seat_unknown");
  if (!consultation || nowMs >= consultation.expiresAtMs) return refused("consultation_unknown");
  return seat.replaced ? refused("seat_replaced") : undefined;
}

/** Records that a seat's client is there. A lost race means that something newer has been recorded. */
export async function renewSeat(
  kv: Deno.Kv,
  { room, peerId }: Pick<Seat, "room" | "peerId">,
  { expiresAtMs, nowMs }: { expiresAtMs: number; nowMs: number },
): Promise<void> {
  const entry = await kv.get<Seat>(seatKey(room, peerId));
  if (!entry.value || entry.value.replaced) return;
  await kv.atomic().check(entry)
    .set(entry.key, { ...entry.value, seenAtMs: nowMs }, { expireIn: Math.max(1, expiresAtMs - nowMs) })
    .commit();
  forgetRoom(kv, room);
}

/** Leaves a room: deletes the seat and its mailbox, and tells the others. */
export async function leaveSeat(
  kv: Deno.Kv,
  { room, peerId }: Pick<Seat, "room" | "peerId">,
  { practiceId }: Pick<Consultation, "practiceId">,
): Promise<void> {
  const commit = kv.atomic()
    .delete(seatKey(room, peerId)).delete(mailboxKey(room, peerId)).delete(confirmedKey(room, peerId));
  await commitChange(kv, commit, { room, practiceId });
  for await (const { key } of kv.list({ prefix: messagesPrefix(room, peerId) })) await kv.delete(key);
}

/** The peers with a seat in the room, in the order in which they joined. */
export async function listPeers(kv: Deno.Kv, room: string): Promise<Peer[]> {
  const entries = await listSeatEntries(kv, room);
  return entries.map(({ value }) => value).filter(({ replaced }) => !replaced)
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs)
    .map(({ peerId, role, joinedAtMs, seenAtMs }) => ({ peerId, role, joinedAtMs, seenAtMs }));
}

/** Are both practice and guest in the room? Whether they talk, the server does not know. */
export async function isRunning(kv: Deno.Kv, room: string, nowMs: number): Promise<boolean> {
  const there = (await listPeers(kv, room)).filter(({ seenAtMs }) =>
    nowMs - seenAtMs <= ROOM_LIMITS.seatSilentMs
  );
  return new Set(there.map(({ role }) => role)).size === 2;
}

export async function listSeatEntries(kv: Deno.Kv, room: string): Promise<Deno.KvEntry<Seat>[]> {
  return await Array.fromAsync(kv.list<Seat>({ prefix: seatsPrefix(room) }));
}

/** Adds to a commit that replaces a code the end of the seats taken by it; their clients are told. */
export async function endSeatsByCode(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  { room, locator, expiresAtMs }: Consultation,
  nowMs: number,
): Promise<void> {
  const expireIn = Math.max(1, expiresAtMs - nowMs);
  for (const entry of await listSeatEntries(kv, room)) {
    if (locator === undefined || entry.value.locator !== locator) continue;
    replaceSeat(commit.check(entry), entry, expireIn);
  }
}

/** Adds the end of a seat to a commit: its client is told, and its mailbox takes no more messages. */
export function replaceSeat(
  commit: Deno.AtomicOperation,
  { key, value }: Deno.KvEntry<Seat>,
  expireIn: number,
): void {
  commit.set(key, { ...value, replaced: true } satisfies Seat, { expireIn })
    .delete(mailboxKey(value.room, value.peerId)).delete(confirmedKey(value.room, value.peerId));
}

/**
 * Adds the end of all seats of a room to a commit that checks the roster; returns their peerIds. If the room goes on, seats
 * that were replaced stay, so that their clients can still be told.
 */
export async function deleteSeats(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  room: string,
  { goesOn }: { goesOn: boolean },
): Promise<string[]> {
  const peerIds = (await listSeatEntries(kv, room)).map(({ value }) => value)
    .filter(({ replaced }) => !(goesOn && replaced)).map(({ peerId }) => peerId);
  commit.delete(rosterKey(room));
  for (const peerId of peerIds) commit.delete(seatKey(room, peerId));
  return peerIds;
}

/** Deletes the mailboxes and messages of seats that have ended. */
export async function deleteMail(kv: Deno.Kv, room: string, peerIds: readonly string[]): Promise<void> {
  for (const peerId of peerIds) {
    await kv.delete(mailboxKey(room, peerId));
    await kv.delete(confirmedKey(room, peerId));
    for await (const { key } of kv.list({ prefix: messagesPrefix(room, peerId) })) await kv.delete(key);
  }
}
