import { randomSecret } from "../../kv/hashes.ts";
import { limitAddress } from "../../server/rate_limit.ts";
import { CHECK_LIFETIME_MS, iceAnswer } from "../../server/ice.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import { RATE_LIMITS } from "../../wire/limits.ts";

export const handler = endpoint("/api/check", {
  /** ICE servers for the check page. It has no seat, so the credentials are short-lived and their number is limited. */
  async GET(ctx) {
    await limitAddress(ctx, await ctx.state.store.open(), "check", RATE_LIMITS.checks);
    return reply(200, iceAnswer(ctx.state.config, randomSecret(128), Date.now(), CHECK_LIFETIME_MS));
  },
});
