import { decodeBase64Url, encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { SALT_BYTES, stretchPassphrase } from "../e2ee/passphrase.ts";
import type { SignInAnswer } from "../wire/practice.ts";
import { practiceApi } from "./api.ts";
import type { SetUpFields } from "./passphrase_rules.ts";

/**
 * Creates the practice and signs in. The passphrase stays here: only what HKDF split off for the server goes.
 * @throws {ApiError} `setup_token_wrong`, `setup_closed`, `too_many_requests` …
 */
export async function setUpPractice(token: string, fields: SetUpFields): Promise<SignInAnswer> {
  const salt = randomBytes(SALT_BYTES);
  await painted();
  const { authKey } = await stretchPassphrase(fields.passphrase, salt);
  return await practiceApi.setUp({
    token,
    practiceName: fields.practiceName.trim(),
    memberName: fields.memberName.trim(),
    email: fields.email.trim(),
    kdfSalt: encodeBase64Url(salt),
    authKey,
  });
}

/**
 * Signs in with e-mail and passphrase.
 * @throws {ApiError} `sign_in_wrong`, `too_many_requests` …
 */
export async function signIn(email: string, passphrase: string): Promise<SignInAnswer> {
  const address = email.trim();
  const { kdfSalt } = await practiceApi.signInSalt(address);
  await painted();
  const { authKey } = await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt));
  return await practiceApi.signIn({ email: address, authKey });
}

/** Lets the browser show that it is busy: stretching holds the thread for about half a second. */
async function painted(): Promise<void> {
  if (document.visibilityState === "hidden") return; // no frames there
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
