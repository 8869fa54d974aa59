import { endOtherSessions, endSessionsOf } from "../../../../../kv/sessions.ts";
import { requireMember } from "../../../../../server/auth.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { parsePathId } from "../../../../../server/parse.ts";

export const handler = endpoint("/api/practice/members/:id/sessions", {
  /** Ends all sign-ins of a member; of one's own all but this one. */
  async DELETE(ctx) {
    const { member, sessionHash } = requireMember(ctx);
    const memberId = parsePathId(ctx.params["id"], "member_unknown");
    const kv = await ctx.state.store.open();
    const nowMs = Date.now();
    if (memberId === member.id) {
      if (!await endOtherSessions(kv, sessionHash, nowMs)) throw new Refusal("signed_out");
    } else {
      const ended = await endSessionsOf(kv, { sessionHash, memberId, nowMs });
      if (ended !== true) throw new Refusal(ended.refusal);
    }
    return noContent();
  },
});
