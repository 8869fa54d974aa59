import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { keyedHash } from "../../kv/hashes.ts";
import { findRoomByLocator } from "../../kv/locators.ts";
import { findPractice } from "../../kv/practices.ts";
import { refused } from "../../kv/refused.ts";
import { type ClientOrigin, clientOrigin } from "../../server/client_address.ts";
import { Refusal } from "../../server/errors.ts";
import { isRoomProof, parseId, readJson } from "../../server/parse.ts";
import { limitAddress, limitOfAll } from "../../server/rate_limit.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { GuestSeatAnswer, JoinRequest } from "../../wire/rooms.ts";

export const handler = endpoint("/api/join", {
  /**
   * Takes a guest seat by locator or room. Unknown and expired rooms get the same answer, and so do a code that is not valid
   * yet and a room without its proof.
   */
  async POST(ctx) {
    const request = parseJoin(await readJson(ctx.req));
    const kv = await ctx.state.store.open();
    // Nobody guesses a room proof: wrong ones, as of an ended link, spend no tries at codes.
    const isByProof = request.proof !== undefined;
    await limitAddress(ctx, kv, isByProof ? "join by proof" : "join", RATE_LIMITS.joins);
    if (!isByProof) await limitOfAll.check(kv, "unknown codes", RATE_LIMITS.unknownCodes);
    const nowMs = Date.now();
    const taken = await takeSeat(kv, request, clientOrigin(ctx), nowMs);
    if ("refusal" in taken) {
      const { refusal, ...details } = taken;
      const isMiss = !isByProof && refusal === "consultation_unknown";
      if (isMiss) await limitOfAll.missed(kv, "unknown codes", RATE_LIMITS.unknownCodes);
      throw new Refusal(refusal, { ...details, ...("opensAtMs" in details ? { serverNowMs: nowMs } : {}) });
    }
    const { token, consultation } = taken;
    const practice = await findPractice(kv, consultation.practiceId);
    const answer: GuestSeatAnswer = {
      room: consultation.room,
      token,
      serverNowMs: nowMs,
      startsAtMs: consultation.startsAtMs,
      practiceName: practice?.name ?? "",
      ...(consultation.movedFromMs === undefined ? {} : { movedFromMs: consultation.movedFromMs }),
      ...(consultation.waitingPhone === undefined ? {} : { waitingPhone: consultation.waitingPhone }),
    };
    return reply(201, answer);
  },
});

/** Takes the seat. Where the guest comes from is stored as keyed hashes that differ from room to room. */
async function takeSeat(
  kv: Deno.Kv,
  { locator, room: named, proof, peerId }: JoinRequest,
  { address, network }: ClientOrigin,
  nowMs: number,
) {
  const room = named ?? await findRoomByLocator(kv, locator!, nowMs);
  if (room === undefined) return refused("consultation_unknown");
  const secret = await deploymentSecret(kv);
  const hashed = (part: string) => keyedHash(secret, `seat in ${room}`, part).toString("base64url");
  const origin = { address: hashed(address), network: hashed(network) };
  return await takeGuestSeat(kv, { room, peerId, locator, proof, origin, nowMs });
}

function parseJoin({ locator, room, proof, peerId }: Record<string, unknown>): JoinRequest {
  const id = parseId(peerId);
  if ((locator === undefined) === (room === undefined)) throw new Refusal("bad_request");
  if (proof !== undefined && (room === undefined || !isRoomProof(proof))) throw new Refusal("bad_request");
  if (room !== undefined) {
    return { room: parseId(room), peerId: id, ...(proof === undefined ? {} : { proof }) };
  }
  if (typeof locator !== "string" || !/^\d{5,6}$/.test(locator)) throw new Refusal("bad_request");
  return { locator, peerId: id };
}
