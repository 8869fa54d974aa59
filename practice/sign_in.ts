import { decodeBase64Url, encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { SALT_BYTES, type StretchedPassphrase, stretchPassphrase } from "../e2ee/passphrase.ts";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  type LoosePracticeKey,
  makeRecoveryKey,
  type MemberKey,
  newPracticeKey,
  openMemberKey,
  openPracticeKeys,
  type PracticeKey,
  rewrapMemberKey,
  splitRecoveryKey,
} from "../e2ee/vault.ts";
import { ApiError } from "../wire/client.ts";
import type { NewMember, NewPassphrase, NewRecovery, SignInAnswer } from "../wire/practice.ts";
import { practiceApi } from "./api.ts";
import {
  forgetKeys,
  isUnconfirmed,
  keepKey,
  keepRecoveryKey,
  type KeptKey,
  loadKey,
  markUnconfirmed,
  type RecoveryKeyInDoubt,
  unmarkUnconfirmed,
} from "./key_store.ts";
import type { SetUpFields } from "./passphrase_rules.ts";
import { isLost, problemOf } from "./problem.ts";

/**
 * Creates the practice with its key, and signs in. The passphrase, the practice key and the recovery key stay here: only
 * what HKDF split off for the server goes, and the practice key wrapped. The recovery key waits in this browser until
 * somebody says that it is on paper.
 * @throws {ApiError} `setup_token_wrong`, `setup_closed`, `too_many_requests` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 */
export async function setUpPractice(token: string, fields: SetUpFields): Promise<void> {
  await forgetKeys(); // a browser that cannot keep anything must not create a practice
  const made = await makeMember(fields, await newPracticeKey(), 1);
  const practiceName = fields.practiceName.trim();
  await enter(made, fields, () => practiceApi.setUp({ token, practiceName, ...made.member }));
}

/** What an invitation to become a member carries. */
export interface MemberLink {
  token: string;
  practiceKey: LoosePracticeKey;
}

/**
 * Becomes a member by an invitation, and signs in. Its recovery key waits in this browser like that of the set-up.
 * @throws {ApiError} `member_invitation_unknown`, `email_taken`, `members_changed`, `members_full` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 */
export async function joinPractice(
  { token, practiceKey }: MemberLink,
  keyEpoch: number,
  fields: Omit<SetUpFields, "practiceName">,
): Promise<void> {
  await forgetKeys();
  const made = await makeMember(fields, practiceKey, keyEpoch);
  await enter(made, fields, () => practiceApi.join({ token, ...made.member }));
}

interface MadeMember {
  member: NewMember;
  memberKey: MemberKey;
  recoveryKey: string;
}

/** Makes what a new member leaves on the server. */
async function makeMember(
  fields: Omit<SetUpFields, "practiceName">,
  practiceKey: LoosePracticeKey,
  epoch: number,
): Promise<MadeMember> {
  const salt = randomBytes(SALT_BYTES);
  const memberId = encodeBase64Url(randomBytes(16));
  const recoveryKey = unanswered ?? makeRecoveryKey();
  await painted();
  const [{ authKey, wrappingKey }, recovery] = await Promise.all([
    stretchPassphrase(fields.passphrase, salt),
    splitRecoveryKey(recoveryKey),
  ]);
  const { memberKey, wrapped } = await createMemberKey(wrappingKey, recovery.wrappingKey);
  const [wrappedKey, rescue] = wrapped as [string, string];
  const member: NewMember = {
    memberId,
    memberName: fields.memberName.trim(),
    email: fields.email.trim(),
    kdfSalt: encodeBase64Url(salt),
    authKey,
    wrappedKey,
    recovery: { authKey: recovery.authKey, wrappedKey: rescue },
    keys: await createMemberKeys(memberKey, practiceKey, { memberId, epoch }),
  };
  return { member, recoveryKey, memberKey };
}

/** A new member's first sign-in. */
async function enter(
  { member, memberKey, recoveryKey }: MadeMember,
  { email, passphrase }: Pick<SetUpFields, "email" | "passphrase">,
  send: () => Promise<SignInAnswer>,
): Promise<void> {
  const { memberId } = member;
  markUnconfirmed(memberId);
  try {
    await onceOrAlready(async () => await keep(await send(), memberKey, { recoveryKey }), {
      recoveryKey,
      email,
      passphrase,
    });
  } catch (error) {
    if (!isLost(error)) unmarkUnconfirmed(memberId); // there is no such member
    throw error;
  }
}

/** The recovery key of a request that was not answered: it may be valid by now. Tried again, it is the same one. */
let unanswered: string | undefined;

/**
 * Sends what can be done only once. When its answer is lost, or when it is refused after one was lost, it may have
 * happened all the same: then the new passphrase signs in.
 */
