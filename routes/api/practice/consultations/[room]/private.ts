import { replacePrivatePart } from "../../../../../kv/private_parts.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../../server/auth.ts";
import { parsePrivatePart } from "../../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/consultations/:room/private", {
  /** Replaces the private part. */
  async PUT(ctx) {
    const { body, practice: { keyEpoch } } = await readAsMember(ctx);
    const { kv, consultation: { room } } = await requireConsultation(ctx);
    const part = { ...parsePrivatePart(body), keyEpoch };
    const { retentionMs } = ctx.state.config;
    const replaced = await replacePrivatePart(kv, room, part, { retentionMs, nowMs: Date.now() });
    if ("refusal" in replaced) throw new Refusal(replaced.refusal);
    return noContent();
  },
});
