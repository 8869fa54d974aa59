import { findRoomStatus } from "../kv/consultations.ts";
import type { Consultation, Practice } from "../kv/keys.ts";
import { findPractice } from "../kv/practices.ts";
import { listTakenSeats } from "../kv/seats.ts";
import type { ConsultationSummary } from "../wire/consultations.ts";
import type { RoomStatusAnswer } from "../wire/rooms.ts";
import type { Config } from "./config.ts";

/** What members see of one of their practice's consultations. */
export async function summaryOf(kv: Deno.Kv, consultation: Consultation): Promise<ConsultationSummary> {
  const { room, locator, startsAtMs, opensAtMs, expiresAtMs, locked, waitingPhone, privateVersion } =
    consultation;
  const seats = await listTakenSeats(kv, room);
  return {
    room,
    ...(locator === undefined ? {} : { locator }),
    startsAtMs,
    opensAtMs,
    expiresAtMs,
    locked,
    ...(waitingPhone === undefined ? {} : { waitingPhone }),
    ...(privateVersion === undefined ? {} : { privateVersion }),
    guests: seats.filter(({ role }) => role === "guest")
      .map(({ peerId, joinedAtMs, seenAtMs, unproven }) => ({
        peerId,
        joinedAtMs,
        seenAtMs,
        ...(unproven ? { unproven: true as const } : {}),
      })),
    hostPresent: seats.some(({ role }) => role === "host"),
  };
}

/** What anyone with an invite link sees before joining; undefined as for `findRoomStatus`. */
export async function roomStatusOf(
  kv: Deno.Kv,
  asked: Parameters<typeof findRoomStatus>[1],
): Promise<RoomStatusAnswer | undefined> {
  const { nowMs } = asked;
  const found = await findRoomStatus(kv, asked);
  if (!found) return undefined;
  const { practiceId, startsAtMs, movedFromMs, opensAtMs, waitingPhone } = found.consultation;
  return {
    state: found.state,
    practiceName: (await findPractice(kv, practiceId))?.name ?? "",
    startsAtMs,
    ...(movedFromMs === undefined ? {} : { movedFromMs }),
    opensAtMs,
    ...(waitingPhone === undefined ? {} : { waitingPhone }),
    serverNowMs: nowMs,
  };
}

/** How many minutes before the start a practice's consultations open: its own setting, else the installation's. */
export function lobbyMinutesOf({ lobbyMinutes }: Practice, { lobbyMs }: Pick<Config, "lobbyMs">): number {
  return lobbyMinutes ?? Math.round(lobbyMs / 60_000);
}
