import { listPasskeys } from "../../../../kv/passkeys.ts";
import { requireMember } from "../../../../server/auth.ts";
import { limitTries } from "../../../../server/rate_limit.ts";
import { creationOptions } from "../../../../server/passkeys.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/passkeys/options", {
  /** Options for creating a passkey, with a challenge for this member. */
  async POST(ctx) {
    const signedIn = requireMember(ctx);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "passkey challenges of", signedIn.member.id, RATE_LIMITS.passkeyChallenges);
    const existing = await listPasskeys(kv, signedIn.member.id);
    return reply(200, await creationOptions(ctx, kv, signedIn, existing));
  },
});
