import { type Bytes, equalBytes } from "../../e2ee/bytes.ts";

/** Stores this fingerprint if none is stored, and returns the stored one; neither a reload nor the server can reset it. */
type PinStore = (fingerprint: Bytes) => Promise<Bytes>;

/**
 * The one consultation key by which a guest recognizes the practice: the one that the invite link names, and the first that
 * a host has proved to hold to this browser (docs/protocol.md, "Practice's proof").
 */
export class KeyPin {
  /** `named`: the fingerprint in the invite link. */
  constructor(private named: Bytes | undefined, readonly store: PinStore) {}

  /** Whether this key, by its fingerprint, is the practice's. */
  async accepts(fingerprint: Bytes): Promise<boolean> {
    if (this.named && !equalBytes(this.named, fingerprint)) return false;
    // With a named one, too: whoever answers the link's address can send the page on to one that names another key, or none.
    this.named = await this.store(fingerprint);
    return equalBytes(this.named, fingerprint);
  }
}
