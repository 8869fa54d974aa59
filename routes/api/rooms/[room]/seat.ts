import { leaveSeat } from "../../../../kv/seats.ts";
import { requireSeat } from "../../../../server/auth.ts";
import { endpoint, noContent } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/rooms/:room/seat", {
  /** Gives up the seat. */
  async DELETE(ctx) {
    const kv = await ctx.state.store.open();
    const { seat, consultation } = await requireSeat(ctx, kv);
    await leaveSeat(kv, seat, consultation, Date.now());
    return noContent();
  },
});
