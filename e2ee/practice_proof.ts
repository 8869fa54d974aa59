import type { Bytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";

/** The signatures of consultation keys, as WebCrypto makes them: r || s, 64 bytes. Source: FIPS 186-5, section 6. */
export const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** What the host signs: the handshake with all that both have sent. Source: docs/protocol.md, "Practice's proof". */
export function signedContent(sid: Uint8Array, transcript: Uint8Array): Bytes {
  return lv("vc1 practice", sid, transcript);
}

/**
 * Checks the host's signature by the consultation key, a point on P-256 in 65 bytes.
 * Source: FIPS 186-5, section 6.4.2; docs/protocol.md, "Practice's proof".
 * @throws {ProtocolError} `practice_unproved`
 */
export async function checkPracticeProof(publicKey: Bytes, signature: Bytes, content: Bytes): Promise<void> {
  const isSigned = await crypto.subtle.importKey("raw", publicKey, ECDSA, false, ["verify"])
    .then((key) => crypto.subtle.verify(ECDSA, key, signature, content))
    .catch(() => false); // not a point on the curve
  if (!isSigned) throw new ProtocolError("practice_unproved");
}
