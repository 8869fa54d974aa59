import { type Bytes, concat, encodeUtf8, equalBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { deriveBytes, hkdf } from "./hkdf.ts";

/** Indexes of four pictures in `PICTURES`, 0 … 63 each: 24 bits. */
export type SafetyCode = readonly [number, number, number, number];

/** The guest's commitment, sent before it sees the host's part. Source: docs/protocol.md, "Safety code". */
export async function commitTo(guestPart: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(encodeUtf8("vc1 sas"), guestPart)));
}

/**
 * Checks the guest's revealed part against its commitment. Source: docs/protocol.md, "Safety code".
 * @throws {ProtocolError} `commitment_mismatch`
 */
export async function checkCommitment(commitment: Uint8Array, guestPart: Uint8Array): Promise<void> {
  if (!equalBytes(await commitTo(guestPart), commitment)) throw new ProtocolError("commitment_mismatch");
}

/** The pictures that both sides see. Source: RFC 5869; docs/protocol.md, "Safety code". */
export async function deriveSafetyCode(
  sas: CryptoKey,
  guestPart: Uint8Array,
  hostPart: Uint8Array,
): Promise<SafetyCode> {
  const [a, b, c] = await deriveBytes(sas, hkdf(concat(guestPart, hostPart)), 3) as unknown as [
    number,
    number,
    number,
  ];
  return [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
}
