import type { ConsultationSummary } from "../../../wire/consultations.ts";

export const nowMs = Date.parse("2026-03-12T13:00:00Z"); // 14:00 in Berlin
export const timeZone = "Europe/Berlin";
export const hourMs = 3600_000;

export function summary(
  room: string,
  startsInMs: number,
  more: Partial<ConsultationSummary> = {},
): ConsultationSummary {
  const startsAtMs = nowMs + startsInMs;
  return {
    room,
    locator: "12345",
    startsAtMs,
    opensAtMs: startsAtMs - hourMs / 2,
    expiresAtMs: startsAtMs + 24 * hourMs,
    locked: false,
    guests: [],
    hostPresent: false,
    ...more,
  };
}

export function guest(joinedAgoMs: number, seenAgoMs = 0) {
  return { peerId: "p", joinedAtMs: nowMs - joinedAgoMs, seenAtMs: nowMs - seenAgoMs };
}

/** A guest that has shown a locator and no more. */
export const unprovenGuest = (joinedAgoMs: number, seenAgoMs = 0) => ({
  ...guest(joinedAgoMs, seenAgoMs),
  unproven: true as const,
});
