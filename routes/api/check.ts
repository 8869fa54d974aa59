import { clientOrigin } from "../../server/client_address.ts";
import { limitAddress } from "../../server/rate_limit.ts";
import { CHECK_LIFETIME_MS, iceAnswer } from "../../server/ice.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";

export const handler = endpoint("/api/check", {
  /**
   * ICE servers for the check page. It has no seat, so the credentials are short-lived and their number is limited. All that an
   * address gets are of one user, because the relay goes on with what it has allocated: its quota holds for the address.
   */
  async GET(ctx) {
    await limitAddress(ctx, await ctx.state.store.open(), "check", RATE_LIMITS.checks);
    const who = `check from ${clientOrigin(ctx).network}`;
    return reply(200, iceAnswer(ctx.state.config, who, Date.now(), CHECK_LIFETIME_MS));
  },
});
