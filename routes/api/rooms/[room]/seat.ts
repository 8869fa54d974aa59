import { leaveSeat } from "../../../../kv/seats.ts";
import { requireSeat } from "../../../../server/auth.ts";
import { define } from "../../../../server/state.ts";

export const handler = define.handlers({
  /** Leaves the room. */
  async DELETE(ctx) {
    const kv = await ctx.state.store.open();
    const { seat, consultation } = await requireSeat(ctx, kv);
    await leaveSeat(kv, seat, consultation);
    return new Response(null, { status: 204 });
  },
});
