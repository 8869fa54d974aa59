import { decodeBase64Url, encodeBase64Url } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { formatInviteFragment, parseInviteFragment } from "../../e2ee/links.ts";
import type { RoomStatus } from "./room_status.ts";
import { loadSeat, saveSeat, type SeatStorage, type StoredSeat } from "../seats/stored_seat.ts";

/** What an invite link has besides the name, in base64url; links of older versions have no `keyFingerprint`. */
type LinkKeys = { linkSecret: string } & Pick<StoredSeat, "keyFingerprint">;

/** How a person came to a room's page. */
export type Arrival =
  /** A guest whose name and secret are known. */
  | { kind: "guest"; seat: StoredSeat }
  /** A person with an invite link who has not pressed "join" yet; `name` is empty if the link has none. */
  | ({ kind: "invited"; name: string } & LinkKeys)
  /** A person without an access code and without a complete invite link. */
  | { kind: "stranger" };

/** Where the tab keeps the invite, so that a reload or a change of language does not need the link again. */
const inviteKey = (room: string) => `vieraugen.invite.${room}`;

/** How this guest has arrived. The secret part of an invite link is removed from the address bar at once. */
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
    const { secret, fingerprint, name = "" } = parseInviteFragment(fragment);
    return {
      kind: "invited",
      name,
      linkSecret: encodeBase64Url(secret),
      ...(fingerprint ? { keyFingerprint: encodeBase64Url(fingerprint) } : {}),
    };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { kind: "stranger" };
  }
}

/**
 * The invited person joins: stores how, in place of the invite. What `status` does not tell of the consultation is
 * added when the seat is taken.
 */
export function acceptInvite(
  room: string,
  { linkSecret, keyFingerprint, name }: { name: string } & LinkKeys,
  status: RoomStatus,
  storage: SeatStorage,
): Extract<Arrival, { kind: "guest" }> {
  const seat: StoredSeat = {
    role: "guest",
    room,
    name,
    method: "link",
    secret: linkSecret,
    ...(keyFingerprint === undefined ? {} : { keyFingerprint }),
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

/**
 * When the wait in the waiting room began, in milliseconds of this device's clock; 0 if nobody is waiting. `sinceMs`:
 * the former result.
 */
export function waitingSince(sinceMs: number, isWaiting: boolean, nowMs: number): number {
  return isWaiting ? sinceMs || nowMs : 0;
}

/**
 * The address by which this guest can join in another browser: the invite link, or the join page for an access code.
 */
export function linkOf({ room, name, method, secret, keyFingerprint }: StoredSeat, origin: string): string {
  if (method === "code") return `${origin}/`;
  const fragment = formatInviteFragment({
    secret: decodeBase64Url(secret),
    ...(keyFingerprint === undefined ? {} : { fingerprint: decodeBase64Url(keyFingerprint) }),
    name,
  });
  return `${origin}/r/${room}${fragment}`;
}
