import { encodeUint32, pad, unpad } from "./box.ts";
import { type Bytes, concat, decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "./bytes.ts";
import { checkDigit, randomDigits, readDigits } from "./codes.ts";
import { ProtocolError } from "./errors.ts";

import { lv } from "./lv.ts";
import { splitSecret, type StretchedPassphrase } from "./passphrase.ts";

/** Opens and seals the consultations of a practice; cannot be taken out. */
export type PracticeKey = CryptoKey & { readonly extractable: false };

/** Which record a private part belongs to. */
export interface RecordPlace {
  practiceId: string;
  consultationId: string;
  /** Counts the record's changes, up to 2^32 - 1: an old ciphertext does not open as a new version. */
  version: number;
}

const IV_BYTES = 12;
const KEY_BYTES = 32;
const WRAP_AAD = lv("vc1 practice key");

/** A fresh IV for each use of a key. Source: NIST SP 800-38D, section 8.2.2. */
function aesGcm(iv: Bytes, additionalData: Bytes): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData };
}

/**
 * Makes the practice key at set-up and wraps it: once for the founder, once for the recovery key. It is never seen
 * outside this function. Source: docs/protocol.md, "Vault".
 */
export async function createVault(
  ...wrappingKeys: readonly CryptoKey[]
): Promise<{ practiceKey: PracticeKey; wrapped: string[] }> {
  const raw = randomBytes(KEY_BYTES);
  try {
    return await wrapRaw(raw, wrappingKeys);
  } finally {
    raw.fill(0);
  }
}

/**
 * Unwraps the practice key at sign-in. Source: NIST SP 800-38D; docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function openVault(wrapped: string, wrappingKey: CryptoKey): Promise<PracticeKey> {
  return await unwrap(wrapped, wrappingKey, false) as PracticeKey;
}

/**
 * Wraps the practice key anew: for a changed passphrase, a new recovery key, or after recovery.
 * Source: docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function rewrapVault(wrapped: string, from: CryptoKey, to: CryptoKey): Promise<string> {
  return await wrapKey(await unwrap(wrapped, from, true), to);
}

/**
 * The practice key itself, base64url, for the fragment of a member's invitation.
 * Source: docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function exportForInvitation(wrapped: string, wrappingKey: CryptoKey): Promise<string> {
  const key = await unwrap(wrapped, wrappingKey, true);
  return encodeBase64Url(new Uint8Array(await crypto.subtle.exportKey("raw", key)));
}

/**
 * Takes the practice key out of an invitation and wraps it for the new member.
 * Source: docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`
 */
export async function joinVault(
  invitation: string,
  wrappingKey: CryptoKey,
): Promise<{ practiceKey: PracticeKey; wrapped: string }> {
  const raw = decodeBase64Url(invitation);
  if (raw.length !== KEY_BYTES) throw new ProtocolError("malformed");
  const { practiceKey, wrapped: [wrapped] } = await wrapRaw(raw, [wrappingKey]);
  return { practiceKey, wrapped: wrapped! };
}

async function wrapRaw(
  raw: Bytes,
  wrappingKeys: readonly CryptoKey[],
): Promise<{ practiceKey: PracticeKey; wrapped: string[] }> {
  const extractable = await crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt"]);
  const wrapped = await Promise.all(wrappingKeys.map((key) => wrapKey(extractable, key)));
  const practiceKey = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { practiceKey: practiceKey as PracticeKey, wrapped };
}

async function wrapKey(key: CryptoKey, wrappingKey: CryptoKey): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const wrapped = await crypto.subtle.wrapKey("raw", key, wrappingKey, aesGcm(iv, WRAP_AAD));
  return encodeBase64Url(concat(iv, new Uint8Array(wrapped)));
}

