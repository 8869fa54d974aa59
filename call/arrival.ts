import { parseInviteFragment } from "../e2ee/links.ts";
import { encodeBase64Url } from "../e2ee/bytes.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import { loadSeat, saveSeat, type SeatStorage, type StoredSeat } from "./stored_seat.ts";

/** How somebody came to a room's page. */
export type Arrival =
  /** A guest of whom everything needed is known. */
  | { kind: "guest"; seat: StoredSeat }
  /** Somebody with an invite link who has not pressed "join" yet; the name may be missing in the link. */
  | { kind: "invited"; name: string; linkSecret: string }
  /** Somebody without code and link: nothing to do here. */
  | { kind: "stranger" };

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
    try {
      const { secret, name = "" } = parseInviteFragment(hash);
      return { kind: "invited", name, linkSecret: encodeBase64Url(secret) };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { kind: "stranger" };
    }
  }
  const seat = loadSeat(storage, room);
  return seat ? { kind: "guest", seat } : { kind: "stranger" };
}

/** An invited person has said yes. What the server tells of the consultation is filled in with the seat. */
export function acceptInvite(
  room: string,
  linkSecret: string,
  name: string,
  storage: SeatStorage,
): Extract<Arrival, { kind: "guest" }> {
  const seat: StoredSeat = {
    role: "guest",
    room,
    name,
    method: "l",
    secret: linkSecret,
    expiresAtMs: 0,
    startsAtMs: 0,
    practiceName: "",
    clockOffsetMs: 0,
  };
  saveSeat(storage, seat);
  return { kind: "guest", seat };
}
