import type { Role } from "./box.ts";
import { type Bytes, concat, decodeUtf8, encodeUtf8, equalBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv, parseLv } from "./lv.ts";
import { type Method, METHOD_LETTERS, methodOfLetter } from "./methods.ts";
import type { PeerIdentity } from "./session.ts";

/** The first byte of every message. */
const VERSION = 2;

/** The second byte of every message. */
export const KIND = { hello: 1, answer: 2, proof: 3, box: 4, resumeUnknown: 5, otherVersion: 6 } as const;
type Kind = typeof KIND[keyof typeof KIND];

/** Version, kind, fields. Source: docs/protocol.md, "Messages". */
export function encodeMessage(kind: Kind, ...fields: readonly (Uint8Array | string)[]): Bytes {
  return concat(Uint8Array.of(VERSION, kind), lv(...fields));
}

/**
 * The kind of a message of this version. Source: docs/protocol.md, "Messages".
 * @throws {ProtocolError} `malformed` for nothing at all, `version_unsupported`
 */
export function kindOf(body: Uint8Array): number | undefined {
  if (body.length === 0) throw new ProtocolError("malformed");
  if (body[0] !== VERSION) throw new ProtocolError("version_unsupported");
  return body[1];
}

/**
 * The fields of a message of this kind. Source: docs/protocol.md, "Messages".
 * @throws {ProtocolError} `malformed`, `version_unsupported`, `unexpected_message`
 */
export function decodeMessage(body: Uint8Array, kind: Kind, count: number): Bytes[] {
  if (kindOf(body) !== kind) throw new ProtocolError("unexpected_message");
  return parseLv(body.subarray(2), count);
}

/** Contents of H1. */
export interface Hello {
  method: Method;
  /** Id of the resume secret, 16 bytes; with method `resume` only. */
  resumeId: Bytes;
  nonce: Bytes;
  share: Bytes;
  ad: Bytes;
}

/** H1. Source: docs/protocol.md, "Messages". */
export function encodeHello({ method, resumeId, nonce, share, ad }: Hello): Bytes {
  return encodeMessage(KIND.hello, METHOD_LETTERS[method], resumeId, nonce, share, ad);
}

/**
 * Parses H1; nothing in it is proved. Source: docs/protocol.md, "Messages".
 * @throws {ProtocolError} `malformed`, `version_unsupported`, `unexpected_message`
 */
export function parseHello(body: Uint8Array): Hello {
  const [m, resumeId, nonce, share, ad] = decodeMessage(body, KIND.hello, 5) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ];
  const method = methodOfLetter(decodeUtf8(m));
  if (!method) throw new ProtocolError("malformed");
  checkLength(resumeId, method === "resume" ? 16 : 0);
  checkLength(nonce, 16);
  checkLength(share, 32);
  return { method, resumeId, nonce, share, ad };
}

/**
 * The first 16 bytes of SHA-256: M2 names by it the hello that it answers, an invite link the consultation key.
 * Source: docs/protocol.md, "Messages".
 */
export async function hash16(body: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", body)).slice(0, 16);
}

/**
 * AD: the sender's identity, its part of the safety code, and the host's public consultation key.
 * Source: docs/protocol.md, "Inputs".
 */
export function encodeAd(
  { role, peerId, fingerprint, caps }: PeerIdentity,
  safetyPart: Uint8Array,
  publicKey: Uint8Array = new Uint8Array(),
): Bytes {
  return lv("vc1", role, peerId, fingerprint, caps, safetyPart, publicKey);
}

/**
 * Parses the other side's AD and checks its role and peer id.
 * Source: draft-irtf-cfrg-cpace-21, section 10.1.2 (relay and loopback); docs/protocol.md, "Checks".
 * @throws {ProtocolError} `malformed`, `role_wrong`, `peer_id_mine`, `peer_id_wrong`
 */
export function parseAd(
  ad: Uint8Array,
  expected: { role: Role; peerId: Uint8Array; notPeerId: Uint8Array },
): { peer: PeerIdentity; safetyPart: Bytes; publicKey: Bytes } {
  const [label, roleBytes, peerId, fingerprint, capsBytes, safetyPart, publicKey] = parseLv(ad, 7) as [
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
    Bytes,
  ];
  const role = decodeUtf8(roleBytes);
  const caps = decodeUtf8(capsBytes);
  if (decodeUtf8(label) !== "vc1" || (role !== "guest" && role !== "host") || capsBytes.length > 255) {
    throw new ProtocolError("malformed");
  }
  checkLength(peerId, 16);
  checkLength(fingerprint, 32);
  checkLength(safetyPart, role === "guest" ? 32 : 16);
  checkLength(publicKey, role === "guest" ? 0 : 65);
  if (role !== expected.role) throw new ProtocolError("role_wrong");
  if (equalBytes(peerId, expected.notPeerId)) throw new ProtocolError("peer_id_mine");
  if (!equalBytes(peerId, expected.peerId)) throw new ProtocolError("peer_id_wrong");
  return { peer: { role, peerId, fingerprint, caps }, safetyPart, publicKey };
}

/** M3's box: name and the guest's part of the safety code. Source: docs/protocol.md, "Messages". */
export function encodeProof(name: string, guestPart: Uint8Array): Bytes {
  return lv(name, guestPart);
}

/**
 * Parses the content of M3's box. Source: docs/protocol.md, "Messages".
 * @throws {ProtocolError} `malformed`
 */
export function parseProof(content: Uint8Array): { name: string; guestPart: Bytes } {
  const [name, guestPart] = parseLv(content, 2) as [Bytes, Bytes];
  checkLength(guestPart, 16);
  if (name.length > MAX_NAME_BYTES) throw new ProtocolError("malformed");
  return { name: decodeUtf8(name), guestPart };
}

/** Longest name in M3, in bytes of UTF-8. */
export const MAX_NAME_BYTES = 1024;

/** Checks a local text. @throws {RangeError} if the other side would refuse it */
export function checkTextLength(text: string, maxBytes: number, what: string): void {
  if (encodeUtf8(text).length > maxBytes) {
    throw new RangeError(`Cannot pair: ${what} is longer than ${maxBytes} bytes`);
  }
}

function checkLength(field: Uint8Array, sizeBytes: number): void {
  if (field.length !== sizeBytes) throw new ProtocolError("malformed", "Wrong field length");
}
