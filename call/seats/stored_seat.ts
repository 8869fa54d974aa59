import { METHOD_LETTERS, methodOfLetter } from "../../e2ee/methods.ts";
import type { GuessStore } from "../pairing/guess_budget.ts";

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
  method: "code" | "link";
  /** The code's secret digits, or the link secret in base64url. */
  secret: string;
  /** How many answers did not prove it: a host that does not know it, or somebody who guesses. @default 0 */
  failures?: number;
  expiresAtMs: number;
  /** 0 until the server has told. */
  startsAtMs: number;
  /** The start before it was moved. */
  movedFromMs?: number;
  /** Empty until the server has told. */
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

/** Keeps a seat, in the place of a former one. The count of failures stays with its secret. */
export function saveSeat(storage: SeatStorage, seat: StoredSeat): void {
  const former = loadSeat(storage, seat.room);
  const failures = seat.failures ?? (former?.secret === seat.secret ? former.failures : undefined);
  const kept = failures === undefined ? seat : { ...seat, failures };
  storage.setItem(storedSeatKey(seat.room), JSON.stringify({ ...kept, method: METHOD_LETTERS[kept.method] }));
}

/** The seat of this tab in this room, if there is one that can be read. */
export function loadSeat(storage: SeatStorage, room: string): StoredSeat | undefined {
  const text = storage.getItem(storedSeatKey(room));
  return text === null ? undefined : parseStoredSeat(text);
}

/** A seat that leads nowhere any more: a reload shall not wait by it. */
export function forgetSeat(storage: SeatStorage, room: string): void {
  storage.removeItem(storedSeatKey(room));
}

/** Where a guest counts: with the secret, in this tab. */
export function seatFailures(storage: SeatStorage, seat: StoredSeat): GuessStore {
  return {
    change(by) {
      const stored = loadSeat(storage, seat.room) ?? seat;
      const failures = by({ code: 0, link: 0, [stored.method]: stored.failures ?? 0 });
      saveSeat(storage, { ...stored, failures: failures[stored.method] });
      return Promise.resolve(failures);
    },
  };
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
  const isAbsentOr = (type: string, key: string) => value?.[key] === undefined || typeof value[key] === type;
  const method = methodOfLetter(value?.["method"]);
  if (
    value?.["role"] !== "guest" || !["room", "name", "secret"].every(isText) ||
    !["expiresAtMs", "startsAtMs", "clockOffsetMs"].every(isNumber) ||
    (method !== "code" && method !== "link") ||
    !["peerId", "token", "practiceName", "waitingPhone"].every((key) => isAbsentOr("string", key)) ||
    !["failures", "movedFromMs"].every((key) => isAbsentOr("number", key))
  ) return undefined;
  return { ...value, method } as unknown as StoredSeat;
}
