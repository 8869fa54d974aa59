import {
  fixPracticeKey,
  type MemberKey,
  openKeyring,
  openMemberKey,
  type PracticeKey,
} from "../../e2ee/vault.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { SignInAnswer } from "../../wire/sign_in.ts";
import { journalStore } from "../journal/journal_store.ts";
import { forgetKeys, keepKey, type KeptKey } from "../vault/key_store.ts";
import { refuseOtherKeys, seenVersions } from "../vault/seen_versions.ts";
import { isUnbound } from "../members/member_entries.ts";
import { provePassphrase, raiseKdf, stretchForMember } from "./passphrase.ts";
import { forgetShortPassphrase, notePassphrase } from "./short_passphrase.ts";
import { forgetWaiting, keepWaiting, type WaitingRecoveryKey } from "./waiting_recovery_key.ts";
import { practiceApi } from "../api.ts";
import { problemOf } from "../problem.ts";

/**
 * Signs in with e-mail and passphrase, and keeps the practice key for as long as the sign-in lasts.
 * @throws {ApiError} `sign_in_wrong`, `too_many_requests` …
 * @throws {StorageUnavailableError} when this browser cannot keep a key.
 * @throws {ProtocolError} `vault_invalid` when this passphrase does not open the server's wrapped key.
 */
export async function signIn(
  email: string,
  passphrase: string,
  waiting?: WaitingRecoveryKey,
): Promise<void> {
  const address = email.trim();
  const stretched = await stretchForMember(address, passphrase);
  const answer = await practiceApi.signIn({ email: address, authKey: stretched.authKey });
  try {
    await keepSignIn(answer, await openMemberKey(answer.wrappedKey, stretched.wrappingKey), waiting);
  } catch (error) {
    // A sign-in without a key is useless, and would look as if it worked.
    await practiceApi.signOut().catch(() => {});
    throw error;
  }
  notePassphrase(passphrase);
  try {
    await raiseKdf(passphrase, stretched, answer.wrappedKey);
  } catch (error) {
    // The sign-in has succeeded; the next one tries again.
    if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
  }
}

/**
 * Opens the vault of the member who is signed in, in a browser without the practice key: the passkey does not open the
 * vault, or the storage was cleared.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 * @throws {StorageUnavailableError} when this browser cannot keep a key.
 */
export async function openVault(email: string, passphrase: string): Promise<void> {
  const { wrappingKey, ...answer } = await provePassphrase(email, passphrase);
  await keepSignIn(answer, await openMemberKey(answer.wrappedKey, wrappingKey));
}

/** Ends this browser's sign-in; its keys are deleted first. @throws {ApiError | NetworkError} */
export async function signOut(): Promise<void> {
  await forgetKeys().catch(() => {}); // without storage there are none
  forgetWaiting();
  forgetShortPassphrase();
  try {
    await practiceApi.signOut();
  } catch (error) {
    if (problemOf(error).code !== "signed_out") throw error;
  }
}

/**
 * Keeps the current practice key and the former ones until the sign-in ends, at most 12 h by this device's clock; which entry
 * of the journal is this sign-in; and a recovery key that is to be shown after the sign-in.
 * @throws {StorageUnavailableError | ProtocolError}
 */
export async function keepSignIn(
  { practiceId, memberId, keys, rotations, expiresAtMs, serverNowMs, journalEntry }: Omit<
    SignInAnswer,
    "wrappedKey"
  >,
  memberKey: MemberKey,
  waiting?: WaitingRecoveryKey,
): Promise<void> {
  const keyring = await openKeyring(memberKey, keys, rotations, memberId);
  await refuseOtherKeys(seenVersions, practiceId, keyring.keys);
  const opened = [...keyring.keys].reverse();
  const newestFirst = await Promise.all(opened.map(([, key]) => fixPracticeKey(key)));
  const newest = {
    practiceId,
    memberId,
    keys: newestFirst as [PracticeKey, ...PracticeKey[]],
    epoch: opened[0]![0],
  };
  const kept: KeptKey = {
    ...newest,
    hasLedger: keyring.hasLedger,
    isUnbound: await isUnbound(newest, keys.publicKey),
    expiresAtMs: Date.now() + expiresAtMs - serverNowMs,
  };
  if (journalEntry !== undefined) await journalStore.keepOwn(practiceId, memberId, journalEntry);
  await keepKey(kept);
  if (waiting) await keepWaiting(kept, waiting);
}
