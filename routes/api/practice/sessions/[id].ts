import { endSessionById } from "../../../../kv/sessions.ts";
import { Refusal } from "../../../../server/errors.ts";
import { requireMember } from "../../../../server/auth.ts";
import { parsePathId } from "../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/sessions/:id", {
  /** Ends a sign-in of one's own. */
  async DELETE(ctx) {
    const { member } = requireMember(ctx);
    const id = parsePathId(ctx.params["id"], "session_unknown");
    const ended = await endSessionById(await ctx.state.store.open(), member.id, id);
    if (!ended) throw new Refusal("session_unknown");
    return noContent();
  },
});
