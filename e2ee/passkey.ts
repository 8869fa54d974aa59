import { type Bytes, encodeUtf8 } from "./bytes.ts";
import { importHkdfKey } from "./hkdf.ts";
import { deriveWrappingKey } from "./passphrase.ts";

/**
 * The input of every passkey's PRF. One value serves all, because each passkey has its own secret and the browser mixes
 * in the site's name. Source: Web Authentication Level 3, section 10.1.4; docs/protocol.md, "Passkeys".
 */
export const PRF_INPUT: Bytes = encodeUtf8("vc1 passkey prf");

/** Size of a PRF's output, in bytes. */
const PRF_BYTES = 32;

/**
 * The key that wraps a member's key, from the output of a passkey's PRF, which is wiped. The server sees the passkey's
 * signature, never the PRF's output.
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
