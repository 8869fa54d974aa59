import { ApiError, request } from "../../wire/client.ts";
import type { GuestSeatAnswer, JoinRequest } from "../../wire/rooms.ts";
import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { parseGuestSeatAnswer, parseIceAnswer } from "../../wire/seat_answers.ts";
import { firstKnown } from "./room_proofs.ts";
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
 * Guest seats in one room: first the one that the join page took, later new ones, by `proofs` or else by the code. `onTaken`
 * receives what the server said about the consultation.
 */
export function guestSeats(
  storage: SeatStorage,
  person: StoredSeat,
  proofs: () => Promise<readonly string[]>,
  onTaken: (seat: StoredSeat) => void,
): SeatPort {
  const { room, name, method, secret, keyFingerprint, locator, failures } = person;
  return {
    ...commonSeatPort,
    async take() {
      const stored = loadSeat(storage, room);
      if (stored?.token !== undefined && stored.peerId !== undefined) {
        const { token, peerId, ...rest } = stored;
        saveSeat(storage, { ...rest, former: token });
        return { room, peerId, token };
      }
      const peerId = makePeerId();
      const ways = (await proofs()).map((proof): Omit<JoinRequest, "peerId"> => ({ room, proof }));
      if (method === "code" || ways.length === 0) ways.push(locator === undefined ? { room } : { locator });
      const given = await firstKnown(ways, (way) => join({ ...way, peerId }));
      // The code may lead to another consultation by now.
      if (typeof given?.room === "string" && given.room !== room) {
        leave({ room: given.room, peerId, token: given.token });
        throw new ApiError("consultation_unknown", 404);
      }
      const answer = parseGuestSeatAnswer(given, { room, peerId });
      const { token } = answer;
      const { token: _, peerId: __, ...rest } = storedSeatOf(
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
      const kept = { ...rest, former: token };
      saveSeat(storage, kept);
      onTaken(kept);
      return { room, peerId, token };
    },
  };
}