async function onceOrAlready(
  send: () => Promise<void>,
  { recoveryKey, email, passphrase }: { recoveryKey: string; email: string; passphrase: string },
): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isLost(error) && unanswered !== recoveryKey) throw error;
    unanswered = recoveryKey;
    // The passphrase may be the one of before: which recovery key counts has to be asked.
    await signIn(email, passphrase, {
      recoveryKey,
      recoveryKeyInDoubt: { former: undefined, wasUnconfirmed: true },
    }).catch(() => {
      throw error; // it has not happened, or cannot be known yet
    });
  }
  unanswered = undefined;
}

/**
 * Signs in with e-mail and passphrase, and keeps the practice key for as long.
 * @throws {ApiError} `sign_in_wrong`, `too_many_requests` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 * @throws {ProtocolError} `vault_invalid` when the server's wrapped key is not the one of this passphrase.
 */
export async function signIn(email: string, passphrase: string, waiting: WaitingKey = {}): Promise<void> {
  const address = email.trim();
  const { kdfSalt } = await practiceApi.signInSalt(address);
  await painted();
  const { authKey, wrappingKey } = await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt));
  const answer = await practiceApi.signIn({ email: address, authKey });
  try {
    await keep(answer, await openMemberKey(answer.wrappedKey, wrappingKey), waiting);
  } catch (error) {
    // Signed in without a key is worth nothing, and would look like it was.
    await practiceApi.signOut().catch(() => {});
    throw error;
  }
}

/**
 * Changes the passphrase of whoever is signed in: the practice key is wrapped anew, and all other sign-ins end.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function changePassphrase(email: string, current: string, next: string): Promise<void> {
  const { authKey, wrappingKey, wrappedKey } = await unlock(email, current);
  const passphrase = await wrapBy(next, (to) => rewrapMemberKey(wrappedKey, wrappingKey, to));
  await practiceApi.changePassphrase({ authKey, passphrase });
}

/**
 * A new recovery key for whoever is signed in; the one before is worth nothing. It waits in this browser, like the one
 * of the set-up.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 * @throws {VaultLockedError}
 */
export async function renewRecoveryKey(practiceId: string, email: string, passphrase: string): Promise<void> {
  const { authKey, wrappingKey, wrappedKey } = await unlock(email, passphrase);
  const recoveryKey = makeRecoveryKey();
  const recovery = await recoveryBy(recoveryKey, (to) => rewrapMemberKey(wrappedKey, wrappingKey, to));
  // Kept first: a key that is valid and that nobody has ever seen would be a way back that is closed.
  const kept = await loadKey(practiceId);
  const { recoveryKey: former } = await settleRecoveryKey(kept, email);
  const inDoubt = { former, wasUnconfirmed: isUnconfirmed(kept.memberId) };
  await keepRecoveryKey(practiceId, recoveryKey, inDoubt);
  try {
    await practiceApi.replaceRecoveryKey({ authKey, recovery });
  } catch (error) {
    if (!isLost(error)) await keepFormer(kept, inDoubt);
    throw error;
  }
  await keepRecoveryKey(practiceId, recoveryKey);
}

/**
 * Asks which recovery key counts, when the answer to a renewal was lost: one that opens nothing must not be written
 * down. Gives the one to show, and whether the new one was refused.
 * @throws {ApiError | NetworkError} when that cannot be known yet.
 * @throws {PrivateStoreError | VaultLockedError}
 */
export async function settleRecoveryKey(
  kept: Pick<KeptKey, "practiceId" | "memberId" | "recoveryKey" | "recoveryKeyInDoubt">,
  email: string,
): Promise<{ recoveryKey: string | undefined; refused: boolean }> {
  const { practiceId, recoveryKey, recoveryKeyInDoubt } = kept;
  if (recoveryKey === undefined || !recoveryKeyInDoubt) return { recoveryKey, refused: false };
  try {
    await openRecovery(email, recoveryKey);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "recovery_wrong") throw error;
    await keepFormer(kept, recoveryKeyInDoubt);
    return { recoveryKey: recoveryKeyInDoubt.former, refused: true };
  }
  await keepRecoveryKey(practiceId, recoveryKey);
  return { recoveryKey, refused: false };
}

/** The new recovery key was not taken: everything is as before. */
async function keepFormer(
  { practiceId, memberId }: Pick<KeptKey, "practiceId" | "memberId">,
  { former, wasUnconfirmed }: RecoveryKeyInDoubt,
): Promise<void> {
  await keepRecoveryKey(practiceId, former);
  if (!wasUnconfirmed) unmarkUnconfirmed(memberId);
}

/** What a recovery key has opened. */
export interface OpenedRecovery {
  email: string;
  authKey: string;
  wrappingKey: CryptoKey;
  wrappedKey: string;
  memberId: string;
}

/**
 * Proves a recovery key, as it was typed, to the server.
 * @throws {ApiError} `recovery_wrong`, `too_many_requests` …
 * @throws {ProtocolError} `recovery_key_mistyped`
 */
