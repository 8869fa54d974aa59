import { takeHostSeat } from "../../../../kv/host_seats.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../server/auth.ts";
import { parseId } from "../../../../server/parse.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import type { HostSeatAnswer } from "../../../../wire/rooms.ts";

export const handler = endpoint("/api/rooms/:room/host", {
  /** Takes the host's seat, if need be from another device, and opens the room. */
  async POST(ctx) {
    const { body, practice, member } = await readAsMember(ctx);
    const { kv, consultation: { room } } = await requireConsultation(ctx);
    const peerId = parseId(body["peerId"]);
    const { retentionMs } = ctx.state.config;
    const nowMs = Date.now();
    const taken = await takeHostSeat(kv, { room, peerId, memberId: member.id, retentionMs, nowMs });
    if ("refusal" in taken) throw new Refusal(taken.refusal);
    const { token, consultation } = taken;
    const answer: HostSeatAnswer = {
      token,
      serverNowMs: nowMs,
      startsAtMs: consultation.startsAtMs,
      practiceName: practice.name,
      locked: consultation.locked,
    };
    return reply(201, answer);
  },
});
