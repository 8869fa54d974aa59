import { setLocked } from "../../../../kv/consultations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readJson } from "../../../../server/guards.ts";
import { requireConsultation } from "../../../../server/ownership.ts";
import { define } from "../../../../server/state.ts";

export const handler = define.handlers({
  /** Locks the room for new seats, or opens it again. */
  async POST(ctx) {
    const { kv, consultation } = await requireConsultation(ctx, "practitioner");
    const { locked } = await readJson(ctx.req);
    if (typeof locked !== "boolean") throw new Refusal("bad_request");
    const { retentionMs } = ctx.state.config;
    await setLocked(kv, consultation.room, locked, { retentionMs, nowMs: Date.now() });
    return new Response(null, { status: 204 });
  },
});
