import { type Clock, pause, realClock } from "../../browser/clock.ts";
import { decodeBase64Url } from "../../e2ee/bytes.ts";
import type { ResumeSecret } from "../../e2ee/resume.ts";
import { hashRoomProof, roomProof } from "../../e2ee/room_proof.ts";
import { Backoff } from "../../wire/backoff.ts";
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
      const peerId = makePeerId();
      const given = await request("POST /api/rooms/:room/host", { params: { room }, body: { peerId } });
      const answer = parseHostSeatAnswer(given, { room, peerId });
      onTaken(answer);
      return { room, peerId, token: answer.token };
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

/** Between tries to vouch for a guest. */
const VOUCH_PAUSES_MS = { first: 1_000, most: 60_000 };

/**
 * Tells the server that a guest has proved a secret, so that its seat does not give way to strangers, and that the host is at
 * work; with the secret of its admission, so that it comes back by that. Tries until the server has heard it or refuses: then
 * the guest has left, or comes back by its code or invite link.
 */
export function vouch(
  room: string,
  peerId: string,
  resume: ResumeSecret | undefined,
  clock: Clock = realClock,
): void {
  const tell = async () => {
    const proof = resume && await roomProof(resume.key, decodeBase64Url(room));
    const body = proof === undefined ? {} : { proofHash: await hashRoomProof(proof) };
    const backoff = new Backoff(VOUCH_PAUSES_MS.first, VOUCH_PAUSES_MS.most);
    for (;;) {
      try {
        return await request("PUT /api/rooms/:room/guests/:id", { params: { room, id: peerId }, body });
      } catch (error) {
        const isPassing = error instanceof NetworkError ||
          error instanceof ApiError && (error.code === "unavailable" || error.code === "internal");
        if (!isPassing) throw error;
      }
      await pause(backoff.nextMs(), { clock });
    }
  };
  tell().catch(isShownElsewhere);
}

/** The server cannot be reached, or the sign-in has ended: the page shows both. */
function isShownElsewhere(error: unknown): void {
  if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
}
