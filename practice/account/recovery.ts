import { makeRecoveryKey, openMemberKey, rewrapMemberKey, splitRecoveryKey } from "../../e2ee/vault.ts";
import { ApiError } from "../../wire/client.ts";
import type { NewRecovery } from "../../wire/sign_in.ts";
import { type KeptKey, loadKey } from "../vault/key_store.ts";
import { kdfForNew, wrapByPassphrase } from "./passphrase.ts";
import type { OpeningProof } from "./proofs.ts";
import { isUnconfirmed, markUnconfirmed, unmarkUnconfirmed } from "./recovery_reminder.ts";
import { sendOnce, unansweredRecoveryKey } from "./send_once.ts";
import { keepSignIn } from "./sign_in.ts";
import { forgetWaiting, keepWaiting, readWaiting, type RecoveryKeyInDoubt } from "./waiting_recovery_key.ts";
import { practiceApi } from "../api.ts";
import { isOutcomeUnknown } from "../problem.ts";

/** An account that a recovery key has opened. */
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
 * Sets a new passphrase with a recovery key, which is invalid afterwards, and signs in. The new recovery key waits in
 * this browser until it is confirmed.
 * @throws {ApiError} `recovery_wrong`, `too_many_requests` …
 */
export async function recover(opened: OpenedRecovery, passphrase: string): Promise<void> {
  const { email, authKey, wrappingKey, wrappedKey } = opened;
  const recoveryKey = unansweredRecoveryKey() ?? makeRecoveryKey();
  const rewrap = (to: CryptoKey) => rewrapMemberKey(wrappedKey, wrappingKey, to);
  const kdf = await kdfForNew(email);
  const [memberKey, recovery, next] = await Promise.all([
    openMemberKey(wrappedKey, wrappingKey),
    wrapByRecoveryKey(recoveryKey, rewrap),
    wrapByPassphrase(passphrase, kdf, rewrap),
  ]);
  const send = async () =>
    await keepSignIn(
      await practiceApi.recover({ email, authKey, passphrase: next, recovery }),
      memberKey,
      { recoveryKey },
    );
  markUnconfirmed(opened.memberId);
  await sendOnce(send, { recoveryKey, email, passphrase });
}

/**
 * Replaces the recovery key of the member who is signed in. The new one waits in this browser until it is confirmed.
 * @throws {ApiError} `proof_needed` …
 * @throws {VaultLockedError}
 */
export async function renewRecoveryKey(
  practiceId: string,
  email: string,
  proof: OpeningProof,
): Promise<void> {
  const { opener: { wrappingKey, wrappedKey } } = proof;
  const recoveryKey = makeRecoveryKey();
  const recovery = await wrapByRecoveryKey(
    recoveryKey,
    (to) => rewrapMemberKey(wrappedKey, wrappingKey, to),
  );
  // Kept before it is sent: a valid key that nobody has seen could not be used.
  const kept = await loadKey(practiceId);
  const { recoveryKey: former } = await settleRecoveryKey(kept, email);
  const inDoubt = { former, wasUnconfirmed: isUnconfirmed(kept.memberId) };
  await keepWaiting(kept, { recoveryKey, inDoubt });
  try {
    await practiceApi.replaceRecoveryKey({ recovery }, proof);
  } catch (error) {
    if (!isOutcomeUnknown(error)) await keepFormer(kept, inDoubt);
    throw error;
  }
  await keepWaiting(kept, { recoveryKey });
}

/**
 * The recovery key that waits to be written down. When the answer to a renewal was lost, asks the server which one is valid:
 * an invalid one must not be written down. Returns the one to show, and whether the new one was refused.
 * @throws {ApiError | NetworkError} when that cannot be known yet.
 * @throws {StorageUnavailableError}
 */
export async function settleRecoveryKey(
  kept: KeptKey,
  email: string,
): Promise<{ recoveryKey: string | undefined; refused: boolean }> {
  const { recoveryKey, inDoubt } = await readWaiting(kept) ?? {};
  if (recoveryKey === undefined || !inDoubt) return { recoveryKey, refused: false };
  try {
    await openRecovery(email, recoveryKey);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "recovery_wrong") throw error;
    await keepFormer(kept, inDoubt);
    return { recoveryKey: inDoubt.former, refused: true };
  }
  await keepWaiting(kept, { recoveryKey });
  return { recoveryKey, refused: false };
}

/** Undoes a renewal that the server refused. */
async function keepFormer(kept: KeptKey, { former, wasUnconfirmed }: RecoveryKeyInDoubt): Promise<void> {
  if (former === undefined) forgetWaiting();
  else await keepWaiting(kept, { recoveryKey: former });
  if (!wasUnconfirmed) unmarkUnconfirmed(kept.memberId);
}

/** Deletes the recovery key and its reminder: it is written down. */
export function confirmRecoveryKey(memberId: string): void {
  forgetWaiting();
  unmarkUnconfirmed(memberId);
}

/** What the server stores for a new recovery key. */
async function wrapByRecoveryKey(
  recoveryKey: string,
  wrap: (wrappingKey: CryptoKey) => Promise<string>,
): Promise<NewRecovery> {
  const { authKey, wrappingKey } = await splitRecoveryKey(recoveryKey);
  return { authKey, wrappedKey: await wrap(wrappingKey) };
}
