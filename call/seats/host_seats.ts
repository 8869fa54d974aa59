import { ApiError, NetworkError, request } from "../../wire/client.ts";
import type { HostSeatAnswer } from "../../wire/rooms.ts";
import { parseHostSeatAnswer } from "../../wire/seat_answers.ts";
import type { SeatPort } from "./seat_port.ts";
import { commonSeatPort, makePeerId } from "./guest_seats.ts";

/** The host's seat in a room; taking it replaces the device that had it. */
export function hostSeats(
  room: string,
  onTaken: (answer: Pick<HostSeatAnswer, "startsAtMs">) => void,
): SeatPort {
  return {
    ...commonSeatPort,
    async take() {
      const body = { peerId: makePeerId() };
      const answer = parseHostSeatAnswer(
        await request("POST /api/rooms/:room/host", { params: { room }, body }),
      );
      onTaken(answer);
      return { room, peerId: body.peerId, token: answer.token };
    },
    lock: (seat) => lock(seat.room),
  };
}

/** Locks the room until the host comes back. */
function lock(room: string): void {
  request("POST /api/rooms/:room/lock", { params: { room }, body: { locked: true }, keepalive: true })
    .catch((error) => {
      // Unreachable or signed out: shown elsewhere; and nobody gets in without being admitted.
      if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
    });
}
