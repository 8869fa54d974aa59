import { listPasskeys } from "../../../../kv/passkeys.ts";
import { readAsMember } from "../../../../server/auth.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { parseProofPurpose } from "../../../../server/parse.ts";
import { proofOptions } from "../../../../server/passkeys.ts";
import { limitTries } from "../../../../server/rate_limit.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/proof/options", {
  /** A challenge for one of the member's own passkeys, for one purpose. */
  async POST(ctx) {
    const { member, body } = await readAsMember(ctx);
    const purpose = parseProofPurpose(body["purpose"]);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "passkey challenges of", member.id, RATE_LIMITS.passkeyChallenges);
    const own = await listPasskeys(kv, member.id);
    return reply(200, await proofOptions(ctx, kv, { memberId: member.id, purpose }, own));
  },
});
