import { replaceLocator } from "../../../../kv/consultations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { requireConsultation } from "../../../../server/ownership.ts";
import { define } from "../../../../server/state.ts";

export const handler = define.handlers({
  /** A new locator; the old one is dead at once. */
  async POST(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    const { codeLength, retentionMs } = ctx.state.config;
    const digits = codeLength === 12 ? 5 : 6;
    const changed = await replaceLocator(kv, consultation.room, digits, { retentionMs, nowMs: Date.now() });
    if (!changed) throw new Refusal("consultation_unknown");
    return ctx.json({ locator: changed.locator }, { status: 201 });
  },
});
