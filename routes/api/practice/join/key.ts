import { takeInvitationKey } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parseKey, readJson } from "../../../../server/parse.ts";
import { limitAddress } from "../../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/join/key", {
  /** Gives the practice key that is wrapped for a member invitation, to the first claim only. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const [token, claim] = [parseKey(body["token"]), parseKey(body["claim"])];
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "member join", RATE_LIMITS.memberJoins);
    const wrappedKey = await takeInvitationKey(kv, { token, claim, nowMs: Date.now() });
    if (typeof wrappedKey !== "string") throw new Refusal(wrappedKey.refusal);
    return reply(200, { wrappedKey });
  },
});
