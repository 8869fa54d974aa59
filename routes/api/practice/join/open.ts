import { findMemberInvitation } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parseKey, readJson } from "../../../../server/parse.ts";
import { limitAddress } from "../../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";
import type { OpenMemberInvitationAnswer } from "../../../../wire/members.ts";

export const handler = endpoint("/api/practice/join/open", {
  /** Shows a member invitation, without spending it. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const [token, claim] = [parseKey(body["token"]), parseKey(body["claim"])];
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "member join", RATE_LIMITS.memberJoins);
    const found = await findMemberInvitation(kv, { token, claim, nowMs: Date.now() });
    if (!found) throw new Refusal("member_invitation_unknown");
    const { practice, invitation: { role, expiresAtMs, keyEpoch } } = found;
    const answer: OpenMemberInvitationAnswer = { practiceName: practice.name, role, keyEpoch, expiresAtMs };
    return reply(200, answer);
  },
});
