import { restoreConsultation } from "../../../../../kv/cancelling.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { requireMember } from "../../../../../server/auth.ts";
import { parseRoom } from "../../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/consultations/:room/restore", {
  /** Undoes a cancellation, while the consultation is still stored. */
  async POST(ctx) {
    const { practice } = requireMember(ctx);
    const { store, config: { retentionMs } } = ctx.state;
    const restored = await restoreConsultation(await store.open(), {
      practiceId: practice.id,
      room: parseRoom(ctx.params["room"]),
      retentionMs,
      nowMs: Date.now(),
    });
    if ("refusal" in restored) throw new Refusal(restored.refusal);
    return noContent();
  },
});
