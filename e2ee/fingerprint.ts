import { type Bytes, equalBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/**
 * The 32 bytes of a SHA-256 fingerprint, written as pairs of hexadecimal digits between colons.
 * Source: RFC 8122, section 5.
 * @throws {ProtocolError} `fingerprint_missing`
 */
export function parseFingerprint(text: string): Bytes {
  if (!/^[\da-f]{2}(:[\da-f]{2}){31}$/i.test(text)) throw new ProtocolError("fingerprint_missing");
  return Uint8Array.from(text.split(":"), (pair) => parseInt(pair, 16));
}

/**
 * The one SHA-256 fingerprint of a session description. Browsers repeat it in every media section: all lines have to
 * say the same, and there may be no other algorithm.
 * Source: RFC 8122, section 5; RFC 8829, section 5.2.1.
 * @throws {ProtocolError} `fingerprint_missing`
 */
export function extractFingerprint(description: string): Bytes {
  const lines = description.split(/[\r\n]+/).filter((line) => /^\s*a\s*=\s*fingerprint/i.test(line));
  const values = new Set(
    lines.map((line) => /^a=fingerprint:sha-256 ([\da-f:]+)$/i.exec(line)?.[1]?.toUpperCase()),
  );
  if (values.size !== 1) throw new ProtocolError("fingerprint_missing");
  return parseFingerprint([...values][0] ?? "");
}

/**
 * Checks that a session description has the fingerprint that the handshake bound.
 * Source: RFC 8827, section 6.5; docs/protocol.md, "Binding".
 * @throws {ProtocolError} `fingerprint_missing`, `fingerprint_mismatch`
 */
export function checkDescription(description: string, bound: Uint8Array): void {
  if (!equalBytes(extractFingerprint(description), bound)) throw new ProtocolError("fingerprint_mismatch");
}

/**
 * Checks the certificate of an established connection (`RTCDtlsTransport.getRemoteCertificates()[0]`).
 * Source: RFC 8122, section 5; docs/protocol.md, "Binding".
 * @throws {ProtocolError} `fingerprint_mismatch`
 */
export async function checkCertificate(der: BufferSource, bound: Uint8Array): Promise<void> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  if (!equalBytes(hash, bound)) throw new ProtocolError("fingerprint_mismatch");
}
