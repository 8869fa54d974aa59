import { Refusal } from "../../../../server/errors.ts";
import { isRoomProof, parseRoom } from "../../../../server/parse.ts";
import { limitAddress } from "../../../../server/rate_limit.ts";
import { roomStatusOf } from "../../../../server/consultations.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";

export const handler = endpoint("/api/rooms/:room", {
  /**
   * The room status, as guests see it before they join, for whoever proves to know the room. Changes nothing: mail scanners
   * follow invite links, too.
   */
  async GET(ctx) {
    const room = parseRoom(ctx.params["room"]);
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "room status", RATE_LIMITS.roomStatuses);
    const shown = ctx.req.headers.get("authorization")?.replace(/^Bearer /i, "");
    const proof = isRoomProof(shown) ? shown : undefined;
    const status = await roomStatusOf(kv, { room, proof, nowMs: Date.now() });
    if (!status) throw new Refusal("consultation_unknown");
    return reply(200, status);
  },
});
