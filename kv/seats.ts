import { LIMITS } from "../wire/limits.ts";
import type { Peer } from "../wire/rooms.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { keepFor, listConsultations, type Refusal, refusalOf } from "./consultations.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import { commitChange } from "./bumps.ts";
import { forgetRoom } from "./room_memory.ts";
import {
  confirmedKey,
  type Consultation,
  consultationKey,
  type Mailbox,
  mailboxKey,
  type Member,
  memberKey,
  messagesPrefix,
  rosterKey,
  type Seat,
  seatKey,
  seatsPrefix,
} from "./keys.ts";

export interface TakenSeat {
  seat: Seat;
  /** The only time it is seen outside of the client. */
  token: string;
  consultation: Consultation;
}

export type SeatRefusal = Refusal | { refusal: "peer_id_taken" } | { refusal: "room_full" };

/** So many devices of a host are told that another has taken over; of more, the latest. */
const MAX_REPLACED = 16;

const EMPTY_MAILBOX: Mailbox = { last: 0, counters: {} };

/** Takes a guest seat; the reason if there is none to take. */
export async function takeGuestSeat(
  kv: Deno.Kv,
  { room, peerId, locator, nowMs }: {
    room: string;
    peerId: string;
    /** Of the access code, for whoever comes by it. */
    locator?: string | undefined;
    nowMs: number;
  },
): Promise<TakenSeat | SeatRefusal> {
  const token = makeToken(room, peerId);
  return await untilCommitted(async () => {
    const { entry, own, roster, seats } = await readRoom(kv, room, peerId);
    const refusal = refusalOf(entry.value, nowMs);
    if (refusal) return refusal;
    // The code was replaced since the room was found by it.
    if (locator !== undefined && locator !== entry.value!.locator) {
      return { refusal: "consultation_unknown" as const };
    }
    if (own.value) return takenBefore(own.value, token, entry.value!);
    const taken = seats.filter(({ value }) => !value.replaced);
    const silent = taken.filter(({ value }) =>
      value.role === "guest" && nowMs - value.seenAtMs > LIMITS.seatSilentMs
    )
      .sort((a, b) => a.value.seenAtMs - b.value.seenAtMs)[0];
    if (taken.length >= LIMITS.seatsPerRoom && !silent) return { refusal: "room_full" as const };
    const commit = kv.atomic().check(entry, own, roster);
    if (taken.length >= LIMITS.seatsPerRoom && silent) {
      const { peerId: gone } = silent.value;
      commit.check(silent).delete(silent.key)
        .delete(mailboxKey(room, gone)).delete(confirmedKey(room, gone));
    }
    const seat = { room, peerId, role: "guest" as const, ...(locator === undefined ? {} : { locator }) };
    return await putSeat(kv, commit, entry.value!, { ...seat, token, nowMs });
  });
}

/** Takes the host's seat; the device that had it is told so. A room that was closed for all is open again. */
export async function takeHostSeat(
  kv: Deno.Kv,
  { room, peerId, memberId, retentionMs, nowMs }: {
    room: string;
    peerId: string;
    memberId: string;
    retentionMs: number;
    nowMs: number;
  },
): Promise<
  | TakenSeat
  | { refusal: "consultation_unknown" }
  | { refusal: "peer_id_taken" }
  | { refusal: "signed_out" }
> {
  const token = makeToken(room, peerId);
  return await untilCommitted(async () => {
    const [{ entry, own, roster, seats }, member] = await Promise.all([
      readRoom(kv, room, peerId),
      kv.get<Member>(memberKey(memberId)),
    ]);
    // A practitioner may prepare before the lobby opens; guests may not.
    if (!entry.value || nowMs >= entry.value.expiresAtMs) return { refusal: "consultation_unknown" as const };
    // Removed since the sign-in was looked up: after a removal nobody may slip in, see `endHostSeats`.
    if (member.value?.practiceId !== entry.value.practiceId) return { refusal: "signed_out" as const };
    if (own.value) return takenBefore(own.value, token, entry.value);
    const commit = kv.atomic().check(entry, own, roster, member);
    const expireIn = entry.value.expiresAtMs - nowMs;
    const hosts = seats.filter(({ value }) => value.role === "host");
    for (const host of hosts.filter(({ value }) => !value.replaced)) {
      replaceSeat(commit.check(host), host, expireIn);
    }
    // A device that sleeps has not been told yet: it would take the seat back when it wakes.
    const told = hosts.filter(({ value }) => value.replaced).sort((a, b) =>
      b.value.joinedAtMs - a.value.joinedAtMs
    );
    for (const { key } of told.slice(MAX_REPLACED)) commit.delete(key);
    const consultation: Consultation = { ...entry.value, locked: false };
    if (entry.value.locked) {
      commit.set(entry.key, consultation, keepFor(consultation, { retentionMs, nowMs }));
    }
    return await putSeat(kv, commit, consultation, { room, peerId, role: "host", memberId, token, nowMs });
  });
}

/** The only time it is seen outside of the client. Drawn once for all tries, so that one that has landed is known again. */
function makeToken(room: string, peerId: string): string {
  return `${room}.${peerId}.${randomSecret(256)}`;
}

/** The seat is there already: by this very run, whose answer was lost, or somebody else's. */
function takenBefore(
  seat: Seat,
  token: string,
  consultation: Consultation,
): TakenSeat | { refusal: "peer_id_taken" } {
  return matchesHash(token, seat.tokenHash) ? { seat, token, consultation } : { refusal: "peer_id_taken" };
}

