import { type Bytes, encodeBase64Url } from "./bytes.ts";
import { deriveBytes, hkdf, importHkdfKey } from "./hkdf.ts";

/** What a passphrase is stretched to: one half for the server, one that stays in the browser. */
export interface StretchedPassphrase {
  /** 32 bytes, base64url. Sent at sign-in; the server stores its SHA-256. */
  authKey: string;
  /** Wraps the practice key; non-extractable, AES-256-GCM. */
  wrappingKey: CryptoKey;
}

/** Size of a member's salt, in bytes. */
export const SALT_BYTES = 16;

/** How expensive Argon2id is made for a member; always one lane. */
export interface KdfParameters {
  memoryMib: number;
  passes: number;
}

/** The least that a browser computes, whatever a server asks for; also of members whose parameters are not stored. */
export const LEAST_KDF: KdfParameters = { memoryMib: 64, passes: 3 };
/** The most that a browser computes: more would make phones give up. */
export const MOST_KDF: KdfParameters = { memoryMib: 1024, passes: 20 };

/** Whether parameters are whole numbers between the least and the most. Source: docs/protocol.md, "Vault". */
export function isKdfAllowed({ memoryMib, passes }: KdfParameters): boolean {
  return Number.isInteger(memoryMib) && Number.isInteger(passes) &&
    memoryMib >= LEAST_KDF.memoryMib && memoryMib <= MOST_KDF.memoryMib &&
    passes >= LEAST_KDF.passes && passes <= MOST_KDF.passes;
}

/**
 * Stretches a passphrase: Argon2id over its NFKC form (one lane, 32 bytes), then HKDF-SHA-512 splits it. With the least
 * parameters it takes about half a second and 64 MiB; loads hash-wasm when called.
 * Source: RFC 9106, section 3.1; RFC 5869; docs/protocol.md, "Vault".
 * @throws {RangeError} for an empty passphrase, a salt of less than 16 bytes, or parameters that are not allowed.
 */
export async function stretchPassphrase(
  passphrase: string,
  salt: Uint8Array,
  kdf: KdfParameters = LEAST_KDF,
): Promise<StretchedPassphrase> {
  const password = passphrase.normalize("NFKC");
  if (password === "") throw new RangeError("Cannot stretch a passphrase: it is empty");
  if (salt.length < SALT_BYTES) {
    throw new RangeError(
      `Cannot stretch a passphrase: the salt has ${salt.length} bytes, needs ${SALT_BYTES}`,
    );
  }
  if (!isKdfAllowed(kdf)) {
    throw new RangeError(
      `Cannot stretch a passphrase: ${kdf.memoryMib} MiB, ${kdf.passes} passes are not allowed`,
    );
  }
  const { argon2id } = await import("hash-wasm");
  const stretched = await argon2id({
    password,
    salt,
    memorySize: kdf.memoryMib * 1024,
    iterations: kdf.passes,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  return await splitSecret(new Uint8Array(stretched), "passphrase");
}

/** Derives both halves from 32 secret bytes, which are wiped. Source: RFC 5869, with an empty salt. */
export async function splitSecret(secret: Bytes, purpose: string): Promise<StretchedPassphrase> {
  const key = await importHkdfKey(secret);
  return {
    authKey: encodeBase64Url(await deriveBytes(key, hkdf(`vc1 ${purpose} auth`), 32)),
    wrappingKey: await deriveWrappingKey(key, `vc1 ${purpose} wrap`),
  };
}

/** A non-extractable AES-256-GCM wrapping key. Source: RFC 5869, with an empty salt. */
export async function deriveWrappingKey(key: CryptoKey, label: string): Promise<CryptoKey> {
  const algorithm = { name: "AES-GCM", length: 256 };
  return await crypto.subtle.deriveKey(hkdf(label), key, algorithm, false, ["wrapKey", "unwrapKey"]);
}
