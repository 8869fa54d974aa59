import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import {
  createMemberKey,
  createMemberKeys,
  type LoosePracticeKey,
  makeRecoveryKey,
  type MemberKey,
  newPracticeKey,
  splitRecoveryKey,
} from "../../e2ee/vault.ts";
import type { MemberRole, NewMember, OpenMemberInvitationAnswer } from "../../wire/members.ts";
import type { SignInAnswer } from "../../wire/sign_in.ts";
import { plainEmail, plainText } from "../../wire/text.ts";
import type { AccountFields } from "./account_form.ts";
import { forgetKeys } from "../vault/key_store.ts";
import { kdfForNew, stretchNew } from "./passphrase.ts";
import { markUnconfirmed, unmarkUnconfirmed } from "./recovery_reminder.ts";
import { sendOnce, unansweredRecoveryKey } from "./send_once.ts";
import { keepSignIn } from "./sign_in.ts";
import { practiceApi } from "../api.ts";
import { type MemberInvitation, takePracticeKey } from "../members/member_invitation.ts";
import { isOutcomeUnknown } from "../problem.ts";

/**
 * Creates the practice and its key, and signs in. Passphrase, practice key and recovery key stay in this browser; the
 * server gets the authentication keys and the wrapped keys. The recovery key waits here until the member confirms
 * that it is written down.
 * @throws {ApiError} `setup_token_wrong`, `setup_closed`, `too_many_requests` …
 * @throws {StorageUnavailableError} when this browser cannot keep a key.
 */
export async function setUpPractice(token: string, fields: AccountFields): Promise<void> {
  await forgetKeys(); // a browser without storage must not create a practice
  const made = await makeMember(fields, await newPracticeKey(), { epoch: 1, role: "practitioner" });
  const practiceName = fields.practiceName.trim();
  await signInFirst(made, fields, () => practiceApi.setUp({ token, practiceName, ...made.member }));
}

/**
 * Accepts a member invitation, and signs in. The recovery key waits in this browser, as after the set-up.
 * @throws {ApiError} `member_invitation_unknown`, `email_taken`, `members_changed`, `members_full` …
 * @throws {StorageUnavailableError} when this browser cannot keep a key.
 */
export async function joinPractice(
  invitation: MemberInvitation,
  offered: Pick<OpenMemberInvitationAnswer, "keyEpoch" | "role">,
  fields: Omit<AccountFields, "practiceName">,
): Promise<void> {
  await forgetKeys();
  const practiceKey = await takePracticeKey(practiceApi, invitation, offered);
  const { keyEpoch: epoch, role } = offered;
  const made = await makeMember(fields, practiceKey, { epoch, role });
  const { token, claim } = invitation;
  await signInFirst(made, fields, () => practiceApi.join({ token, claim, ...made.member }));
}

interface MadeMember {
  /** What the server gets. */
  member: NewMember;
  memberKey: MemberKey;
  recoveryKey: string;
}

async function makeMember(
  fields: Omit<AccountFields, "practiceName">,
  practiceKey: LoosePracticeKey,
  { epoch, role }: { epoch: number; role: MemberRole },
): Promise<MadeMember> {
  const [memberName, email] = [plainText(fields.memberName), plainEmail(fields.email)];
  const memberId = encodeBase64Url(randomBytes(16));
  const recoveryKey = unansweredRecoveryKey() ?? makeRecoveryKey();
  const kdf = await kdfForNew(email);
  const [{ wrappingKey, ...stretched }, recovery] = await Promise.all([
    stretchNew(fields.passphrase, kdf),
    splitRecoveryKey(recoveryKey),
  ]);
  const { memberKey, wrapped } = await createMemberKey(wrappingKey, recovery.wrappingKey);
  const [wrappedKey, wrappedForRecovery] = wrapped as [string, string];
  const member: NewMember = {
    memberId,
    memberName,
    email,
    ...stretched,
    wrappedKey,
    recovery: { authKey: recovery.authKey, wrappedKey: wrappedForRecovery },
    keys: await createMemberKeys(memberKey, practiceKey, {
      memberId,
      epoch,
      name: memberName,
      email,
      role,
    }),
  };
  return { member, recoveryKey, memberKey };
}

async function signInFirst(
  { member, memberKey, recoveryKey }: MadeMember,
  { email, passphrase }: Pick<AccountFields, "email" | "passphrase">,
  send: () => Promise<SignInAnswer>,
): Promise<void> {
  const { memberId } = member;
  markUnconfirmed(memberId);
  try {
    await sendOnce(async () => await keepSignIn(await send(), memberKey, { recoveryKey }), {
      recoveryKey,
      email,
      passphrase,
    });
  } catch (error) {
    if (!isOutcomeUnknown(error)) unmarkUnconfirmed(memberId); // the member does not exist
    throw error;
  }
}
