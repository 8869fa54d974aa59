import { RACE, untilCommitted } from "./commit.ts";
import { findKeyringEntry } from "./keyrings.ts";
import { type Member, type MemberInvitation, type Practice, practiceKey } from "./keys.ts";
import { listMemberInvitations } from "./member_invitations.ts";
import { listMembers } from "./members.ts";

/** Who belongs to a practice, and who is invited to. */
interface Membership {
  practice: Practice;
  members: (Member & { publicKey: string })[];
  invitations: MemberInvitation[];
}

/** Reads a practice's membership as it is at one moment. */
export async function readMembership(
  kv: Deno.Kv,
  practiceId: string,
  nowMs: number,
): Promise<Membership | undefined> {
  return await untilCommitted(async () => {
    const practice = await kv.get<Practice>(practiceKey(practiceId));
    if (!practice.value) return undefined;
    const [found, invitations] = await Promise.all([
      listMembers(kv, practiceId),
      listMemberInvitations(kv, practice.value, nowMs),
    ]);
    const members = await Promise.all(found.map(async (member) => {
      const { value: keyring } = await findKeyringEntry(kv, member.id);
      return { ...member, publicKey: keyring?.keys.publicKey ?? "" };
    }));
    // Each join and each removal changes the practice.
    const { ok } = await kv.atomic().check(practice).commit();
    return ok ? { practice: practice.value, members, invitations } : RACE;
  });
}
