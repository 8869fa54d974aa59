import { readMembership } from "../../../../kv/membership.ts";
import { Refusal } from "../../../../server/errors.ts";
import { summaryOfInvitation } from "../../../../server/member_invitations.ts";
import { requireMember } from "../../../../server/auth.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import type { MembersAnswer } from "../../../../wire/members.ts";

export const handler = endpoint("/api/practice/members", {
  /** The members, and the open member invitations. */
  async GET(ctx) {
    const { practice: { id, keyEpoch } } = requireMember(ctx);
    const found = await readMembership(await ctx.state.store.open(), id, Date.now());
    // The practice key has been replaced: this sign-in has ended, and could not open what the new key seals.
    if (found?.practice.keyEpoch !== keyEpoch) throw new Refusal("signed_out");
    const answer: MembersAnswer = {
      keyEpoch,
      members: found.members.map(({ id, name, email, role, publicKey }) => ({
        id,
        name,
        email,
        role,
        publicKey,
      })),
      invitations: found.invitations.map(summaryOfInvitation),
    };
    return reply(200, answer);
  },
});
