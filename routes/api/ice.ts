import { requireSeat } from "../../server/auth.ts";
import { iceAnswer } from "../../server/ice.ts";
import { endpoint, reply } from "../../server/endpoint.ts";

export const handler = endpoint("/api/ice", {
  /** ICE servers, with relay credentials for the holder of a seat. */
  async GET(ctx) {
    const { seat } = await requireSeat(ctx, await ctx.state.store.open());
    return reply(200, iceAnswer(ctx.state.config, seat.peerId, Date.now()));
  },
});
