import { type Bytes, concat, encodeBase64Url, randomBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

export const IV_BYTES = 12;

/** A fresh IV for each use of a key. Source: NIST SP 800-38D, section 8.2.2. */
export function aesGcm(iv: Bytes, additionalData: Bytes): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData };
}

/** iv12 || AES-256-GCM, with a random IV. Source: NIST SP 800-38D, section 8.2.2. */
export async function sealBytes(key: CryptoKey, aad: Bytes, content: Bytes): Promise<Bytes> {
  const iv = randomBytes(IV_BYTES);
  return concat(iv, new Uint8Array(await crypto.subtle.encrypt(aesGcm(iv, aad), key, content)));
}

/** `sealBytes` in base64url. Source: docs/protocol.md, "Vault". */
export async function seal(key: CryptoKey, aad: Bytes, content: Bytes): Promise<string> {
  return encodeBase64Url(await sealBytes(key, aad, content));
}

/**
 * Opens what `sealBytes` has sealed. Source: NIST SP 800-38D, section 7.2.
 * @throws {ProtocolError} `vault_invalid`
 */
export async function open(key: CryptoKey, aad: Bytes, sealed: Bytes): Promise<Bytes> {
  const aes = aesGcm(sealed.slice(0, IV_BYTES), aad);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aes, key, sealed.slice(IV_BYTES)));
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Wrong place or key, or a changed record", { cause });
  }
}
