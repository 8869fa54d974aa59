import { ROOM_LIMITS } from "../wire/limits.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { matchesHash } from "./hashes.ts";
import { inTurn } from "./in_turn.ts";
import {
  type Consultation,
  type ReturnProofs,
  returnProofsKey,
  rosterKey,
  type Seat,
  type SeatOrigin,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import { isProof } from "./room_proofs.ts";
import {
  closeMailbox,
  dropEnded,
  endingSeats,
  isSilent,
  isTaken,
  listSeatEntries,
  makeSeatToken,
  putSeat,
  readRoom,
  replaceSeat,
  seatTakenBefore,
  type TakenSeat,
} from "./seats.ts";

/** Why a guest cannot enter a room now. */
type EntryRefusal =
  | Refused<"consultation_unknown" | "locked">
  | Refused<"not_open_yet"> & { opensAtMs: number };

export interface GuestSeatRequest {
  room: string;
  peerId: string;
  /** Of the access code; absent for whoever comes by the room. */
  locator?: string | undefined;
  /** By the room: a room proof, or the token of the seat before a move or cancellation. */
  proof?: string | undefined;
  /** Where the guest comes from. */
  origin: SeatOrigin;
  nowMs: number;
}

/**
 * Takes a guest seat, or tells why there is none. A guest that has not proved itself gets one of the unproven seats, which end
 * with every new code and never keep a proven guest out.
 */
export async function takeGuestSeat(
  kv: Deno.Kv,
  request: GuestSeatRequest,
): Promise<TakenSeat | EntryRefusal | Refused<"peer_id_taken" | "room_full">> {
  const { room, peerId, nowMs } = request;
  const token = makeSeatToken(room, peerId);
  const take = async (
    gaveWay: string[],
  ): Promise<Awaited<ReturnType<typeof takeGuestSeat>> | typeof RACE> => {
    const [{ entry, own, roster, seats }, proofs] = await Promise.all([
      readRoom(kv, room, peerId),
      kv.get<ReturnProofs>(returnProofsKey(room)),
    ]);
    if (!entry.value) return refused("consultation_unknown");
    const standing = standingOf(entry.value, request, proofs.value, seats);
    if (!standing) return refused("consultation_unknown");
    const refusal = entryRefusal(entry.value, nowMs, standing.knowsRoom);
    if (refusal) return refusal;
    if (own.value) return seatTakenBefore(own.value, token, entry.value);
    const { origin, former, locator } = standing;
    const place = placeFor(origin, seats.filter(({ value }) => isTaken(value)), nowMs);
    if (!place) return refused("room_full");
    const commit = kv.atomic().check(entry, own, roster);
    if (former) commit.delete(former.key);
    if (place.gives) {
      const { key, value } = place.gives;
      closeMailbox(commit.delete(key), value);
      gaveWay.push(value.peerId);
    }
    return await putSeat(kv, commit, entry.value, {
      room,
      peerId,
      role: "guest",
      ...(locator === undefined ? {} : { locator }),
      ...(origin ? { unproven: origin } : {}),
      token,
      nowMs,
    });
  };
  // In turn: strangers who come in numbers would make the invited person lose race after race for the roster.
  return await endingSeats(
    kv,
    room,
    (gaveWay) => inTurn(rosterKey(room), () => untilCommitted(() => take(gaveWay))),
  );
}

/** What a guest may, by what it has shown. */
interface Standing {
  /** The room or its proof was shown, so its times are no secret. A locator can be guessed. */
  knowsRoom: boolean;
  /** Set for a guest that has not proved itself. */
  origin?: SeatOrigin;
  locator?: string | undefined;
  /** The seat that it had before a move or cancellation. */
  former?: Deno.KvEntry<Seat>;
}

/** Undefined for whoever is answered as if there were no such consultation. */
function standingOf(
  consultation: Consultation,
  { locator, proof, origin }: GuestSeatRequest,
  returnProofs: ReturnProofs | null,
  seats: readonly Deno.KvEntry<Seat>[],
): Standing | undefined {
  // The code may have been replaced since the room was found by it.
  if (locator !== undefined) {
    return locator === consultation.locator ? { knowsRoom: false, origin, locator } : undefined;
  }
  if (isProof(proof, consultation, returnProofs)) return { knowsRoom: true };
  const former = seats.find(({ value }) =>
    value.vacated && proof !== undefined && matchesHash(proof, value.tokenHash)
  );
  if (former) {
    const { unproven, locator } = former.value;
    return { knowsRoom: true, former, locator, ...(unproven ? { origin } : {}) };
  }
  return consultation.linkProofHash === undefined ? { knowsRoom: true, origin } : undefined;
}

function entryRefusal(
  { opensAtMs, expiresAtMs, locked }: Consultation,
  nowMs: number,
  knowsRoom: boolean,
): EntryRefusal | undefined {
  if (nowMs >= expiresAtMs) return refused("consultation_unknown");
  if (nowMs < opensAtMs) {
    return knowsRoom ? { refusal: "not_open_yet", opensAtMs } : refused("consultation_unknown");
  }
  return locked ? refused("locked") : undefined;
}

type SeatEntry = Deno.KvEntry<Seat>;

/** A place for one more guest: free, or that of a seat that gives way; undefined if there is none. */
function placeFor(
  origin: SeatOrigin | undefined,
  taken: readonly SeatEntry[],
  nowMs: number,
): { gives?: SeatEntry | undefined } | undefined {
  const same = taken.filter(({ value }) => Boolean(value.unproven) === Boolean(origin));
  const silent = oldest(
    same.filter(({ value }) => value.role === "guest" && isSilent(value, nowMs)),
    "seenAtMs",
  );
  if (!origin) {
    if (same.length < ROOM_LIMITS.seatsPerRoom) return {};
    return silent && { gives: silent };
  }
  const own = same.filter(({ value }) => value.unproven?.address === origin.address);
  if (own.length >= ROOM_LIMITS.unprovenSeatsPerAddress) return { gives: oldest(own, "joinedAtMs") };
  if (same.length < ROOM_LIMITS.unprovenSeats) return {};
  const gives = silent ?? mostFrom(same, origin);
  return gives && { gives };
}

/**
 * The seat that gives way in a room full of unproven guests: the oldest of the network, and in it of the address, that has the
 * most, if it has more than the newcomer's. So each network keeps a seat as long as there are fewer of them than seats.
 */
function mostFrom(seats: readonly SeatEntry[], origin: SeatOrigin): SeatEntry | undefined {
  const count = (part: keyof SeatOrigin, of: string) =>
    seats.filter(({ value }) => value.unproven?.[part] === of).length;
  const most = (among: readonly SeatEntry[], part: keyof SeatOrigin) => {
    const counts = among.map(({ value }) => count(part, value.unproven![part]));
    const max = Math.max(...counts);
    return max > count(part, origin[part]) ? among.filter((_, i) => counts[i] === max) : [];
  };
  const networks = most(seats, "network");
  const mine = seats.filter(({ value }) => value.unproven?.network === origin.network);
  const crowded = networks.length > 0 ? networks : most(mine, "address");
  const addresses = crowded.map(({ value }) => count("address", value.unproven!.address));
  const max = Math.max(...addresses);
  return oldest(crowded.filter((_, i) => addresses[i] === max), "joinedAtMs");
}

function oldest(entries: readonly SeatEntry[], by: "joinedAtMs" | "seenAtMs"): SeatEntry | undefined {
  return entries.toSorted((a, b) => a.value[by] - b.value[by])[0];
}

/**
 * Adds the end of all unproven seats to a commit that replaces a code; returns their peerIds. Who came by the code is told;
 * who came by the room comes back at once, if it can prove itself. The commit has to check the roster.
 */
export async function endUnprovenSeats(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  { room, expiresAtMs }: Pick<Consultation, "room" | "expiresAtMs">,
  nowMs: number,
): Promise<string[]> {
  const expireIn = Math.max(1, expiresAtMs - nowMs);
  const entries = await listSeatEntries(kv, room);
  commit.set(rosterKey(room), true, { expireIn });
  const ends = entries.filter(({ value }) => value.unproven && isTaken(value));
  for (const entry of ends) {
    if (entry.value.locator === undefined) closeMailbox(commit.delete(entry.key), entry.value);
    else replaceSeat(commit, entry, expireIn);
  }
  for (const { key, value } of entries) if (value.vacated && value.unproven) commit.delete(key);
  dropEnded(commit, entries.filter(({ value }) => value.role === "guest" && value.replaced));
  return ends.map(({ value }) => value.peerId);
}

/** Ends the unproven seats of a room, or one of them; their clients are told. Returns false if there is none. */
export async function endGuestSeats(
  kv: Deno.Kv,
  { room, practiceId, expiresAtMs }: Pick<Consultation, "room" | "practiceId" | "expiresAtMs">,
  { peerId, nowMs }: { peerId?: string; nowMs: number },
): Promise<boolean> {
  const end = async (ended: string[]): Promise<boolean | typeof RACE> => {
    const roster = await kv.get<true>(rosterKey(room));
    const entries = await listSeatEntries(kv, room);
    const ends = entries.filter(({ value }) =>
      value.unproven && isTaken(value) && (peerId === undefined || value.peerId === peerId)
    );
    if (ends.length === 0) return false;
    const expireIn = Math.max(1, expiresAtMs - nowMs);
    const commit = kv.atomic().check(roster).set(roster.key, true, { expireIn });
    for (const entry of ends) replaceSeat(commit, entry, expireIn, true);
    dropEnded(commit, entries.filter(({ value }) => value.role === "guest" && value.replaced));
    ended.push(...ends.map(({ value }) => value.peerId));
    return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
  };
  return await endingSeats(kv, room, (ended) => untilCommitted(() => end(ended)));
}