export async function openRecovery(email: string, recoveryKey: string): Promise<OpenedRecovery> {
  const { authKey, wrappingKey } = await splitRecoveryKey(recoveryKey);
  const address = email.trim();
  const opened = await practiceApi.openRecovery({ email: address, authKey });
  return { email: address, authKey, wrappingKey, ...opened };
}

/**
 * Sets a new passphrase by a recovery key, which is used up by it, and signs in. The new one waits in this browser.
 * @throws {ApiError} `recovery_wrong`, `too_many_requests` …
 */
export async function recover(opened: OpenedRecovery, passphrase: string): Promise<void> {
  const { email, authKey, wrappingKey, wrappedKey } = opened;
  const recoveryKey = unanswered ?? makeRecoveryKey();
  const rewrap = (to: CryptoKey) => rewrapMemberKey(wrappedKey, wrappingKey, to);
  const [memberKey, recovery, next] = await Promise.all([
    openMemberKey(wrappedKey, wrappingKey),
    recoveryBy(recoveryKey, rewrap),
    wrapBy(passphrase, rewrap),
  ]);
  const send = async () =>
    await keep(
      await practiceApi.recover({ email, authKey, passphrase: next, recovery }),
      memberKey,
      { recoveryKey },
    );
  markUnconfirmed(opened.memberId);
  await onceOrAlready(send, { recoveryKey, email, passphrase });
}

/**
 * The practice key, for an invitation: whoever is signed in proves the passphrase again.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function takePracticeKey(
  email: string,
  memberId: string,
  passphrase: string,
): Promise<{ key: LoosePracticeKey; epoch: number }> {
  const { wrappingKey, wrappedKey, keys, rotations } = await unlock(email, passphrase);
  const opened = await openPracticeKeys(
    await openMemberKey(wrappedKey, wrappingKey),
    keys,
    rotations,
    memberId,
  );
  const [epoch, key] = [...opened].at(-1)!;
  return { key, epoch };
}

/**
 * Opens the vault of whoever is signed in, for a browser that has not the key: signed in with a passkey that opens
 * nothing, or emptied since.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 */
export async function openVault(email: string, passphrase: string): Promise<void> {
  const { wrappingKey, ...answer } = await unlock(email, passphrase);
  await keep(answer, await openMemberKey(answer.wrappedKey, wrappingKey));
}

/** Asks the server for what the passphrase of whoever is signed in opens. @throws {ApiError} `passphrase_wrong` … */
export async function unlock(email: string, passphrase: string): Promise<StretchedPassphrase & SignInAnswer> {
  const { kdfSalt } = await practiceApi.signInSalt(email);
  await painted();
  const stretched = await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt));
  return { ...stretched, ...await practiceApi.unlock(stretched.authKey) };
}

/** What a new passphrase leaves on the server. */
async function wrapBy(
  passphrase: string,
  wrap: (wrappingKey: CryptoKey) => Promise<string>,
): Promise<NewPassphrase> {
  const salt = randomBytes(SALT_BYTES);
  await painted();
  const { authKey, wrappingKey } = await stretchPassphrase(passphrase, salt);
  return { kdfSalt: encodeBase64Url(salt), authKey, wrappedKey: await wrap(wrappingKey) };
}

/** What a new recovery key leaves there. */
async function recoveryBy(
  recoveryKey: string,
  wrap: (wrappingKey: CryptoKey) => Promise<string>,
): Promise<NewRecovery> {
  const { authKey, wrappingKey } = await splitRecoveryKey(recoveryKey);
  return { authKey, wrappedKey: await wrap(wrappingKey) };
}

/** Ends this browser's sign-in, here first. @throws {ApiError | NetworkError} */
export async function signOut(): Promise<void> {
  await forgetKeys().catch(() => {}); // without storage there is none
  try {
    await practiceApi.signOut();
  } catch (error) {
    if (problemOf(error).code !== "signed_out") throw error;
  }
}

/** A recovery key that waits to be written down. */
type WaitingKey = Pick<KeptKey, "recoveryKey" | "recoveryKeyInDoubt">;

/** Keeps the practice key, with those of before, as long as the sign-in. @throws {PrivateStoreError | ProtocolError} */
export async function keep(
  { practiceId, memberId, keys, rotations, expiresAtMs, serverNowMs }: Omit<SignInAnswer, "wrappedKey">,
  memberKey: MemberKey,
  waiting: WaitingKey = {},
): Promise<void> {
  const opened = [...await openPracticeKeys(memberKey, keys, rotations, memberId)];
  const newestFirst = await Promise.all(opened.reverse().map(([, key]) => fixPracticeKey(key)));
  await keepKey({
    practiceId,
    memberId,
    keys: newestFirst as [PracticeKey, ...PracticeKey[]],
    epoch: opened[0]![0],
    expiresAtMs: Date.now() + expiresAtMs - serverNowMs,
    ...waiting,
  });
}

/** Lets the browser show that it is busy: stretching holds the thread for about half a second. */
async function painted(): Promise<void> {
  if (document.visibilityState === "hidden") return; // no frames there
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
