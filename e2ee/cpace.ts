import { type Bytes, concat, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";
import { makeScalar, type Scalar } from "./x25519.ts";

/** G_X25519.DSI. Source: draft-irtf-cfrg-cpace-21, section 8.2. */
const DSI = "CPace255";
/** The input block of SHA-512, in bytes. */
const BLOCK_BYTES = 128;

/** SHA-512 of all parts in a row. Source: FIPS 180-4. */
export async function sha512(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-512", concat(...parts)));
}

/** Inputs of both sides. Source: draft-irtf-cfrg-cpace-21, section 4.1. */
export interface CpaceInputs {
  /** Password-related string. */
  prs: Uint8Array;
  /** Channel identifier. */
  ci: Uint8Array;
  /** Session identifier. */
  sid: Uint8Array;
}

/** Source: draft-irtf-cfrg-cpace-21, section 8.1. */
export function generatorString({ prs, ci, sid }: CpaceInputs): Bytes {
  const padding = BLOCK_BYTES - 1 - lv(prs).length - lv(DSI).length;
  return lv(DSI, prs, new Uint8Array(Math.max(0, padding)), ci, sid);
}

/** The secret generator. Source: draft-irtf-cfrg-cpace-21, section 8.2. */
export async function calculateGenerator(inputs: CpaceInputs): Promise<Bytes> {
  return elligator2((await sha512(generatorString(inputs))).subarray(0, 32));
}

const P = 2n ** 255n - 19n;
const A = 486662n;
/** A square root of -1: 2^((p-1)/4). */
const I = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0n;

/**
 * The u-coordinate of the point on Curve25519 that a field element maps to (bit 255 is ignored).
 *
 * v = -A / d with d = 1 + 2r²; the result is v where v³ + Av² + v = n / d³ is a square, else -v - A. One exponentiation
 * gives both the inverse and the answer: with z = n·d³, c = z^((p-1)/4) is ±1 for squares and ±√-1 for others, and
 * 1/d = n·d²·z^((p-5)/4) / c. Neither d nor n is ever 0: -1/2 and A² - 4 are no squares.
 * Always the same sequence of operations; BigInt itself promises no constant time.
 * Source: RFC 9380, section 6.7.1; draft-irtf-cfrg-cpace-21, appendix A.4.
 */
export function elligator2(fieldElement: Uint8Array): Bytes {
  const r = decodeLittleEndian(fieldElement) & (1n << 255n) - 1n;
  const d = (1n + 2n * r * r) % P;
  const dd = d * d % P;
  const n = -A * (A * A * (1n - d) + dd) % P;
  const ndd = n * dd % P;
  const z = ndd * d % P;
  const root = power(z, (P - 5n) / 8n);
  const square = root * root % P; // z^((p-5)/4)
  const c = reduce(square * z);
  const isSquare = c === 1n || c === P - 1n;
  const inverseOfC = c === 1n ? 1n : c === P - 1n ? -1n : c === I ? -I : I;
  const v = -A * (ndd * square % P * inverseOfC % P);
  return encodeLittleEndian(reduce(isSquare ? v : -v - A));
}

/** Reduces to 0 … p - 1, negative numbers as well. */
function reduce(value: bigint): bigint {
  return (value % P + P) % P;
}

/** base^exponent mod p: as many squarings as the exponent has bits, four at a time. */
function power(base: bigint, exponent: bigint): bigint {
  const powers = [1n];
  for (let i = 1; i < 16; i++) powers.push(powers[i - 1]! * base % P);
  let result = 1n;
  for (const nibble of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = result * result % P;
    result = result * powers[parseInt(nibble, 16)]! % P;
  }
  return result;
}

function decodeLittleEndian(bytes: Uint8Array): bigint {
  let hex = "0x";
  for (let i = bytes.length; i--;) hex += bytes[i]!.toString(16).padStart(2, "0");
  return BigInt(hex);
}

function encodeLittleEndian(value: bigint): Bytes {
  const hex = value.toString(16).padStart(64, "0");
  return Uint8Array.from({ length: 32 }, (_, i) => parseInt(hex.slice(62 - 2 * i, 64 - 2 * i), 16));
}

/** Y and AD of one side, as they are sent. */
export interface CpaceMessage {
  share: Uint8Array;
  ad: Uint8Array;
}

/** Transcript without roles: the larger of both messages first. Source: draft-irtf-cfrg-cpace-21, section 6.3. */
export function transcriptOc(one: CpaceMessage, other: CpaceMessage): Bytes {
  const a = lv(one.share, one.ad);
  const b = lv(other.share, other.ad);
  return concat(encodeUtf8("oc"), ...(isLarger(a, b) ? [a, b] : [b, a]));
}

/** Lexicographically. Source: draft-irtf-cfrg-cpace-21, appendix A.3.1. */
function isLarger(a: Uint8Array, b: Uint8Array): boolean {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at >= 0 && a[at]! > (b[at] ?? -1);
}

/** The intermediate session key. Source: draft-irtf-cfrg-cpace-21, section 7.2. */
export async function intermediateSessionKey(
  sid: Uint8Array,
  k: Uint8Array,
  transcript: Uint8Array,
): Promise<Bytes> {
  return await sha512(lv(DSI + "_ISK", sid, k), transcript);
}

/** One side of one run. The scalar is used once; neither it nor K leaves the object. */
export class CpaceRun {
  #scalar: Scalar | undefined;

  private constructor(
    scalar: Scalar,
    /** Y, 32 bytes, sent to the other side. */
    readonly share: Bytes,
    readonly sid: Uint8Array,
  ) {
    this.#scalar = scalar;
  }

  /**
   * Draws a scalar and computes Y. Wipes `scalarBytes`: 32 random bytes, used for nothing else.
   * Source: draft-irtf-cfrg-cpace-21, section 7.2.
   */
  static async start(inputs: CpaceInputs, scalarBytes: Bytes): Promise<CpaceRun> {
    const [scalar, generator] = await Promise.all([makeScalar(scalarBytes), calculateGenerator(inputs)]);
    scalarBytes.fill(0);
    return new CpaceRun(scalar, await scalar.times(generator), inputs.sid);
  }

  /**
   * Receives the other side's message and returns ISK. Works once.
   * Source: draft-irtf-cfrg-cpace-21, section 7.2.
   * @throws {ProtocolError} `share_invalid`; `unexpected_message` the second time.
   */
  async finish(ad: Uint8Array, theirs: CpaceMessage): Promise<{ isk: Bytes; transcript: Bytes }> {
    const scalar = this.#scalar;
    this.#scalar = undefined;
    if (!scalar) throw new ProtocolError("unexpected_message", "The scalar has been used");
    const k = await scalar.times(theirs.share);
    const transcript = transcriptOc({ share: this.share, ad }, theirs);
    const isk = await intermediateSessionKey(this.sid, k, transcript);
    k.fill(0);
    return { isk, transcript };
  }
}

/**
 * The key of both sides' tags. Source: draft-irtf-cfrg-cpace-21, section 10.4.
 */
export async function confirmationKey(sid: Uint8Array, isk: Uint8Array): Promise<CryptoKey> {
  const bytes = await sha512(encodeUtf8("CPaceMac"), sid, isk);
  return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-512" }, false, [
    "sign",
    "verify",
  ]);
}

/** The tag over what its sender sent. Source: draft-irtf-cfrg-cpace-21, section 10.4. */
export async function confirmationTag(key: CryptoKey, sent: CpaceMessage): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, lv(sent.share, sent.ad)));
}

/**
 * Checks the other side's tag in constant time. Source: draft-irtf-cfrg-cpace-21, section 10.4.
 * @throws {ProtocolError} `tag_mismatch`
 */
export async function checkConfirmationTag(
  key: CryptoKey,
  tag: Bytes,
  received: CpaceMessage,
): Promise<void> {
  if (!await crypto.subtle.verify("HMAC", key, tag, lv(received.share, received.ad))) {
    throw new ProtocolError("tag_mismatch");
  }
}
