import { withdrawMemberInvitation } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { requireMember } from "../../../../server/auth.ts";
import { parsePathId } from "../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/member-invitations/:id", {
  /** Withdraws a member invitation. */
  async DELETE(ctx) {
    const { practice } = requireMember(ctx);
    const id = parsePathId(ctx.params["id"], "member_invitation_unknown");
    const found = await withdrawMemberInvitation(await ctx.state.store.open(), practice.id, id);
    if (!found) throw new Refusal("member_invitation_unknown");
    return noContent();
  },
});
