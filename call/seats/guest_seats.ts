import { request } from "../../wire/client.ts";
import type { GuestSeatAnswer, JoinRequest } from "../../wire/rooms.ts";
import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseGuestSeatAnswer, parseIceAnswer } from "../../wire/seat_answers.ts";
import type { Seat, SeatPort } from "./seat_port.ts";
import { loadSeat, saveSeat, type SeatStorage, type StoredSeat } from "./stored_seat.ts";

/** A new peer id for each page, so that two tabs are two peers: 16 random bytes in base64url. */
export function makePeerId(): string {
  return encodeBase64Url(randomBytes(16));
}

/** Takes a guest seat, by locator or by room. @throws {ApiError | NetworkError} */
export function join(body: JoinRequest): Promise<GuestSeatAnswer> {
  return request("POST /api/join", { body });
}

/** The stored form of a seat that was just taken. */
export function storedSeatOf(
  answer: GuestSeatAnswer,
  person:
    & Pick<
      StoredSeat,
      "name" | "method" | "secret" | "keyFingerprint" | "locator" | "failures" | "wasAdmitted"
    >
    & {
      peerId: string;
    },
  nowMs: number,
): StoredSeat {
  return {
    role: "guest",
    room: answer.room,
    token: answer.token,
    ...person,
    expiresAtMs: answer.expiresAtMs,
    startsAtMs: answer.startsAtMs,
    ...(answer.movedFromMs === undefined ? {} : { movedFromMs: answer.movedFromMs }),
    practiceName: answer.practiceName,
    ...(answer.waitingPhone === undefined ? {} : { waitingPhone: answer.waitingPhone }),
    clockOffsetMs: answer.serverNowMs - nowMs,
  };
}

/** Gives a seat back. Errors are ignored, because the server ends silent seats by itself. */
export function leave({ room, token }: Seat): void {
  request("DELETE /api/rooms/:room/seat", { params: { room }, token, keepalive: true }).catch(() => {});
}

/** The parts that guest and host seats share. */
export const commonSeatPort = {
  ice: async (seat: Seat) => parseIceAnswer(await request("GET /api/ice", { token: seat.token })),
  leave,
};

/**
 * Guest seats in one room: first the one that the join page took, later new ones. `onTaken` receives what the server said
 * about the consultation.
 */
export function guestSeats(
  storage: SeatStorage,
  person: StoredSeat,
  onTaken: (seat: StoredSeat) => void,
): SeatPort {
  const { room, name, method, secret, keyFingerprint, locator, failures } = person;
  return {
    ...commonSeatPort,
    async take() {
      const stored = loadSeat(storage, room);
      if (stored?.token !== undefined && stored.peerId !== undefined) {
        const { token, peerId, ...rest } = stored;
        saveSeat(storage, rest);
        return { room, peerId, token };
      }
      const peerId = makePeerId();
      const answer = parseGuestSeatAnswer(await join({ room, peerId }), room);
      const { token: _, peerId: __, ...kept } = storedSeatOf(
        answer,
        {
          name,
          method,
          secret,
          peerId,
          ...(keyFingerprint === undefined ? {} : { keyFingerprint }),
          ...(locator === undefined ? {} : { locator }),
          ...(failures === undefined ? {} : { failures }),
          ...(stored?.wasAdmitted ? { wasAdmitted: true } : {}),
        },
        Date.now(),
      );
      saveSeat(storage, kept);
      onTaken(kept);
      return { room, peerId, token: answer.token };
    },
  };
}
