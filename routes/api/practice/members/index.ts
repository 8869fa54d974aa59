import { findKeyringEntry } from "../../../../kv/keyrings.ts";
import { listInvitations, listMembers } from "../../../../kv/members.ts";
import { requireMember } from "../../../../server/guards.ts";
import { define } from "../../../../server/state.ts";
import type { MembersAnswer } from "../../../../wire/practice.ts";

export const handler = define.handlers({
  /** Who belongs to the practice, and who is invited to. */
  async GET(ctx) {
    const { practice } = requireMember(ctx);
    const kv = await ctx.state.store.open();
    const [members, invitations] = await Promise.all([
      listMembers(kv, practice.id),
      listInvitations(kv, practice, Date.now()),
    ]);
    const answer: MembersAnswer = {
      keyEpoch: practice.keyEpoch,
      members: await Promise.all(members.map(async ({ id, name, email, role }) => {
        const { value: keyring } = await findKeyringEntry(kv, id);
        return { id, name, email, role, publicKey: keyring?.keys.publicKey ?? "" };
      })),
      invitations: invitations.map(({ id, role, expiresAtMs }) => ({ id, role, expiresAtMs })),
    };
    return ctx.json(answer);
  },
});
