import { type Bytes, equalBytes } from "../../e2ee/bytes.ts";

/** Stores this fingerprint if none is stored, and returns the stored one; neither a reload nor the server can reset it. */
type PinStore = (fingerprint: Bytes) => Promise<Bytes>;

/**
 * The one consultation key by which a guest recognizes the practice: the one that the invite link names, else the first
 * that a host has proved to hold (docs/protocol.md, "Practice's proof").
 */
export class KeyPin {
  /** `named`: the fingerprint in the invite link. */
  constructor(private named: Bytes | undefined, readonly store: PinStore) {}

  /** Whether this key, by its fingerprint, is the practice's. */
  async accepts(fingerprint: Bytes): Promise<boolean> {
    this.named ??= await this.store(fingerprint);
    return equalBytes(this.named, fingerprint);
  }
}
