import type { IceAnswer } from "../../wire/rooms.ts";

/** A seat in a room. */
export interface Seat {
  room: string;
  peerId: string;
  token: string;
}

/** Takes seats, in the way of a guest or of a host. */
export interface SeatPort {
  /** @throws {ApiError | NetworkError} */
  take(): Promise<Seat>;
  /** The relays of this deployment, with fresh credentials. @throws {ApiError | NetworkError} */
  ice(seat: Seat): Promise<IceAnswer>;
  /** Host: locks the room until the host takes a seat again; outlives the page. */
  lock?(seat: Seat): void;
  /** Gives the seat back; outlives the page. */
  leave(seat: Seat): void;
}
