import { findMemberByEmail } from "../../../../kv/members.ts";
import { checkRecoveryKey } from "../../../../kv/recovery_keys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readJson } from "../../../../server/parse.ts";
import { limitRecovery } from "../../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/recovery/open", {
  /** What the recovery key opens, for whoever proves it. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const kv = await ctx.state.store.open();
    const { email, authKey } = await limitRecovery(ctx, kv, body);
    const member = await findMemberByEmail(kv, email);
    if (!checkRecoveryKey(member, authKey) || !member) throw new Refusal("recovery_wrong");
    return reply(200, { memberId: member.id, wrappedKey: member.recovery.wrappedKey });
  },
});
