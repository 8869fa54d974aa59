import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { findRoomByLocator } from "../../kv/locators.ts";
import { findPractice } from "../../kv/practices.ts";
import { Refusal } from "../../server/errors.ts";
import { parseId, readJson } from "../../server/parse.ts";
import { limitAddress, limitOfAll } from "../../server/rate_limit.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";
import type { GuestSeatAnswer, JoinRequest } from "../../wire/rooms.ts";

export const handler = endpoint("/api/join", {
  /** Takes a guest seat by locator or room. Unknown and expired rooms get the same answer. */
  async POST(ctx) {
    const request = parseJoin(await readJson(ctx.req));
    const { store } = ctx.state;
    const kv = await store.open();
    await limitAddress(ctx, kv, "join", RATE_LIMITS.joins);
    await limitOfAll.check(kv, "unknown codes", RATE_LIMITS.unknownCodes);
    const nowMs = Date.now();
    const room = request.room ?? await findRoomByLocator(kv, request.locator!, nowMs);
    if (room === undefined) {
      await limitOfAll.missed(kv, "unknown codes", RATE_LIMITS.unknownCodes);
      throw new Refusal("consultation_unknown");
    }
    const taken = await takeGuestSeat(kv, { room, peerId: request.peerId, locator: request.locator, nowMs });
    if ("refusal" in taken) {
      const { refusal, ...details } = taken;
      throw new Refusal(refusal, { ...details, ...("opensAtMs" in details ? { serverNowMs: nowMs } : {}) });
    }
    const { token, consultation } = taken;
    const practice = await findPractice(kv, consultation.practiceId);
    const answer: GuestSeatAnswer = {
      room,
      token,
      expiresAtMs: consultation.expiresAtMs,
      serverNowMs: nowMs,
      startsAtMs: consultation.startsAtMs,
      practiceName: practice?.name ?? "",
      ...(consultation.movedFromMs === undefined ? {} : { movedFromMs: consultation.movedFromMs }),
      ...(consultation.waitingPhone === undefined ? {} : { waitingPhone: consultation.waitingPhone }),
    };
    return reply(201, answer);
  },
});

function parseJoin({ locator, room, peerId }: Record<string, unknown>): JoinRequest {
  const id = parseId(peerId);
  if ((locator === undefined) === (room === undefined)) throw new Refusal("bad_request");
  if (room !== undefined) return { room: parseId(room), peerId: id };
  if (typeof locator !== "string" || !/^\d{5,6}$/.test(locator)) throw new Refusal("bad_request");
  return { locator, peerId: id };
}
