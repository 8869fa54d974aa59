import { renewPracticeKey } from "../../../kv/members.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember } from "../../../server/auth.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";
import { parseRotationRequest } from "../../../server/parse.ts";

export const handler = endpoint("/api/practice/key", {
  /** Stores a new practice key for all members. */
  async POST(ctx) {
    const { practice, sessionHash, body } = await readAsMember(ctx);
    const renewed = await renewPracticeKey(await ctx.state.store.open(), {
      ...parseRotationRequest(body),
      practiceId: practice.id,
      sessionHash,
      nowMs: Date.now(),
    });
    if (renewed !== true) throw new Refusal(renewed.refusal);
    return noContent();
  },
});
