import { ProtocolError } from "../../e2ee/errors.ts";
import { isIdentity, memberIdentity, openMemberEntry, sealMemberEntry } from "../../e2ee/member_entry.ts";
import type { MembersAnswer } from "../../wire/members.ts";
import type { PracticeApi } from "../api.ts";
import type { KeptKey } from "../vault/key_store.ts";
import type { SeenVersions } from "../vault/seen_versions.ts";

/**
 * What a member's sealed entry says of what the server shows:
 * - `bound`: name, address and role are the sealed ones;
 * - `unbound`: the entry is of an older version, and binds only the public key;
 * - `changed`: the server shows something else, or an entry that no member sealed.
 */
export type MemberCheck = "bound" | "unbound" | "changed";

type Keys = Pick<KeptKey, "practiceId" | "memberId" | "keys" | "epoch">;

/**
 * Compares a list of members with their sealed entries; by member.
 * @throws {StorageUnavailableError}
 */
export async function checkMembers(
  { practiceId, keys: [key], epoch }: Keys,
  { members }: Pick<MembersAnswer, "members">,
  seen: SeenVersions,
): Promise<ReadonlyMap<string, MemberCheck>> {
  const checks = new Map<string, MemberCheck>();
  for (const { id, publicKey, ...shown } of members) {
    try {
      const { identity } = await openMemberEntry(key, { memberId: id, epoch }, publicKey);
      checks.set(id, !identity ? "unbound" : await isIdentity(identity, shown) ? "bound" : "changed");
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      checks.set(id, "changed");
    }
  }
  const versions = [...checks].filter(([, check]) => check !== "changed");
  const version = (check: MemberCheck) => check === "bound" ? 2 : 1;
  const highest = await seen.raise(
    practiceId,
    new Map(versions.map(([id, check]) => [`member ${id}`, version(check)])),
  );
  for (const [id, check] of versions) {
    if (version(check) < highest.get(`member ${id}`)!) checks.set(id, "changed");
  }
  return checks;
}

/** Whether a member's own entry is of the version that binds only the public key. @throws {ProtocolError} */
export async function isUnbound(
  { memberId, keys: [key], epoch }: Pick<Keys, "memberId" | "keys" | "epoch">,
  publicKey: string,
): Promise<boolean> {
  return (await openMemberEntry(key, { memberId, epoch }, publicKey)).identity === undefined;
}

/** Binds name, address and role of the member who is signed in to the public key, if an older version has not. */
export async function bindOwnEntry(
  api: Pick<PracticeApi, "listMembers" | "replaceMemberEntry">,
  { memberId, keys: [key], epoch }: Keys,
): Promise<void> {
  const { members } = await api.listMembers();
  const own = members.find(({ id }) => id === memberId);
  if (!own) return; // removed meanwhile
  const { point, identity } = await openMemberEntry(key, { memberId, epoch }, own.publicKey);
  if (identity) return;
  const bound = { point, identity: await memberIdentity(own) };
  const publicKey = await sealMemberEntry(key, { memberId, epoch }, bound);
  await api.replaceMemberEntry({ publicKey, keyEpoch: epoch });
}
