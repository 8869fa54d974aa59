import { decodeBase64Url, encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { SALT_BYTES, stretchPassphrase } from "../e2ee/passphrase.ts";
import {
  createVault,
  makeRecoveryKey,
  openVault,
  type PracticeKey,
  splitRecoveryKey,
} from "../e2ee/vault.ts";
import type { SignInAnswer } from "../wire/practice.ts";
import { practiceApi } from "./api.ts";
import { forgetKeys, keepKey } from "./key_store.ts";
import type { SetUpFields } from "./passphrase_rules.ts";
import { problemOf } from "./problem.ts";

/**
 * Creates the practice with its key, and signs in. The passphrase, the practice key and the recovery key stay here: only
 * what HKDF split off for the server goes, and the practice key wrapped. The recovery key waits in this browser until
 * somebody says that it is on paper.
 * @throws {ApiError} `setup_token_wrong`, `setup_closed`, `too_many_requests` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 */
export async function setUpPractice(token: string, fields: SetUpFields): Promise<void> {
  await forgetKeys(); // a browser that cannot keep anything must not create a practice
  const salt = randomBytes(SALT_BYTES);
  const recoveryKey = makeRecoveryKey();
  await painted();
  const [{ authKey, wrappingKey }, recovery] = await Promise.all([
    stretchPassphrase(fields.passphrase, salt),
    splitRecoveryKey(recoveryKey),
  ]);
  const { practiceKey, wrapped: [wrappedKey, rescue] } = await createVault(wrappingKey, recovery.wrappingKey);
  const answer = await practiceApi.setUp({
    token,
    practiceName: fields.practiceName.trim(),
    memberName: fields.memberName.trim(),
    email: fields.email.trim(),
    kdfSalt: encodeBase64Url(salt),
    authKey,
    wrappedKey: wrappedKey!,
    recovery: { authKey: recovery.authKey, wrappedKey: rescue! },
  });
  await keep(answer, practiceKey, recoveryKey);
}

/**
 * Signs in with e-mail and passphrase, and keeps the practice key for as long.
 * @throws {ApiError} `sign_in_wrong`, `too_many_requests` …
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 * @throws {ProtocolError} `vault_invalid` when the server's wrapped key is not the one of this passphrase.
 */
export async function signIn(email: string, passphrase: string): Promise<void> {
  const address = email.trim();
  const { kdfSalt } = await practiceApi.signInSalt(address);
  await painted();
  const { authKey, wrappingKey } = await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt));
  const answer = await practiceApi.signIn({ email: address, authKey });
  try {
    await keep(answer, await openVault(answer.wrappedKey, wrappingKey));
  } catch (error) {
    // Signed in without a key is worth nothing, and would look like it was.
    await practiceApi.signOut().catch(() => {});
    throw error;
  }
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

async function keep(
  { practiceId, expiresAtMs, serverNowMs }: SignInAnswer,
  key: PracticeKey,
  recoveryKey?: string,
): Promise<void> {
  await keepKey({
    practiceId,
    key,
    expiresAtMs: Date.now() + expiresAtMs - serverNowMs,
    ...(recoveryKey === undefined ? {} : { recoveryKey }),
  });
}

/** Lets the browser show that it is busy: stretching holds the thread for about half a second. */
async function painted(): Promise<void> {
  if (document.visibilityState === "hidden") return; // no frames there
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
