import { createConsultation } from "../../kv/consultations.ts";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { hostOfPractice, NOW } from "./practice_scene.ts";

export const HOUR = 3600_000;
export const LOBBY = 30 * 60_000;
export const RETENTION = 7 * 24 * HOUR;

/** Creates a consultation of the practice `practice`. */
export async function consultation(
  kv: Deno.Kv,
  change: Partial<Parameters<typeof createConsultation>[1]> = {},
) {
  const created = await createConsultation(kv, {
    room: randomSecret(128),
    practiceId: "practice",
    createdBy: "member",
    startsAtMs: NOW,
    lobbyMs: LOBBY,
    retentionMs: RETENTION,
    locatorDigits: 5,
    nowMs: NOW,
    ...change,
  });
  if ("refusal" in created) throw new Error(created.refusal);
  return created;
}

/** Takes a guest's seat. */
export async function guest(kv: Deno.Kv, room: string, nowMs = NOW) {
  const taken = await takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs });
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}

/** Takes the host's seat. */
export async function host(kv: Deno.Kv, room: string, nowMs = NOW) {
  const memberId = await hostOfPractice(kv);
  const taken = await takeHostSeat(kv, {
    room,
    peerId: randomSecret(128),
    memberId,
    retentionMs: RETENTION,
    nowMs,
  });
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}
