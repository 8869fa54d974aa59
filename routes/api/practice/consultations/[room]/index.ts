import { cancelConsultation } from "../../../../../kv/cancelling.ts";
import { requireConsultation } from "../../../../../server/auth.ts";
import { define } from "../../../../../server/state.ts";
import { summaryOf } from "../../../../../server/consultations.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    return ctx.json(await summaryOf(kv, consultation));
  },

  /** Cancels: code and link are dead at once; for a moment it can be restored. */
  async DELETE(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    await cancelConsultation(kv, consultation.room, Date.now());
    return new Response(null, { status: 204 });
  },
});
