import { createConsultation } from "../../kv/consultations.ts";
import { type GuestSeatRequest, takeGuestSeat } from "../../kv/guest_seats.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { replaceLocator } from "../../kv/locators.ts";
import { moveConsultation } from "../../kv/moving.ts";
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
    linkProofHash: hashSecret(LINK_PROOF),
    nowMs: NOW,
    ...change,
  });
  if ("refusal" in created) throw new Error(created.refusal);
  return created;
}

/** Creates a consultation with a private part and a phone number. */
export const privateConsultation = (kv: Deno.Kv) =>
  consultation(kv, { waitingPhone: "089 123", sealed: "first" });

/** The room proof of the invite links in these tests. */
export const LINK_PROOF = hashSecret("link proof");

/** Takes a guest's seat by the invite link. */
export async function guest(kv: Deno.Kv, room: string, nowMs = NOW) {
  const taken = await tryGuest(kv, room, nowMs);
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}

/** Takes a guest's seat by the invite link, or returns the refusal. */
export const tryGuest = (kv: Deno.Kv, room: string, nowMs = NOW) =>
  enter(kv, { room, proof: LINK_PROOF, nowMs });

/** Takes a guest's seat in any way, from an address of its own unless told otherwise, or returns the refusal. */
export const enter = (kv: Deno.Kv, request: Partial<GuestSeatRequest> & { room: string }) =>
  takeGuestSeat(kv, {
    peerId: randomSecret(128),
    origin: originOf(randomSecret(128)),
    nowMs: NOW,
    ...request,
  });

/** Takes a guest's seat by a code, or fails. */
export async function byCode(
  kv: Deno.Kv,
  { room, locator }: { room: string; locator?: string },
  change: Partial<GuestSeatRequest> = {},
) {
  const taken = await enter(kv, { room, locator, ...change });
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}

/** An IPv4 address as seats store it. */
export const originOf = (address: string) => ({ address, network: address });

/** Takes the host's seat. */
export async function host(kv: Deno.Kv, room: string, nowMs = NOW) {
  const taken = await tryHost(kv, room, nowMs);
  if ("refusal" in taken) throw new Error(taken.refusal);
  return taken;
}

/** Takes the host's seat, or returns the refusal. */
export const tryHost = async (kv: Deno.Kv, room: string, nowMs = NOW) =>
  await takeHostSeat(kv, {
    room,
    peerId: randomSecret(128),
    memberId: await hostOfPractice(kv),
    retentionMs: RETENTION,
    nowMs,
  });

/** Moves a consultation, with version `version` of its private part. */
export const move = (kv: Deno.Kv, room: string, startsAtMs: number, version: number, nowMs = NOW) =>
  moveConsultation(kv, room, {
    startsAtMs,
    lobbyMs: LOBBY,
    part: { version, sealed: `moved ${version}` },
    retentionMs: RETENTION,
    nowMs,
  });

/** Gives a consultation a new code, with version `version` of its private part. */
export const replaceCode = (kv: Deno.Kv, room: string, version: number) =>
  replaceLocator(kv, room, {
    locatorDigits: 5,
    part: { version, sealed: `new code ${version}` },
    retentionMs: RETENTION,
    nowMs: NOW,
  });
