import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { SALT_BYTES, type StretchedPassphrase, stretchPassphrase } from "../../e2ee/passphrase.ts";
import { rewrapMemberKey } from "../../e2ee/vault.ts";
import type { NewPassphrase, SignInAnswer } from "../../wire/sign_in.ts";
import { practiceApi } from "../api.ts";

/**
 * Proves the passphrase of the member who is signed in; returns the wrapped keys that it opens.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function provePassphrase(
  email: string,
  passphrase: string,
): Promise<StretchedPassphrase & SignInAnswer> {
  const stretched = await stretchForMember(email, passphrase);
  return { ...stretched, ...await practiceApi.unlock(stretched.authKey) };
}

/**
 * Changes the passphrase of the member who is signed in: the member key is wrapped again, and all other sign-ins end.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function changePassphrase(email: string, current: string, next: string): Promise<void> {
  const { authKey, wrappingKey, wrappedKey } = await provePassphrase(email, current);
  const passphrase = await wrapByPassphrase(next, (to) => rewrapMemberKey(wrappedKey, wrappingKey, to));
  await practiceApi.changePassphrase({ authKey, passphrase });
}

/** Stretches a passphrase with the salt that the server keeps for this e-mail address. */
export async function stretchForMember(email: string, passphrase: string): Promise<StretchedPassphrase> {
  const { kdfSalt } = await practiceApi.signInSalt(email);
  await nextPaint();
  return await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt));
}

/** Stretches a new passphrase with a new salt. */
export async function stretchNew(passphrase: string): Promise<StretchedPassphrase & { kdfSalt: string }> {
  const salt = randomBytes(SALT_BYTES);
  await nextPaint();
  return { kdfSalt: encodeBase64Url(salt), ...await stretchPassphrase(passphrase, salt) };
}

/** What the server stores for a new passphrase. */
export async function wrapByPassphrase(
  passphrase: string,
  wrap: (wrappingKey: CryptoKey) => Promise<string>,
): Promise<NewPassphrase> {
  const { kdfSalt, authKey, wrappingKey } = await stretchNew(passphrase);
  return { kdfSalt, authKey, wrappedKey: await wrap(wrappingKey) };
}

/** Lets the browser paint that it is busy: stretching blocks the thread for about half a second. */
async function nextPaint(): Promise<void> {
  if (document.visibilityState === "hidden") return; // no frames in hidden pages
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
