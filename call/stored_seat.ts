/**
 * How a guest came in, kept for the life of the browser tab: the join page writes it, the room page reads it, so that a
 * reload asks for nothing twice. Nothing of it but `room`, `peerId` and `token` ever goes to the server.
 */
export interface StoredSeat {
  role: "guest";
  room: string;
  /** Of the seat that the join page took; used by the first page of the room, then gone. */
  peerId?: string;
  token?: string;
  name: string;
  /** By access code or by invite link. */
  method: "c" | "l";
  /** The code's secret digits, or the link secret in base64url. */
  secret: string;
  expiresAtMs: number;
  startsAtMs: number;
  practiceName: string;
  waitingPhone?: string;
  /** The server's clock minus this device's. */
  clockOffsetMs: number;
}

/** The part of `Storage` that is needed. */
export type SeatStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function storedSeatKey(room: string): string {
  return `vieraugen.seat.${room}`;
}

export function saveSeat(storage: SeatStorage, seat: StoredSeat): void {
  storage.setItem(storedSeatKey(seat.room), JSON.stringify(seat));
}

/** The seat of this tab in this room, if there is one that can be read. */
export function loadSeat(storage: SeatStorage, room: string): StoredSeat | undefined {
  const text = storage.getItem(storedSeatKey(room));
  return text === null ? undefined : parseStoredSeat(text);
}

/** Reads a stored seat; undefined for whatever is none (an older version's, a damaged one). */
export function parseStoredSeat(text: string): StoredSeat | undefined {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const isText = (key: string) => typeof value?.[key] === "string" && value[key] !== "";
  const isNumber = (key: string) => typeof value?.[key] === "number";
  const method = value?.["method"];
  if (
    value?.["role"] !== "guest" || !["room", "name", "secret"].every(isText) ||
    !["expiresAtMs", "startsAtMs", "clockOffsetMs"].every(isNumber) || (method !== "c" && method !== "l")
  ) return undefined;
  return value as unknown as StoredSeat;
}
