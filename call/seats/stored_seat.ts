import { isTime } from "../../wire/answer_parts.ts";
import { METHOD_LETTERS, methodOfLetter } from "../../e2ee/methods.ts";

/**
 * How a guest joined, stored for the life of the tab: the join page writes it and the room page reads it, so that a reload
 * asks nothing twice. Only `room`, `locator`, `peerId` and the tokens are ever sent to the server.
 */
export interface StoredSeat {
  role: "guest";
  room: string;
  /** Of the seat that the join page took; removed once the room page uses it. */
  peerId?: string;
  token?: string;
  /** The token of the last seat that this tab took: see `GuestKeys`. */
  former?: string;
  name: string;
  /** By access code or by invite link. */
  method: "code" | "link";
  /** The code's secret digits, or the link secret in base64url. */
  secret: string;
  /** Of the consultation key that the invite link names, 16 bytes in base64url. */
  keyFingerprint?: string;
  /** The public half of the code; absent in seats by link and in those of older versions. */
  locator?: string;
  /** Number of answers that did not prove the code, as an older version has counted them. */
  failures?: number;
  /** The practice has let this guest in since it joined: it comes back by its resume secret only. */
  wasAdmitted?: true;
  /** 0 until the server has answered. */
  startsAtMs: number;
  /** The start before it was moved. */
  movedFromMs?: number;
  /** Empty until the server has answered. */
  practiceName: string;
  waitingPhone?: string;
  /** The server's clock minus this device's. */
  clockOffsetMs: number;
}

/** The part of `Storage` that is used. */
export type SeatStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The key of a room's seat in `sessionStorage`. */
function storedSeatKey(room: string): string {
  return `vieraugen.seat.${room}`;
}

/** Stores a seat in place of the former one. */
export function saveSeat(storage: SeatStorage, seat: StoredSeat): void {
  storage.setItem(storedSeatKey(seat.room), JSON.stringify({ ...seat, method: METHOD_LETTERS[seat.method] }));
}

/** Notes that the practice has let this guest in. */
export function noteAdmission(storage: SeatStorage, seat: StoredSeat): void {
  saveSeat(storage, { ...loadSeat(storage, seat.room) ?? seat, wasAdmitted: true });
}

/** This tab's seat in this room; undefined if there is none or it cannot be read. */
export function loadSeat(storage: SeatStorage, room: string): StoredSeat | undefined {
  const text = storage.getItem(storedSeatKey(room));
  return text === null ? undefined : parseStoredSeat(text);
}

/** Forgets a seat that has ended, so that a reload does not use it. */
export function forgetSeat(storage: SeatStorage, room: string): void {
  storage.removeItem(storedSeatKey(room));
}

/** Parses a stored seat; undefined if it is damaged or of an unknown version. */
export function parseStoredSeat(text: string): StoredSeat | undefined {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const isText = (key: string) => typeof value?.[key] === "string" && value[key] !== "";
  const isAbsentOr = (type: string, key: string) => value?.[key] === undefined || typeof value[key] === type;
  const method = methodOfLetter(value?.["method"]);
  if (
    value?.["role"] !== "guest" || !["room", "name", "secret"].every(isText) ||
    !["startsAtMs", "clockOffsetMs"].every((key) => isTime(value?.[key])) ||
    (method !== "code" && method !== "link") ||
    !["peerId", "token", "practiceName", "waitingPhone", "keyFingerprint", "locator", "former"].every((key) =>
      isAbsentOr("string", key)
    ) ||
    (value["wasAdmitted"] !== undefined && value["wasAdmitted"] !== true) ||
    !["failures", "movedFromMs"].every((key) => isAbsentOr("number", key))
  ) return undefined;
  // The server's word for the end, which older versions kept.
  const { expiresAtMs: _, ...seat } = value;
  return { ...seat, method } as unknown as StoredSeat;
}
