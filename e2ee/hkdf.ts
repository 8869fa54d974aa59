import { type Bytes, encodeUtf8 } from "./bytes.ts";

/** HKDF-SHA-512's parameters for WebCrypto. Source: RFC 5869. */
export function hkdf(info: Bytes | string, salt: Bytes = new Uint8Array()): HkdfParams {
  return { name: "HKDF", hash: "SHA-512", salt, info: typeof info === "string" ? encodeUtf8(info) : info };
}

/** An HKDF key from these bytes, which are wiped. Source: RFC 5869, section 2.2. */
export async function importHkdfKey(bytes: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits", "deriveKey"]);
  bytes.fill(0);
  return key;
}

/** HKDF's output, `sizeBytes` long. Source: RFC 5869, section 2.3. */
export async function deriveBytes(key: CryptoKey, parameters: HkdfParams, sizeBytes: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 8 * sizeBytes));
}
