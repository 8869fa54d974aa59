import type { IceAnswer } from "../../wire/rooms.ts";

/** A seat in a room, as the signaling client needs it. */
export interface Seat {
  room: string;
  peerId: string;
  token: string;
}

/** Takes seats; made by whoever knows how this person comes in. */
export interface SeatPort {
  /** @throws {ApiError | NetworkError} */
  take(): Promise<Seat>;
  /** The relays of this deployment, with fresh credentials. @throws {ApiError | NetworkError} */
  ice(seat: Seat): Promise<IceAnswer>;
  /** Host: nobody takes a seat any more until the host takes one again; outlives the page. */
  lock?(seat: Seat): void;
  /** Tells the server that the seat is free; outlives the page. */
  leave(seat: Seat): void;
}
