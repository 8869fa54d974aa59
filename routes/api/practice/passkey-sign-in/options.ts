import { limitAddress } from "../../../../server/rate_limit.ts";
import { requestOptions } from "../../../../server/passkeys.ts";
import { define } from "../../../../server/state.ts";
import { LIMITS } from "../../../../wire/limits.ts";

export const handler = define.handlers({
  /** What a passkey has to sign; the same for everybody, so that nothing is told of anybody. */
  async POST(ctx) {
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "passkey challenges", LIMITS.signInStarts);
    return ctx.json(await requestOptions(ctx, kv));
  },
});
