import { createHash } from "node:crypto";

/** The first 80 bits of SHA-256, in base32hex without capitals: safe in any URL and on any disk. */
export function hashOf(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex").slice(0, 20);
}
