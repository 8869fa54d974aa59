import { decodeBase64Url, encodeBase64Url } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { formatInviteFragment, parseInviteFragment } from "../../e2ee/links.ts";
import type { RoomStatus } from "./room_status.ts";
import { loadSeat, saveSeat, type SeatStorage, type StoredSeat } from "../seats/stored_seat.ts";

/** How somebody came to a room's page. */
export type Arrival =
  /** A guest of whom everything needed is known. */
  | { kind: "guest"; seat: StoredSeat }
  /** Somebody with an invite link who has not pressed "join" yet; the name may be missing in the link. */
  | { kind: "invited"; name: string; linkSecret: string }
  /** Somebody without code and link, or with half a link: nothing to do here. */
  | { kind: "stranger" };

/** The invite that a tab came with: a reload or a change of language must not need the link again. */
const inviteKey = (room: string) => `vieraugen.invite.${room}`;

/** Where a guest comes from; the secret part of an invite link leaves the address bar at once. */
export function arriveAsGuest(
  room: string,
  { storage, location, history }: {
    storage: SeatStorage;
    location: Pick<Location, "hash" | "pathname" | "search">;
    history: Pick<History, "replaceState">;
  },
): Arrival {
  const { hash } = location;
  if (hash.length > 1) {
    history.replaceState(null, "", location.pathname + location.search);
    const arrival = readInvite(hash);
    if (arrival.kind === "invited") storage.setItem(inviteKey(room), hash);
    return arrival;
  }
  const seat = loadSeat(storage, room);
  return seat ? { kind: "guest", seat } : readInvite(storage.getItem(inviteKey(room)) ?? "");
}

function readInvite(fragment: string): Arrival {
  try {
    const { secret, name = "" } = parseInviteFragment(fragment);
    return { kind: "invited", name, linkSecret: encodeBase64Url(secret) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { kind: "stranger" };
  }
}

/** An invited person has said yes. What the door has not told of the consultation is filled in with the seat. */
export function acceptInvite(
  room: string,
  { linkSecret, name }: { linkSecret: string; name: string },
  status: RoomStatus,
  storage: SeatStorage,
): Extract<Arrival, { kind: "guest" }> {
  const seat: StoredSeat = {
    role: "guest",
    room,
    name,
    method: "link",
    secret: linkSecret,
    expiresAtMs: 0,
    ...knownOf(status),
  };
  saveSeat(storage, seat);
  storage.removeItem(inviteKey(room));
  return { kind: "guest", seat };
}

function knownOf(
  status: RoomStatus,
): Pick<StoredSeat, "startsAtMs" | "movedFromMs" | "practiceName" | "waitingPhone" | "clockOffsetMs"> {
  if (status.kind !== "known") return { startsAtMs: 0, practiceName: "", clockOffsetMs: 0 };
  const { startsAtMs, movedFromMs, practiceName, waitingPhone } = status.outline;
  return {
    startsAtMs,
    ...(movedFromMs === undefined ? {} : { movedFromMs }),
    practiceName,
    ...(waitingPhone === undefined ? {} : { waitingPhone }),
    clockOffsetMs: status.offsetMs,
  };
}

/** Since when somebody has been in the waiting room, by this device's clock; 0 for whoever is not there. */
export function waitingSince(sinceMs: number, isWaiting: boolean, nowMs: number): number {
  return isWaiting ? sinceMs || nowMs : 0;
}

/** The address by which this guest comes in from another browser: the whole link, or the join page for the code. */
export function linkOf({ room, name, method, secret }: StoredSeat, origin: string): string {
  if (method === "code") return `${origin}/`;
  return `${origin}/r/${room}${formatInviteFragment({ secret: decodeBase64Url(secret), name })}`;
}
