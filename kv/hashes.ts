import { Buffer } from "node:buffer";
import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";

/** SHA-256 in base64url, stored instead of a secret. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "base64url");
}

/** Compares a secret with a stored hash in constant time. */
export function matchesHash(secret: string, expected: string): boolean {
  return timingSafeEqual(hash("sha256", secret, "buffer"), Buffer.from(expected, "base64url"));
}

/** Random bits in base64url. */
export function randomSecret(bits: 128 | 256): string {
  return randomBytes(bits / 8).toString("base64url");
}

/** HMAC-SHA-256 of a value, for one purpose: only this deployment can compute it. */
export function keyedHash(key: Uint8Array, purpose: string, value: string): Buffer {
  return createHmac("sha256", key).update(`${purpose}\0${value}`).digest();
}
