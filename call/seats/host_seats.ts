import { decodeBase64Url } from "../../e2ee/bytes.ts";
import type { ResumeSecret } from "../../e2ee/resume.ts";
import { hashRoomProof, roomProof } from "../../e2ee/room_proof.ts";
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
  // If that fails, nobody gets in without being admitted.
  request("POST /api/rooms/:room/lock", { params: { room }, body: { locked: true }, keepalive: true })
    .catch(isShownElsewhere);
}

/**
 * Tells the server that a guest has proved a secret, so that its seat does not give way to strangers; with the secret of its
 * admission, so that it comes back by that. If that fails, the guest comes back by its code or invite link.
 */
export function vouch(room: string, peerId: string, resume: ResumeSecret | undefined): void {
  const tell = async () => {
    const proof = resume && await roomProof(resume.key, decodeBase64Url(room));
    const body = proof === undefined ? {} : { proofHash: await hashRoomProof(proof) };
    await request("PUT /api/rooms/:room/guests/:id", { params: { room, id: peerId }, body });
  };
  tell().catch(isShownElsewhere);
}

/** The server cannot be reached, or the sign-in has ended: the page shows both. */
function isShownElsewhere(error: unknown): void {
  if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
}
