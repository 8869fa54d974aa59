import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import {
  exportPracticeKey,
  importPracticeKey,
  type LoosePracticeKey,
  openMemberKey,
  openPracticeKeys,
} from "../../e2ee/vault.ts";
import type { MemberRole } from "../../wire/members.ts";
import { provePassphrase } from "../account/passphrase.ts";
import type { PracticeApi } from "../api.ts";

/** Length of a member invitation's token, in bytes. */
const TOKEN_BYTES = 32;

/** What the link of a member invitation carries in its fragment. */
export interface MemberInvitation {
  token: string;
  practiceKey: LoosePracticeKey;
}

/** Who invites. */
interface Inviter {
  api: Pick<PracticeApi, "inviteMember">;
  origin: string;
  email: string;
  memberId: string;
}

/**
 * Invites a new member; returns the link, which only this browser knows. The server gets the hash of its token.
 * @throws {ApiError} `passphrase_wrong`, `forbidden`, `members_changed` …
 */
export async function inviteMember(
  { api, origin, email, memberId }: Inviter,
  role: MemberRole,
  passphrase: string,
): Promise<string> {
  const { key, epoch } = await openNewestPracticeKey(email, memberId, passphrase);
  const token = encodeBase64Url(randomBytes(TOKEN_BYTES));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encodeUtf8(token)));
  await api.inviteMember({ tokenHash: encodeBase64Url(hash), role, keyEpoch: epoch });
  return `${origin}/practice/join#${token}.${await exportPracticeKey(key)}`;
}

/** Reads the fragment of such a link. @throws {ProtocolError} `malformed` */
export async function parseMemberInvitation(fragment: string): Promise<MemberInvitation> {
  const [token = "", key = "", ...rest] = fragment.replace(/^#|[^\w-]+$/g, "").split(".");
  if (decodeBase64Url(token).length !== TOKEN_BYTES || rest.length > 0) throw new ProtocolError("malformed");
  return { token, practiceKey: await importPracticeKey(key) };
}

/**
 * The newest practice key in exportable form. The key that this browser keeps is not exportable, so the member proves
 * the passphrase again.
 */
async function openNewestPracticeKey(
  email: string,
  memberId: string,
  passphrase: string,
): Promise<{ key: LoosePracticeKey; epoch: number }> {
  const { wrappingKey, wrappedKey, keys, rotations } = await provePassphrase(email, passphrase);
  const opened = await openPracticeKeys(
    await openMemberKey(wrappedKey, wrappingKey),
    keys,
    rotations,
    memberId,
  );
  const [epoch, key] = [...opened].at(-1)!;
  return { key, epoch };
}
