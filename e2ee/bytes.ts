import { ProtocolError } from "./errors.ts";

/** Bytes with an ArrayBuffer of their own, as WebCrypto requires. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** UTF-8. Lone surrogates become U+FFFD. Source: RFC 3629. */
export function encodeUtf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/**
 * Decodes UTF-8 and refuses invalid sequences. Source: RFC 3629.
 * @throws {ProtocolError} `malformed`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ProtocolError("malformed", "Not UTF-8", { cause });
  }
}

/** Concatenates arrays. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The URL-safe alphabet, without padding. Source: RFC 4648, section 5. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Decodes the canonical form only: no padding, no spaces, no stray bits. Source: RFC 4648, section 5.
 * @throws {ProtocolError} `malformed`
 */
export function decodeBase64Url(text: string): Bytes {
  if (/^[\w-]*$/.test(text) && text.length % 4 !== 1) {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    if (encodeBase64Url(bytes) === text) return bytes;
  }
  throw new ProtocolError("malformed", "Not base64url");
}

/** Compares in a time that depends on the length alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/** Cryptographically random bytes. Source: Web Cryptography API, `getRandomValues`. */
export function randomBytes(sizeBytes: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(sizeBytes));
}
