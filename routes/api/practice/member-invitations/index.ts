import { inviteMember } from "../../../../kv/member_invitations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember } from "../../../../server/auth.ts";
import { parseInteger, parseKey, parseRole } from "../../../../server/parse.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/member-invitations", {
  /**
   * Stores the token's hash of a member invitation. For practitioners only: an assistant who could invite a practitioner
   * could become one.
   */
  async POST(ctx) {
    const { practice, body } = await readAsMember(ctx);
    const invitation = await inviteMember(await ctx.state.store.open(), {
      practiceId: practice.id,
      tokenHash: parseKey(body["tokenHash"]),
      role: parseRole(body["role"]),
      keyEpoch: parseInteger(body["keyEpoch"], 1, 2 ** 32 - 1),
      nowMs: Date.now(),
    });
    if ("refusal" in invitation) throw new Refusal(invitation.refusal);
    const { id, role, expiresAtMs } = invitation;
    return reply(201, { id, role, expiresAtMs });
  },
});