/** What it depends on whether a seat can be taken. The roster is read first: a seat that the list misses changes it. */
async function readRoom(kv: Deno.Kv, room: string, peerId: string) {
  const [entry, own, roster] = await kv.getMany<[Consultation, Seat, true]>([
    consultationKey(room),
    seatKey(room, peerId),
    rosterKey(room),
  ]);
  return { entry, own, roster, seats: await listSeatEntries(kv, room) };
}

async function putSeat(
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

/** The seat that a token is for. */
export type SeatCheck =
  | { seat: Seat; consultation: Consultation; mailbox: Mailbox; confirmed: Deno.KvEntryMaybe<number> }
  | { refusal: SeatRefusalCode };

export type SeatRefusalCode = "seat_unknown" | "seat_replaced" | "consultation_unknown";

/** Checks a token (`<room>.<peerId>.<secret>`): what every call of a seat begins with. One read. */
export async function checkSeat(
  kv: Deno.Kv,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<SeatCheck> {
  const [room = "", peerId = ""] = token.split(".");
  const [seat, consultation, mailbox, confirmed] = await kv.getMany<[Seat, Consultation, Mailbox, number]>([
    seatKey(room, peerId),
    consultationKey(room),
    mailboxKey(room, peerId),
    confirmedKey(room, peerId),
  ]);
  const refused = seatRefusal(token, seat.value, consultation.value, nowMs);
  if (refused) return refused;
  return {
    seat: seat.value!,
    consultation: consultation.value!,
    mailbox: mailbox.value ?? EMPTY_MAILBOX,
    confirmed,
  };
}

/** Why a token does not give its seat's rights; compared in constant time. */
export function seatRefusal(
  token: string,
  seat: Seat | null,
  consultation: Consultation | null,
  nowMs: number,
): { refusal: SeatRefusalCode } | undefined {
  // Without the right token nothing is told, not even whether the room exists.
  if (!seat || !matchesHash(token, seat.tokenHash)) return { refusal: "seat_unknown" };
  if (!consultation || nowMs >= consultation.expiresAtMs) return { refusal: "consultation_unknown" };
  return seat.replaced ? { refusal: "seat_replaced" } : undefined;
}

/** Notes that a seat's client is there. A lost race means that somebody else has just noted something newer. */
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

/** Leaves a room: the seat and its mailbox are gone, and the others are told. */
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

/** Everyone with a seat, the one that came first in front. */
export async function listPeers(kv: Deno.Kv, room: string): Promise<Peer[]> {
  const entries = await listSeatEntries(kv, room);
  return entries.map(({ value }) => value).filter(({ replaced }) => !replaced)
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs)
    .map(({ peerId, role, joinedAtMs, seenAtMs }) => ({ peerId, role, joinedAtMs, seenAtMs }));
}

/** Puts the end of those seats that were taken by a code into the commit which replaces it: their clients are told. */
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

/** Ends the host seats of somebody who has just been removed from the practice; their clients are told. */
export async function endHostSeats(
  kv: Deno.Kv,
  { practiceId, memberId, nowMs }: { practiceId: string; memberId: string; nowMs: number },
): Promise<void> {
  for (const { room, expiresAtMs } of await listConsultations(kv, practiceId, nowMs)) {
    await untilCommitted(async () => {
      // One of an older version does not say whose it is: better to end a colleague's than to leave this member's.
      const theirs = (await listSeatEntries(kv, room)).filter(({ value }) =>
        value.role === "host" && !value.replaced && (value.memberId ?? memberId) === memberId
      );
      if (theirs.length === 0) return true;
      const commit = kv.atomic();
      for (const entry of theirs) replaceSeat(commit.check(entry), entry, expiresAtMs - nowMs);
      return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
    });
  }
}

/** The client is told that it has lost its seat; nothing is put into its mailbox any more. */
function replaceSeat(
  commit: Deno.AtomicOperation,
  { key, value }: Deno.KvEntry<Seat>,
  expireIn: number,
): void {
  commit.set(key, { ...value, replaced: true } satisfies Seat, { expireIn })
    .delete(mailboxKey(value.room, value.peerId)).delete(confirmedKey(value.room, value.peerId));
}

/**
 * Puts the end of all of a room's seats into a commit that checks the roster; gives whose they were. Where the room goes on,
 * whoever has to be told of a takeover still is.
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

/** Deletes the mail of seats that have ended. */
export async function deleteMail(kv: Deno.Kv, room: string, peerIds: readonly string[]): Promise<void> {
  for (const peerId of peerIds) {
    await kv.delete(mailboxKey(room, peerId));
    await kv.delete(confirmedKey(room, peerId));
    for await (const { key } of kv.list({ prefix: messagesPrefix(room, peerId) })) await kv.delete(key);
  }
}

/** Are both sides there? What they do there the server does not know. */
export async function isRunning(kv: Deno.Kv, room: string, nowMs: number): Promise<boolean> {
  const there = (await listPeers(kv, room)).filter(({ seenAtMs }) => nowMs - seenAtMs <= LIMITS.seatSilentMs);
  return new Set(there.map(({ role }) => role)).size === 2;
}

async function listSeatEntries(kv: Deno.Kv, room: string): Promise<Deno.KvEntry<Seat>[]> {
  return await Array.fromAsync(kv.list<Seat>({ prefix: seatsPrefix(room) }));
}
