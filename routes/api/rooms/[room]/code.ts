import { replaceLocator } from "../../../../kv/locators.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../server/auth.ts";
import { parseLinkProofHash, parsePrivatePart } from "../../../../server/parse.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/rooms/:room/code", {
  /** Replaces the code: a new locator, and the private part with the new secret. The old code ends at once. */
  async POST(ctx) {
    const { body, practice: { keyEpoch } } = await readAsMember(ctx);
    const { kv, consultation: { room } } = await requireConsultation(ctx);
    const part = { ...parsePrivatePart(body), keyEpoch };
    const linkProofHash = parseLinkProofHash(body);
    const { codeLength, retentionMs } = ctx.state.config;
    const locatorDigits = codeLength === 12 ? 5 : 6;
    const changed = await replaceLocator(kv, room, {
      locatorDigits,
      part,
      linkProofHash,
      retentionMs,
      nowMs: Date.now(),
    });
    if ("refusal" in changed) throw new Refusal(changed.refusal);
    return reply(201, { locator: changed.locator! });
  },
});
