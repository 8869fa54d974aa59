import { type Bytes, concat, decodeBase64Url, encodeBase64Url } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { hash16 } from "./messages.ts";
import { ECDSA } from "./practice_proof.ts";

/** A consultation's key pair in use: by it the practice proves itself to a guest. */
export interface ConsultationKey {
  /** A point on P-256, uncompressed, 65 bytes. Source: SEC 1, section 2.3.3. */
  publicKey: Bytes;
  /** An ECDSA signature with SHA-256, 64 bytes. */
  sign(content: Bytes): Promise<Bytes>;
}

/** A consultation's key pair as it stands in the private part; all base64url. */
export interface StoredConsultationKey {
  /** Private scalar, 32 bytes, and public point, 65 bytes. */
  pair: string;
  /** Of the public point, 16 bytes, as invite links have it. */
  fingerprint: string;
}

const SCALAR_BYTES = 32;
const POINT_BYTES = 65;

/** Draws a key pair. Source: Web Cryptography API, `generateKey`; docs/protocol.md, "Practice's proof". */
export async function makeConsultationKey(): Promise<StoredConsultationKey> {
  const made = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const [{ d }, raw] = await Promise.all([
    crypto.subtle.exportKey("jwk", made.privateKey),
    crypto.subtle.exportKey("raw", made.publicKey),
  ]);
  const point = new Uint8Array(raw);
  const pair = concat(decodeBase64Url(d!), point);
  const stored = { pair: encodeBase64Url(pair), fingerprint: encodeBase64Url(await hash16(point)) };
  pair.fill(0);
  return stored;
}

/**
 * A stored key pair for use; its private key is non-extractable. Source: RFC 7518, section 6.2; docs/protocol.md,
 * "Practice's proof".
 * @throws {ProtocolError} `malformed`
 */
export async function openConsultationKey({ pair }: StoredConsultationKey): Promise<ConsultationKey> {
  const bytes = decodeBase64Url(pair);
  if (bytes.length !== SCALAR_BYTES + POINT_BYTES) throw new ProtocolError("malformed");
  const text = (from: number, to: number) => encodeBase64Url(bytes.subarray(from, to));
  // The point's first byte, 4, says that both coordinates follow.
  const jwk = { kty: "EC", crv: "P-256", d: text(0, 32), x: text(33, 65), y: text(65, 97) };
  const publicKey = bytes.slice(SCALAR_BYTES);
  bytes.fill(0);
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, ECDSA, false, ["sign"]);
    return {
      publicKey,
      sign: async (content) => new Uint8Array(await crypto.subtle.sign(ECDSA, key, content)),
    };
  } catch (cause) {
    throw new ProtocolError("malformed", "Not a key pair on P-256", { cause });
  }
}
