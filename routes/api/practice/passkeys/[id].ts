import { removePasskey } from "../../../../kv/passkeys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { requireMember } from "../../../../server/auth.ts";
import { parsePathId } from "../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/passkeys/:id", {
  /** Removes a passkey of one's own, and ends the other sign-ins made with it. */
  async DELETE(ctx) {
    const { member, sessionHash } = requireMember(ctx);
    const id = parsePathId(ctx.params["id"], "passkey_unknown");
    const kv = await ctx.state.store.open();
    const removed = await removePasskey(kv, { memberId: member.id, id, sessionHash });
    if (!removed) throw new Refusal("passkey_unknown");
    return noContent();
  },
});
