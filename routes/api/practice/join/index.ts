import { joinPractice } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parseKey, parseNewMember, readJson } from "../../../../server/parse.ts";
import { limitAddress } from "../../../../server/rate_limit.ts";
import { signIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/join", {
  /** Joins the practice by a member invitation, which is spent, and signs in. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const request = {
      ...parseNewMember(body),
      token: parseKey(body["token"]),
      claim: parseKey(body["claim"]),
    };
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "member join", RATE_LIMITS.memberJoins);
    const joined = await joinPractice(kv, { ...request, nowMs: Date.now() });
    if ("refusal" in joined) throw new Refusal(joined.refusal);
    const { answer, headers } = await signIn(ctx, kv, joined.member);
    return reply(201, answer, headers);
  },
});
