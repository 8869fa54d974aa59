import { limitSignInStart } from "../../../../server/rate_limit.ts";
import { requestOptions } from "../../../../server/passkeys.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/passkey-sign-in/options", {
  /** A challenge for a passkey to sign. Does not depend on the member, so it reveals no account. */
  async POST(ctx) {
    const kv = await ctx.state.store.open();
    await limitSignInStart(ctx, kv, "passkey challenges");
    return reply(200, await requestOptions(ctx, kv));
  },
});
