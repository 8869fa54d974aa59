import { type Bytes, concat, equalBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** A private scalar; clamped when it multiplies, not before. */
export interface Scalar {
  /**
   * X25519(this, u): the u-coordinate of the product, 32 bytes.
   * @throws {ProtocolError} `share_invalid` for a u of another length and for a product of all zeros.
   */
  times(u: Uint8Array): Promise<Bytes>;
}

/** Makes a scalar from 32 bytes; keeps one copy. */
export type MakeScalar = (bytes: Bytes) => Promise<Scalar>;

/** PKCS #8 of an X25519 private key, up to the key. Source: RFC 8410, section 7. */
const PKCS8 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32);

/** X25519 of the platform, with a non-extractable key. Source: RFC 7748, section 5; Web Cryptography API, X25519. */
export const makeNativeScalar: MakeScalar = async (bytes) => {
  const pkcs8 = concat(PKCS8, bytes);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "X25519", false, ["deriveBits"]);
  pkcs8.fill(0);
  return {
    times: (u) =>
      checked(u, async (copy) => {
        const share = await crypto.subtle.importKey("raw", copy, "X25519", false, []);
        return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: share }, key, 256));
      }),
  };
};

/** X25519 of `@noble/curves`, loaded at the first call. Source: RFC 7748, section 5. */
export const makeNobleScalar: MakeScalar = async (bytes) => {
  const { x25519 } = await import("@noble/curves/ed25519.js");
  const own = bytes.slice();
  return { times: (u) => checked(u, (copy) => new Uint8Array(x25519.scalarMult(own, copy))) };
};

/** `G.scalar_mult_vfy`; throws where the draft returns G.I. Source: draft-irtf-cfrg-cpace-21, sections 7.2 and 8.2. */
async function checked(u: Uint8Array, multiply: (u: Bytes) => Promise<Bytes> | Bytes): Promise<Bytes> {
  const masked = new Uint8Array(u);
  // RFC 7748, section 5, masks this bit in X25519; Firefox 153 looks for low-order points before masking.
  masked[31]! &= 127;
  const product = u.length === 32 &&
    await (async () => await multiply(masked))().catch((cause) => {
      // Both refuse low-order points: WebCrypto with an OperationError, noble with an Error.
      throw new ProtocolError("share_invalid", undefined, { cause });
    });
  if (!product || equalBytes(product, new Uint8Array(32))) throw new ProtocolError("share_invalid");
  return product;
}

let native: Promise<boolean> | undefined;

/** Whether the platform has a working X25519. Chrome before 133, Firefox before 130, Safari before 17 have none. */
export function hasNativeX25519(): Promise<boolean> {
  return native ??= (async () => {
    try {
      const nine = new Uint8Array(32);
      nine[0] = 9;
      // RFC 7748, section 5.2, after one iteration: 42 2c 8e 7a …
      const product = await (await makeNativeScalar(nine)).times(nine);
      return product[0] === 0x42 && product[1] === 0x2c && product[2] === 0x8e && product[31] === 0x79;
    } catch {
      return false;
    }
  })();
}

/** The platform's X25519 if it works, else noble's. Source: draft-irtf-cfrg-cpace-21, section 8.2. */
export const makeScalar: MakeScalar = async (bytes) =>
  await (await hasNativeX25519() ? makeNativeScalar : makeNobleScalar)(bytes);
