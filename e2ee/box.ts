import { type Bytes, concat } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";

/** The sending role; each direction has its own key. */
export type Role = "guest" | "host";

/** Plaintexts are padded to a multiple of this, in bytes. */
const PAD_BYTES = 256;
const LENGTH_BYTES = 4;
const MAX_COUNTER = 2 ** 32 - 1;

/** 32 bits, big-endian. */
export function encodeUint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Length (32 bit), content, zeros up to a multiple of 256 bytes. Source: docs/protocol.md, "Box". */
export function pad(content: Uint8Array): Bytes {
  const used = LENGTH_BYTES + content.length;
  return concat(
    encodeUint32(content.length),
    content,
    new Uint8Array((PAD_BYTES - used % PAD_BYTES) % PAD_BYTES),
  );
}

/**
 * Removes the padding; refuses padding that `pad` does not produce. Source: docs/protocol.md, "Box".
 * @throws {ProtocolError} `malformed`
 */
export function unpad(padded: Uint8Array): Bytes {
  const size = padded.length;
  const end = size < PAD_BYTES
    ? size + 1
    : LENGTH_BYTES + new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (size % PAD_BYTES || end > size || size - end >= PAD_BYTES || padded.subarray(end).some(Boolean)) {
    throw new ProtocolError("malformed", "Wrong padding");
  }
  return new Uint8Array(padded.subarray(LENGTH_BYTES, end));
}

/** Keys in use: a second box with the same key would reuse its counters. */
const taken = { encrypt: new WeakSet<CryptoKey>(), decrypt: new WeakSet<CryptoKey>() };

/** One direction of a pairing at one end. Its counter runs 1, 2, 3 … and cannot be set. */
class Box {
  readonly #key: CryptoKey;
  readonly #sender: Role;
  #counter = 0;

  constructor(key: CryptoKey, sender: Role, use: "encrypt" | "decrypt") {
    if (taken[use].has(key)) throw new TypeError("Cannot make a box: its key has one already");
    taken[use].add(key);
    this.#key = key;
    this.#sender = sender;
  }

  /** Takes the next counter synchronously, so that concurrent calls never share one. */
  protected async run(use: "encrypt" | "decrypt", data: Bytes): Promise<Bytes> {
    if (this.#counter === MAX_COUNTER) throw new ProtocolError("counter_exhausted");
    const counter = encodeUint32(++this.#counter);
    const parameters = {
      name: "AES-GCM",
      iv: concat(new Uint8Array(8), counter),
      additionalData: lv("vc1", this.#sender, counter),
    };
    return new Uint8Array(await crypto.subtle[use](parameters, this.#key, data));
  }
}

/** Seals what `sender` sends. Source: NIST SP 800-38D, section 8.2.1; docs/protocol.md, "Box". */
export class SealingBox extends Box {
  constructor(key: CryptoKey, sender: Role) {
    super(key, sender, "encrypt");
  }

  /** @throws {ProtocolError} `counter_exhausted` */
  async seal(content: Uint8Array): Promise<Bytes> {
    return await this.run("encrypt", pad(content));
  }
}

/** Opens what `sender` sent, each box once and in the order of sealing. Source: NIST SP 800-38D, section 7.2. */
export class OpeningBox extends Box {
  #failed = false;

  constructor(key: CryptoKey, sender: Role) {
    super(key, sender, "decrypt");
  }

  /** @throws {ProtocolError} `box_invalid`, then on every later call as well; `counter_exhausted` */
  async open(sealed: Bytes): Promise<Bytes> {
    if (this.#failed) throw new ProtocolError("box_invalid");
    try {
      return unpad(await this.run("decrypt", sealed));
    } catch (cause) {
      this.#failed = true;
      if (cause instanceof ProtocolError && cause.code === "counter_exhausted") throw cause;
      throw new ProtocolError("box_invalid", undefined, { cause });
    }
  }
}
