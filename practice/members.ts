import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../e2ee/bytes.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import {
  exportPracticeKey,
  fixPracticeKey,
  importPracticeKey,
  newPracticeKey,
  rotateFor,
} from "../e2ee/vault.ts";
import { isLost } from "./problem.ts";
import type { MemberRole, MembersAnswer } from "../wire/practice.ts";
import type { PracticeApi } from "./api.ts";
import { forgetKeys, keepNewKey, loadKey } from "./key_store.ts";
import type { PrivateStore } from "./private_store.ts";
import type { SettingsStore } from "./settings.ts";
import { type MemberLink, takePracticeKey } from "./sign_in.ts";

/** How long the token of an invitation is, in bytes. */
const TOKEN_BYTES = 32;

/**
 * Makes the link that a new member comes in by; it is shown in this browser only. The server gets the hash of its token.
 * @throws {ApiError} `passphrase_wrong`, `forbidden`, `members_changed` …
 */
export async function inviteMember(
  { api, origin, email, memberId }: {
    api: Pick<PracticeApi, "inviteMember">;
    origin: string;
    /** Of whoever invites. */
    email: string;
    memberId: string;
  },
  role: MemberRole,
  passphrase: string,
): Promise<string> {
  const { key, epoch } = await takePracticeKey(email, memberId, passphrase);
  const token = encodeBase64Url(randomBytes(TOKEN_BYTES));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encodeUtf8(token)));
  await api.inviteMember({ tokenHash: encodeBase64Url(hash), role, keyEpoch: epoch });
  return `${origin}/practice/join#${token}.${await exportPracticeKey(key)}`;
}

/** Reads the fragment of such a link. @throws {ProtocolError} `malformed` */
export async function parseMemberLink(fragment: string): Promise<MemberLink> {
  const [token = "", key = "", ...rest] = fragment.replace(/^#|[^\w-]+$/g, "").split(".");
  if (decodeBase64Url(token).length !== TOKEN_BYTES || rest.length > 0) throw new ProtocolError("malformed");
  return { token, practiceKey: await importPracticeKey(key) };
}

/**
 * Removes a member: who stays gets a new practice key, and everybody else has to sign in again. Then everything living
 * is to be sealed anew (`resealAll`); what is left of that when it breaks off is done by the next list (of the settings:
 * by the next form or settings page of a practitioner) that is opened.
 * @throws {ApiError} `members_changed` when somebody else has changed the members meanwhile: nothing has happened.
 */
export async function removeMember(
  { api, practiceId }: { api: Pick<PracticeApi, "removeMember" | "listMembers">; practiceId: string },
  id: string,
): Promise<void> {
  const [{ keys: [former], epoch }, { members, keyEpoch }] = await Promise.all([
    loadKey(practiceId),
    api.listMembers(),
  ]);
  if (keyEpoch !== epoch) throw new ProtocolError("vault_invalid", "Not the practice key of this epoch");
  const next = await newPracticeKey();
  const rotations = await Promise.all(
    members.filter((member) => member.id !== id).map(async ({ id: memberId, publicKey }) => ({
      id: memberId,
      ...await rotateFor({ memberId, publicKey, former, next, epoch: epoch + 1 }),
    })),
  );
  try {
    await api.removeMember(id, { keyEpoch: epoch + 1, members: rotations });
  } catch (error) {
    // Which practice key counts now is not known: the next sign-in tells.
    if (isLost(error)) await forgetKeys();
    throw error;
  }
  await keepNewKey(practiceId, await fixPracticeKey(next), epoch + 1);
}

/**
 * Seals anew whatever is still sealed by a practice key of before; gives how many consultations are left because the
 * server did not take them.
 * @throws {ApiError | NetworkError} when it does not tell which there are.
 */
export async function resealAll(
  { api, store, settings, practiceId }: {
    api: Pick<PracticeApi, "listConsultations">;
    store: Pick<PrivateStore, "getMany" | "reseal">;
    /** Absent for an assistant, who cannot change them. */
    settings?: Pick<SettingsStore, "reseal">;
    practiceId: string;
  },
): Promise<number> {
  const { consultations } = await api.listConsultations();
  const versions = new Map(
    consultations.flatMap(({ room, privateVersion }) =>
      privateVersion === undefined ? [] : [[room, privateVersion] as const]
    ),
  );
  await store.getMany(practiceId, versions);
  const left = await store.reseal(practiceId);
  await settings?.reseal(practiceId);
  return left;
}

export type Member = MembersAnswer["members"][number];
