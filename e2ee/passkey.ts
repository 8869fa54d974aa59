import { type Bytes, encodeUtf8 } from "./bytes.ts";
import { importHkdfKey } from "./hkdf.ts";
import { deriveWrappingKey } from "./passphrase.ts";

/**
 * What every passkey's PRF is asked about. One value does for all: each passkey has a secret of its own, and the browser
 * puts the site's name into it. Source: Web Authentication Level 3, section 10.1.4; docs/protocol.md, "Passkeys".
 */
export const PRF_INPUT: Bytes = encodeUtf8("vc1 passkey prf");

/** The size of what a PRF gives, in bytes. */
const PRF_BYTES = 32;

/**
 * The key that wraps a member's key, from what a passkey's PRF gives; those bytes are wiped. Never sent: the server
 * sees the signature of a passkey, and nothing that its PRF makes.
 * Source: RFC 5869; docs/protocol.md, "Passkeys".
 * @throws {RangeError} unless there are 32 bytes
 */
export async function passkeyWrappingKey(output: Bytes): Promise<CryptoKey> {
  if (output.length !== PRF_BYTES) {
    throw new RangeError(
      `Cannot make a key of a passkey: its PRF gave ${output.length} bytes, needs ${PRF_BYTES}`,
    );
  }
  return await deriveWrappingKey(await importHkdfKey(output), "vc1 passkey wrap");
}
