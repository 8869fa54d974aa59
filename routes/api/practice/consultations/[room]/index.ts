import { deleteConsultation } from "../../../../../kv/consultations.ts";
import { requireConsultation } from "../../../../../server/ownership.ts";
import { define } from "../../../../../server/state.ts";
import { summaryOf } from "../../../../../server/summary.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    return ctx.json(await summaryOf(kv, consultation));
  },

  /** Cancels: code and link are dead at once. */
  async DELETE(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    await deleteConsultation(kv, consultation.room, Date.now());
    return new Response(null, { status: 204 });
  },
});
