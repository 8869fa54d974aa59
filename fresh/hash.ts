import { createHash } from "node:crypto";

/** The first 80 bits of SHA-256, in hexadecimal digits. */
export function hashOf(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex").slice(0, 20);
}
