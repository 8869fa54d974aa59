import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import {
  isKdfAllowed,
  type KdfParameters,
  SALT_BYTES,
  type StretchedPassphrase,
  stretchPassphrase,
} from "../../e2ee/passphrase.ts";
import { rewrapMemberKey } from "../../e2ee/vault.ts";
import type { NewPassphrase, ProofPurpose, SignInAnswer, SignInSaltAnswer } from "../../wire/sign_in.ts";
import { practiceApi } from "../api.ts";
import { type Proof, proofOf } from "./proofs.ts";

/**
 * Proves the passphrase of the member who is signed in; returns the wrapped keys that it opens.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function provePassphrase(
  email: string,
  passphrase: string,
): Promise<StretchedForMember & SignInAnswer> {
  const stretched = await stretchForMember(email, passphrase);
  return { ...stretched, ...await practiceApi.unlock(stretched.authKey) };
}

/**
 * Gives the server a fresh proof of the passphrase, for a purpose.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function giveProofByPassphrase(
  email: string,
  passphrase: string,
  purpose: ProofPurpose,
): Promise<Proof> {
  const { authKey, wrappingKey } = await stretchForMember(email, passphrase);
  return proofOf(await practiceApi.prove({ purpose, authKey }), wrappingKey);
}

/**
 * Changes the passphrase of the member who is signed in: the member key is wrapped again, and all other sign-ins end.
 * @throws {ApiError} `passphrase_wrong`, `too_many_requests` …
 */
export async function changePassphrase(email: string, current: string, next: string): Promise<void> {
  const { authKey, wrappingKey, wrappedKey, newKdf } = await provePassphrase(email, current);
  const passphrase = await wrapByPassphrase(
    next,
    newKdf,
    (to) => rewrapMemberKey(wrappedKey, wrappingKey, to),
  );
  await practiceApi.changePassphrase({ authKey, passphrase });
}

/** A passphrase, stretched as the server says of its member. */
interface StretchedForMember extends StretchedPassphrase {
  kdf: KdfParameters;
  /** With which this installation has new passphrases stretched. */
  newKdf: KdfParameters;
}

/**
 * Stretches a passphrase with the salt and the parameters that the server keeps for this e-mail address.
 * @throws {ProtocolError} `vault_invalid` if it asks for less than this program ever did, to try passphrases with.
 */
export async function stretchForMember(email: string, passphrase: string): Promise<StretchedForMember> {
  const { kdfSalt, kdf, newKdf } = await askForSalt(email);
  await nextPaint();
  return { ...await stretchPassphrase(passphrase, decodeBase64Url(kdfSalt), kdf), kdf, newKdf };
}

/**
 * Stretches the passphrase anew if the installation's parameters have risen since it was chosen; no sign-in ends.
 * @throws {ApiError | NetworkError} then the next sign-in tries again.
 */
export async function raiseKdf(
  passphrase: string,
  { authKey, wrappingKey, kdf, newKdf }: StretchedForMember,
  wrappedKey: string,
): Promise<void> {
  if (!isHigher(newKdf, kdf)) return;
  const renewed = await wrapByPassphrase(
    passphrase,
    newKdf,
    (to) => rewrapMemberKey(wrappedKey, wrappingKey, to),
  );
  await practiceApi.changePassphrase({ authKey, passphrase: renewed, isSame: true });
}

/** Are parameters more expensive in one respect, and in no respect cheaper? */
function isHigher(a: KdfParameters, b: KdfParameters): boolean {
  return a.memoryMib >= b.memoryMib && a.passes >= b.passes &&
    (a.memoryMib > b.memoryMib || a.passes > b.passes);
}

/** The parameters for the passphrase of a new member. @throws {ProtocolError} `vault_invalid` */
export async function kdfForNew(email: string): Promise<KdfParameters> {
  return (await askForSalt(email)).newKdf;
}

async function askForSalt(email: string): Promise<SignInSaltAnswer> {
  const answer = await practiceApi.signInSalt(email);
  if (!isKdfAllowed(answer.kdf) || !isKdfAllowed(answer.newKdf)) {
    throw new ProtocolError(
      "vault_invalid",
      "The server asks for parameters of Argon2id that are not allowed",
    );
  }
  return answer;
}

/** Stretches a new passphrase with a new salt. */
export async function stretchNew(
  passphrase: string,
  kdf: KdfParameters,
): Promise<StretchedPassphrase & Pick<NewPassphrase, "kdfSalt" | "kdf">> {
  const salt = randomBytes(SALT_BYTES);
  await nextPaint();
  return { kdfSalt: encodeBase64Url(salt), kdf, ...await stretchPassphrase(passphrase, salt, kdf) };
}

/** What the server stores for a new passphrase. */
export async function wrapByPassphrase(
  passphrase: string,
  kdf: KdfParameters,
  wrap: (wrappingKey: CryptoKey) => Promise<string>,
): Promise<NewPassphrase> {
  const { wrappingKey, ...stretched } = await stretchNew(passphrase, kdf);
  return { ...stretched, wrappedKey: await wrap(wrappingKey) };
}

/** Lets the browser paint that it is busy: stretching blocks the thread for about half a second. */
async function nextPaint(): Promise<void> {
  if (document.visibilityState === "hidden") return; // no frames in hidden pages
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
