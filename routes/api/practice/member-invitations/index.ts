import { inviteMember } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { summaryOfInvitation } from "../../../../server/member_invitations.ts";
import { readAsMember } from "../../../../server/auth.ts";
import { parseInteger, parseKey, parseRole, parseWrappedKey } from "../../../../server/parse.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/member-invitations", {
  /**
   * Stores a member invitation: its token's hash, and the practice key wrapped for it. For practitioners only: an assistant who could invite a practitioner
   * could become one.
   */
  async POST(ctx) {
    const { practice, body } = await readAsMember(ctx);
    const invitation = await inviteMember(await ctx.state.store.open(), {
      practiceId: practice.id,
      tokenHash: parseKey(body["tokenHash"]),
      wrappedKey: parseWrappedKey(body["wrappedKey"]),
      role: parseRole(body["role"]),
      keyEpoch: parseInteger(body["keyEpoch"], 1, 2 ** 32 - 1),
      nowMs: Date.now(),
    });
    if ("refusal" in invitation) throw new Refusal(invitation.refusal);
    return reply(201, summaryOfInvitation(invitation));
  },
});
