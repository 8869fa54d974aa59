import { removeMember } from "../../../../../kv/members.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { readAsMember } from "../../../../../server/auth.ts";
import { parsePathId, parseRotationRequest } from "../../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/members/:id/removal", {
  /** Removes a member, and stores a new practice key for the others. Nobody can remove themselves. */
  async POST(ctx) {
    const { practice, member, sessionHash, body } = await readAsMember(ctx);
    const memberId = parsePathId(ctx.params["id"], "member_unknown");
    if (memberId === member.id) throw new Refusal("forbidden");
    const removed = await removeMember(await ctx.state.store.open(), {
      ...parseRotationRequest(body),
      practiceId: practice.id,
      memberId,
      sessionHash,
      nowMs: Date.now(),
    });
    if (removed !== true) throw new Refusal(removed.refusal);
    await ctx.state.store.scrub();
    return noContent();
  },
});
