import { cancelConsultation } from "../../../../../kv/cancelling.ts";
import { requireConsultation } from "../../../../../server/auth.ts";
import { endpoint, noContent, reply } from "../../../../../server/endpoint.ts";
import { summaryOf } from "../../../../../server/consultations.ts";

export const handler = endpoint("/api/practice/consultations/:room", {
  async GET(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    return reply(200, await summaryOf(kv, consultation));
  },

  /** Cancels it: code and invite link end at once. It can be restored for a while. */
  async DELETE(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    await cancelConsultation(kv, consultation.room, Date.now());
    return noContent();
  },
});
