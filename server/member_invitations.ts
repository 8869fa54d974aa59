import type { MemberInvitation } from "../kv/keys.ts";
import type { MemberInvitationSummary } from "../wire/members.ts";

/** What members see of a member invitation. */
export function summaryOfInvitation(
  { id, role, expiresAtMs, claimHash }: MemberInvitation,
): MemberInvitationSummary {
  return { id, role, expiresAtMs, isTaken: claimHash !== undefined };
}