async function unwrap(wrapped: string, wrappingKey: CryptoKey, extractable: boolean): Promise<CryptoKey> {
  const bytes = decodeBase64Url(wrapped);
  const aes = aesGcm(bytes.slice(0, IV_BYTES), WRAP_AAD);
  try {
    return await crypto.subtle.unwrapKey(
      "raw",
      bytes.slice(IV_BYTES),
      wrappingKey,
      aes,
      "AES-GCM",
      extractable,
      [
        "encrypt",
        "decrypt",
      ],
    );
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Another wrapping key, or a changed record", { cause });
  }
}

/**
 * Seals a consultation's private part for its place; base64url, padded.
 * Source: NIST SP 800-38D, section 8.2.2; docs/protocol.md, "Vault".
 * @throws {RangeError} for a version that is no 32-bit counter
 */
export async function sealPrivate(
  key: PracticeKey,
  place: RecordPlace,
  content: Uint8Array,
): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const sealed = await crypto.subtle.encrypt(aesGcm(iv, placeAad(place)), key, pad(content));
  return encodeBase64Url(concat(iv, new Uint8Array(sealed)));
}

/**
 * Opens a consultation's private part at the place it was sealed for.
 * Source: NIST SP 800-38D, section 7.2; docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 * @throws {RangeError} for a version that is no 32-bit counter
 */
export async function openPrivate(key: PracticeKey, place: RecordPlace, sealed: string): Promise<Bytes> {
  const bytes = decodeBase64Url(sealed);
  const aes = aesGcm(bytes.slice(0, IV_BYTES), placeAad(place));
  let padded: ArrayBuffer;
  try {
    padded = await crypto.subtle.decrypt(aes, key, bytes.slice(IV_BYTES));
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Another place or key, or a changed record", { cause });
  }
  return unpad(new Uint8Array(padded));
}

function placeAad({ practiceId, consultationId, version }: RecordPlace): Bytes {
  if (!Number.isInteger(version) || version < 0 || version >= 2 ** 32) {
    throw new RangeError(`Cannot place a record: its version is ${version}`);
  }
  return lv(practiceId, consultationId, encodeUint32(version));
}

const RECOVERY_GROUPS = 8;

/**
 * A recovery key: eight groups of five random digits (132 bits) and one check digit.
 * Source: docs/protocol.md, "Recovery key".
 */
export function makeRecoveryKey(): string {
  return Array.from({ length: RECOVERY_GROUPS }, () => {
    const digits = randomDigits(5);
    return digits + checkDigit(digits);
  }).join(" ");
}

/** What can be wrong with a typed recovery key; `mistyped` says in which group, from 1. */
export type RecoveryKeyError = "empty" | "not_digits" | "too_short" | "too_long" | { mistypedGroup: number };

/**
 * Reads a typed recovery key, with any digits and separators, into the form `makeRecoveryKey` gives.
 * Source: docs/protocol.md, "Recovery key".
 */
export function parseRecoveryKey(text: string): { key: string } | { error: RecoveryKeyError } {
  const digits = readDigits(text);
  if (digits === undefined) return { error: "not_digits" };
  if (digits === "") return { error: "empty" };
  if (digits.length !== RECOVERY_GROUPS * 6) {
    return { error: digits.length < RECOVERY_GROUPS * 6 ? "too_short" : "too_long" };
  }
  const groups = digits.match(/.{6}/g)!;
  const wrong = groups.findIndex(checkDigit);
  return wrong < 0 ? { key: groups.join(" ") } : { error: { mistypedGroup: wrong + 1 } };
}

/**
 * What a recovery key opens: like a passphrase, an authentication key for the server and a wrapping key. It is random,
 * so nothing has to be stretched. Source: RFC 5869; docs/protocol.md, "Recovery key".
 * @throws {ProtocolError} `recovery_key_mistyped`
 */
export async function splitRecoveryKey(text: string): Promise<StretchedPassphrase> {
  const parsed = parseRecoveryKey(text);
  if ("error" in parsed) throw new ProtocolError("recovery_key_mistyped");
  return await splitSecret(encodeUtf8(parsed.key), "recovery");
}
