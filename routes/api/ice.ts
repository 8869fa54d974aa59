import { requireSeat } from "../../server/auth.ts";
import { iceAnswer } from "../../server/ice.ts";
import { define } from "../../server/state.ts";

export const handler = define.handlers({
  /** The relays of this installation, with credentials for whoever has a seat. */
  async GET(ctx) {
    const { seat } = await requireSeat(ctx, await ctx.state.store.open());
    return ctx.json(iceAnswer(ctx.state.config, seat.peerId, Date.now()));
  },
});
