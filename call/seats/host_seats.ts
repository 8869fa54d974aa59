import { ApiError, NetworkError, request } from "../../wire/client.ts";
import type { HostSeatAnswer } from "../../wire/rooms.ts";
import type { SeatPort } from "./seat_port.ts";
import { commonSeatPort, makePeerId } from "./guest_seats.ts";

/** The host's seat in one room; whoever takes it replaces the device that had it. */
export function hostSeats(room: string, onTaken: (answer: HostSeatAnswer) => void): SeatPort {
  return {
    ...commonSeatPort,
    async take() {
      const body = { peerId: makePeerId() };
      const answer = await request("POST /api/rooms/:room/host", { params: { room }, body });
      onTaken(answer);
      return { room, peerId: body.peerId, token: answer.token };
    },
    lock: (seat) => lock(seat.room),
  };
}

/** Nobody gets in any more, until the host comes back. */
function lock(room: string): void {
  request("POST /api/rooms/:room/lock", { params: { room }, body: { locked: true }, keepalive: true })
    .catch((error) => {
      // Out of reach or signed out: the person is told of both elsewhere, and the code still needs somebody to admit.
      if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
    });
}
