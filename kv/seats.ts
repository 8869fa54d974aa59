/** Seats in a room, of guests and hosts alike: how they are stored, checked, left and ended. */
import { ROOM_LIMITS } from "../wire/limits.ts";
import type { Peer } from "../wire/mailbox.ts";
import { isAhead } from "../wire/windows.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, matchesHash, randomSecret } from "./hashes.ts";
import {
  confirmedKey,
  type Consultation,
  consultationKey,
  type Mailbox,
  mailboxKey,
  messagesPrefix,
  presenceKey,
  rosterKey,
  type Seat,
  seatKey,
  seatsPrefix,
} from "./keys.ts";
import { readPresence, withPresence } from "./presence.ts";
import { type Refused, refused } from "./refused.ts";
import { isRemembered, recallEntries, rememberEntries } from "./room_memory.ts";

export interface TakenSeat {
  seat: Seat;
  /** Returned only here; the store keeps its hash. */
  token: string;
  consultation: Consultation;
}

/** Whether somebody sits in it: it has neither ended nor been given up. */
export function isTaken({ replaced, vacated }: Seat): boolean {
  return !replaced && !vacated;
}

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
  { token, nowMs, ...place }:
    & Pick<Seat, "room" | "peerId" | "role" | "locator" | "unproven" | "memberId">
    & { token: string; nowMs: number },
): Promise<TakenSeat | typeof RACE> {
  const { room, peerId } = place;
  const seat: Seat = { ...place, tokenHash: hashSecret(token), joinedAtMs: nowMs, seenAtMs: nowMs };
  const expireIn = consultation.expiresAtMs - nowMs;
  commit.set(seatKey(room, peerId), seat, { expireIn })
    .set(rosterKey(room), true, { expireIn })
    .set(mailboxKey(room, peerId), { last: 0, counters: {}, role: place.role } satisfies Mailbox, {
      expireIn,
    })
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

type TokenRefusal = Refused<"seat_unknown" | "seat_replaced" | "seat_ended" | "consultation_unknown">;

/** Checks a token (`<room>.<peerId>.<secret>`) and reads its seat, in one read. */
export async function checkSeat(
  kv: Deno.Kv,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<CheckedSeat | TokenRefusal> {
  const [room = "", peerId = ""] = token.split(".");
  const [seat, consultation, mailbox, confirmed, presence] = await kv.getMany<
    [Seat, Consultation, Mailbox, number, number]
  >([
    seatKey(room, peerId),
    consultationKey(room),
    mailboxKey(room, peerId),
    confirmedKey(room, peerId),
    presenceKey(room, peerId),
  ]);
  return checked({ token, nowMs }, { seat, consultation, mailbox, confirmed, presence });
}

/** What is stored of a seat. */
interface SeatEntries {
  seat: Deno.KvEntryMaybe<Seat>;
  consultation: Deno.KvEntryMaybe<Consultation>;
  mailbox: Deno.KvEntryMaybe<Mailbox>;
  confirmed: Deno.KvEntryMaybe<number>;
  presence: Deno.KvEntryMaybe<number>;
}

function checked(
  { token, nowMs }: { token: string; nowMs: number },
  { seat, consultation, mailbox, confirmed, presence }: SeatEntries,
): CheckedSeat | TokenRefusal {
  const refusal = seatRefusal(token, seat.value, consultation.value, nowMs);
  if (refusal) return refusal;
  return {
    seat: withPresence(seat.value!, presence.value),
    consultation: consultation.value!,
    mailbox: mailbox.value ?? { last: 0, counters: {} },
    confirmed,
  };
}

/** Most other seats of a room whose presence fits into the read of one seat; `kv.getMany` takes ten keys. */
const MAX_OTHERS = 4;

/**
 * Checks a token, and reads its seat and all taken seats of the room: in one read, if this process remembers the room and its
 * roster has not changed since, which changes with every seat.
 */
export async function checkSeatAndPeers(
  kv: Deno.Kv,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<CheckedSeat & { taken: Seat[] } | TokenRefusal> {
  const [room = "", own = ""] = token.split(".");
  const [known] = recallEntries(kv, room, [seatsPrefix(room)]) as [Deno.KvEntry<Seat[]>] | undefined ?? [];
  const others = known?.value.filter(({ peerId }) => peerId !== own).map(({ peerId }) => peerId) ?? [];
  const peers = [own, ...others.length > MAX_OTHERS ? [] : others];
  // Nothing is going to be remembered of it: then the list need not wait for the roster.
  const listing = isRemembered(kv, room) ? undefined : listTakenSeats(kv, room);
  const reading = kv.getMany<[Seat, Consultation, Mailbox, number, true, ...number[]]>([
    seatKey(room, own),
    consultationKey(room),
    mailboxKey(room, own),
    confirmedKey(room, own),
    rosterKey(room),
    ...peers.map((peerId) => presenceKey(room, peerId)),
  ]);
  const [[seat, consultation, mailbox, confirmed, roster, ...seen], listed] = await Promise.all([
    reading,
    listing,
  ]);
  const check = checked({ token, nowMs }, { seat, consultation, mailbox, confirmed, presence: seen[0]! });
  if ("refusal" in check) return check;
  if (listed) return { ...check, taken: listed };
  if (known && known.versionstamp === roster.versionstamp && others.length <= MAX_OTHERS) {
    const seenAtMs = new Map(peers.map((peerId, at) => [peerId, seen[at]!.value]));
    return { ...check, taken: known.value.map((one) => withPresence(one, seenAtMs.get(one.peerId))) };
  }
  // Under the roster that was read before: a seat that is newer than it has changed the roster, and the list counts no more.
  const taken = await listTakenSeats(kv, room);
  if (roster.versionstamp && isRemembered(kv, room)) {
    rememberEntries(kv, room, [{ ...roster, key: seatsPrefix(room), value: taken }]);
  }
  return { ...check, taken };
}

/** Why a token does not give the rights of its seat; undefined if it does. Compares in constant time. */
export function seatRefusal(
  token: string,
  seat: Seat | null,
  consultation: Consultation | null,
  nowMs: number,
): TokenRefusal | undefined {
  // Without the right token not even the existence of the room is told.
  if (!seat || !matchesHash(token, seat.tokenHash) || seat.vacated) return refused("seat_unknown");
  if (!consultation || nowMs >= consultation.expiresAtMs) return refused("consultation_unknown");
  if (!seat.replaced) return undefined;
  return refused(seat.ended ? "seat_ended" : "seat_replaced");
}

/** Leaves a room: deletes the seat and its mailbox, and tells the others. */
export async function leaveSeat(
  kv: Deno.Kv,
  { room, peerId }: Pick<Seat, "room" | "peerId">,
  { practiceId, expiresAtMs }: Pick<Consultation, "practiceId" | "expiresAtMs">,
  nowMs: number,
): Promise<void> {
  // The roster, too: whoever ends this seat at the same moment reads the seats again, and does not bring it back.
  const commit = kv.atomic()
    .set(rosterKey(room), true, { expireIn: Math.max(1, expiresAtMs - nowMs) })
    .delete(seatKey(room, peerId));
  closeMailbox(commit, { room, peerId });
  await commitChange(kv, commit, { room, practiceId });
  await deleteMail(kv, room, [peerId]);
}

/** The seats in a room that somebody sits in, in the order in which they were taken. */
export async function listTakenSeats(kv: Deno.Kv, room: string): Promise<Seat[]> {
  return (await listSeatEntries(kv, room)).map(({ value }) => value).filter(isTaken)
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs);
}

/** Those of the taken seats that a seat's client is told of, its own included: guests do not hear of other guests. */
export function peersFor(
  { role, peerId: own }: Pick<Seat, "role" | "peerId">,
  taken: readonly Seat[],
): Peer[] {
  return taken.filter((seat) => role === "host" || seat.role === "host" || seat.peerId === own)
    .map(({ peerId, role, joinedAtMs, seenAtMs }) => ({ peerId, role, joinedAtMs, seenAtMs }));
}

/** True for a seat whose client has not asked for long, or not since the clock was set back. */
export function isSilent({ seenAtMs }: Pick<Seat, "seenAtMs">, nowMs: number): boolean {
  return nowMs - seenAtMs > ROOM_LIMITS.seatSilentMs || isAhead(seenAtMs, nowMs);
}

/**
 * Are both practice and guest in the room? Whether they talk, the server does not know; a guest that the host has answered
 * has proved itself.
 */
export async function isRunning(kv: Deno.Kv, room: string, nowMs: number): Promise<boolean> {
  const there = (await listTakenSeats(kv, room)).filter((seat) => !seat.unproven && !isSilent(seat, nowMs));
  return new Set(there.map(({ role }) => role)).size === 2;
}

/** All seats of a room, ended ones too, each with when it was last seen. */
export async function listSeatEntries(kv: Deno.Kv, room: string): Promise<Deno.KvEntry<Seat>[]> {
  const [entries, seen] = await Promise.all([
    Array.fromAsync(kv.list<Seat>({ prefix: seatsPrefix(room) })),
    readPresence(kv, room),
  ]);
  return entries.map((entry) => ({
    ...entry,
    value: withPresence(entry.value, seen.get(entry.value.peerId)),
  }));
}

/** Adds the end of a seat to a commit: its client is told, and its mailbox takes no more messages. */
export function replaceSeat(
  commit: Deno.AtomicOperation,
  { key, value }: Deno.KvEntry<Seat>,
  expireIn: number,
  ended?: true,
): void {
  const replaced: Seat = { ...value, replaced: true, ...(ended ? { ended } : {}) };
  closeMailbox(commit.set(key, replaced, { expireIn }), value);
}

/**
 * Adds the end of a mailbox, and of what else hangs on a seat, to the commit that ends the seat. From then on nothing can be
 * put into it, so that whoever lists its messages afterwards finds all of them.
 */
export function closeMailbox(
  commit: Deno.AtomicOperation,
  { room, peerId }: Pick<Seat, "room" | "peerId">,
): void {
  commit.delete(mailboxKey(room, peerId)).delete(confirmedKey(room, peerId)).delete(
    presenceKey(room, peerId),
  );
}

/**
 * Adds the end of all seats of a room to a commit that checks the roster; returns their peerIds. What guests had stays as
 * `vacated`. If the room goes on, seats that were replaced stay, so that their clients can still be told.
 */
export async function vacateSeats(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  room: string,
  { goesOn, expireIn }: { goesOn: boolean; expireIn: number },
): Promise<string[]> {
  const entries = await listSeatEntries(kv, room);
  commit.delete(rosterKey(room));
  for (const { key, value } of entries) {
    if (value.vacated || value.replaced && goesOn) continue;
    if (value.role === "guest" && !value.replaced) commit.set(key, vacated(value), { expireIn });
    else commit.delete(key);
    closeMailbox(commit, value);
  }
  dropEnded(commit, entries.filter(({ value }) => value.vacated));
  return entries.filter(({ value }) => isTaken(value)).map(({ value }) => value.peerId);
}

/** A seat that was given up; where its guest came from is forgotten. */
function vacated({ unproven, ...seat }: Seat): Seat {
  return { ...seat, ...(unproven ? { unproven: { address: "", network: "" } } : {}), vacated: true };
}

/** Adds to a commit the deletion of the oldest of many ended seats, so that their number is limited. */
export function dropEnded(commit: Deno.AtomicOperation, ended: readonly Deno.KvEntry<Seat>[]): void {
  const newestFirst = ended.toSorted((a, b) => b.value.joinedAtMs - a.value.joinedAtMs);
  for (const { key } of newestFirst.slice(ROOM_LIMITS.endedSeats)) commit.delete(key);
}

/**
 * Makes a change that may end seats, and then deletes their messages, whether it succeeds, is refused or fails: an attempt
 * may have been committed although its answer was lost. `change` collects the peerIds over all its attempts; those whose
 * seats go on keep their messages.
 */
export async function endingSeats<Result>(
  kv: Deno.Kv,
  room: string,
  change: (ended: string[]) => Promise<Result>,
): Promise<Result> {
  const ended: string[] = [];
  try {
    return await change(ended);
  } finally {
    await deleteMail(kv, room, ended);
  }
}

/** Most deletions in one commit. */
const DELETIONS = 100;

/**
 * Deletes the messages of seats that have ended: in a row of commits, after the one that has ended them, because there can be
 * more messages than one commit takes. What a server that stops in between leaves lives until the room expires.
 */
async function deleteMail(kv: Deno.Kv, room: string, peerIds: readonly string[]): Promise<void> {
  for (const peerId of new Set(peerIds)) {
    await untilCommitted(async () => {
      const seat = await kv.get<Seat>(seatKey(room, peerId));
      if (seat.value && isTaken(seat.value)) return true;
      const messages = await Array.fromAsync(kv.list({ prefix: messagesPrefix(room, peerId) }));
      for (let at = 0; at < messages.length; at += DELETIONS) {
        const commit = kv.atomic().check(seat);
        for (const { key } of messages.slice(at, at + DELETIONS)) commit.delete(key);
        if (!(await commit.commit()).ok) return RACE;
      }
      return true;
    });
  }
}
