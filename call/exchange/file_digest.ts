import { encodeBase64Url } from "../../e2ee/bytes.ts";

/** Size of a block, in bytes. */
export const BLOCK_BYTES = 1 << 20;

/**
 * Hashes a file incrementally, which WebCrypto cannot. The digest is the SHA-256 of the concatenated SHA-256 digests
 * of the file's blocks of 1 MiB, in base64url. An empty file has no blocks.
 */
export class FileDigest {
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;
  readonly #blocks: Promise<ArrayBuffer>[] = [];

  /** Adds the next bytes; they must not be changed afterwards. */
  add(bytes: Uint8Array<ArrayBuffer>): void {
    let rest = bytes;
    while (this.#pendingBytes + rest.length >= BLOCK_BYTES) {
      const missing = BLOCK_BYTES - this.#pendingBytes;
      this.#pending.push(rest.subarray(0, missing));
      this.#pendingBytes += missing;
      this.#closeBlock();
      rest = rest.subarray(missing);
    }
    if (rest.length === 0) return;
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
  }

  /** The digest of all bytes; nothing may be added afterwards. */
  async finish(): Promise<string> {
    if (this.#pendingBytes > 0) this.#closeBlock();
    const digests = new Uint8Array(32 * this.#blocks.length);
    for (const [index, block] of (await Promise.all(this.#blocks)).entries()) {
      digests.set(new Uint8Array(block), 32 * index);
    }
    return encodeBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", digests)));
  }

  #closeBlock(): void {
    const block = new Uint8Array(this.#pendingBytes);
    let at = 0;
    for (const part of this.#pending) {
      block.set(part, at);
      at += part.length;
    }
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#blocks.push(crypto.subtle.digest("SHA-256", block));
  }
}
