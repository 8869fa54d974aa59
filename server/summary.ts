import type { Consultation } from "../kv/keys.ts";
import { listPeers } from "../kv/seats.ts";
import type { ConsultationSummary } from "../wire/practice.ts";

/** What a practice gets to see of one of its consultations. */
export async function summaryOf(kv: Deno.Kv, consultation: Consultation): Promise<ConsultationSummary> {
  const { room, locator, startsAtMs, opensAtMs, expiresAtMs, locked, waitingPhone, privateVersion } =
    consultation;
  const peers = await listPeers(kv, room);
  return {
    room,
    ...(locator === undefined ? {} : { locator }),
    startsAtMs,
    opensAtMs,
    expiresAtMs,
    locked,
    ...(waitingPhone === undefined ? {} : { waitingPhone }),
    ...(privateVersion === undefined ? {} : { privateVersion }),
    guests: peers.filter(({ role }) => role === "guest")
      .map(({ peerId, joinedAtMs, seenAtMs }) => ({ peerId, joinedAtMs, seenAtMs })),
    hostPresent: peers.some(({ role }) => role === "host"),
  };
}
