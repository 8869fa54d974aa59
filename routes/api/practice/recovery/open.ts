import { findMemberByEmail } from "../../../../kv/members.ts";
import { checkRecoveryKey } from "../../../../kv/recovery_keys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { noteFailed } from "../../../../server/journal.ts";
import { parseRecoveryProof, readJson } from "../../../../server/parse.ts";
import { limitRecovery } from "../../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/recovery/open", {
  /** The member key wrapped by the recovery key, for a request that proves that key. */
  async POST(ctx) {
    const { email, authKey } = parseRecoveryProof(await readJson(ctx.req));
    const kv = await ctx.state.store.open();
    const member = await findMemberByEmail(kv, email);
    const takeTryBack = await limitRecovery(ctx, kv, { name: email, memberId: member?.id });
    if (!checkRecoveryKey(member, authKey) || !member) {
      await noteFailed(kv, member, "recovery_failed");
      throw new Refusal("recovery_wrong");
    }
    await takeTryBack();
    return reply(200, { memberId: member.id, wrappedKey: member.recovery.wrappedKey });
  },
});
