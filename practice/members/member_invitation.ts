import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../../e2ee/bytes.ts";
import { restoreFragment } from "../../e2ee/links.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import {
  INVITATION_SECRET_BYTES,
  type LoosePracticeKey,
  openInvitation,
  openMemberKey,
  openPracticeKeys,
  splitInvitationSecret,
  wrapForInvitation,
} from "../../e2ee/vault.ts";
import type { MemberRole, OpenMemberInvitationAnswer } from "../../wire/members.ts";
import { refuseOtherKeys, type SeenVersions } from "../vault/seen_versions.ts";
import type { OpeningProof } from "../account/proofs.ts";
import type { PracticeApi } from "../api.ts";

/** A member invitation, as its link opens it. */
export interface MemberInvitation {
  /** By which the server knows it. */
  token: string;
  /** Opens the practice key that the server keeps for it. */
  wrappingKey: CryptoKey;
  /** By which the server knows this tab again, once it has been given that key. */
  claim: string;
}

/** Who invites. */
interface Inviter {
  api: Pick<PracticeApi, "inviteMember">;
  seen: SeenVersions;
  origin: string;
  practiceId: string;
  memberId: string;
}

/**
 * Invites a new member; returns the link, which only this browser knows. The server gets the hash of its token, and the
 * practice key wrapped for it.
 * @throws {ApiError} `proof_needed`, `forbidden`, `members_changed` …
 * @throws {ProtocolError} `vault_older` if the server withholds the newest practice key, `vault_invalid` if it shows another
 */
export async function inviteMember(
  { api, seen, origin, practiceId, memberId }: Inviter,
  role: MemberRole,
  proof: OpeningProof,
): Promise<string> {
  const keys = await openProvedKeys(memberId, proof);
  await refuseOtherKeys(seen, practiceId, keys);
  const [epoch, key] = [...keys].at(-1)!;
  const secret = randomBytes(INVITATION_SECRET_BYTES);
  const link = `${origin}/practice/join#${encodeBase64Url(secret)}`;
  const { authKey: token, wrappingKey } = await splitInvitationSecret(secret);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encodeUtf8(token)));
  const wrappedKey = await wrapForInvitation(key, wrappingKey, { role, epoch });
  await api.inviteMember({ tokenHash: encodeBase64Url(hash), wrappedKey, role, keyEpoch: epoch }, proof);
  return link;
}

/**
 * Reads the fragment of such a link.
 * @throws {ProtocolError} `malformed`; `version_unsupported` for a link of an older version, which carried the practice key
 */
export async function parseMemberInvitation(fragment: string, claim: string): Promise<MemberInvitation> {
  const text = restoreFragment(fragment);
  if (/^[\w-]{43}\.[\w-]{43}$/.test(text)) throw new ProtocolError("version_unsupported");
  const { authKey: token, wrappingKey } = await splitInvitationSecret(decodeBase64Url(text));
  return { token, wrappingKey, claim };
}

/**
 * Takes the practice key of a member invitation: the server gives it to one browser only.
 * @throws {ApiError} `member_invitation_unknown` …
 * @throws {ProtocolError} `vault_invalid` if the server has changed role, epoch or key
 */
export async function takePracticeKey(
  api: Pick<PracticeApi, "takeInvitationKey">,
  { token, wrappingKey, claim }: MemberInvitation,
  { role, keyEpoch: epoch }: Pick<OpenMemberInvitationAnswer, "role" | "keyEpoch">,
): Promise<LoosePracticeKey> {
  const { wrappedKey } = await api.takeInvitationKey({ token, claim });
  return await openInvitation(wrappedKey, wrappingKey, { role, epoch });
}

/** The practice keys in exportable form. Those that this browser keeps are not exportable, so a proof has to open them. */
async function openProvedKeys(
  memberId: string,
  { opener: { wrappedKey, wrappingKey }, keys, rotations }: OpeningProof,
): Promise<Map<number, LoosePracticeKey>> {
  const memberKey = await openMemberKey(wrappedKey, wrappingKey);
  return await openPracticeKeys(memberKey, keys, rotations, memberId);
}
