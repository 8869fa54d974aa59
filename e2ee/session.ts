import { OpeningBox, type Role, SealingBox } from "./box.ts";
import { type Bytes, concat, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { checkCertificate, checkDescription } from "./fingerprint.ts";
import type { SessionKeys } from "./key_schedule.ts";
import type { ResumeSecret } from "./resume.ts";
import { deriveSafetyCode, type SafetyCode } from "./safety_code.ts";

/** A side's identity, authenticated by the handshake. */
export interface PeerIdentity {
  role: Role;
  /** 16 bytes. */
  peerId: Bytes;
  /** SHA-256 of its DTLS certificate, 32 bytes. */
  fingerprint: Bytes;
  /** Capabilities of its client, defined by the call. At most 255 bytes of UTF-8. */
  caps: string;
}

/** The result of a handshake: two peers with shared keys. */
export class Session {
  readonly #keys: SessionKeys;
  readonly #mine: PeerIdentity;
  readonly #sealing: SealingBox;
  readonly #opening: OpeningBox;
  readonly #safetyParts: readonly [guest: Bytes, host: Bytes];

  constructor(
    keys: SessionKeys,
    mine: PeerIdentity,
    /** The other side. */
    readonly peer: PeerIdentity,
    safetyParts: readonly [guest: Bytes, host: Bytes],
    /** Has opened M3's box already (host). */
    opening: OpeningBox = new OpeningBox(keys[peer.role], peer.role),
  ) {
    this.#keys = keys;
    this.#mine = mine;
    this.#safetyParts = safetyParts;
    this.#sealing = new SealingBox(keys[mine.role], mine.role);
    this.#opening = opening;
  }

  /** The secret for coming back after this pairing. Source: docs/protocol.md, "Resume". */
  get resume(): ResumeSecret {
    return this.#keys.resume;
  }

  /** Seals the next box. Source: docs/protocol.md, "Box". */
  async seal(content: Uint8Array): Promise<Bytes> {
    return await this.#sealing.seal(content);
  }

  /**
   * Opens the next box. Source: docs/protocol.md, "Box".
   * @throws {ProtocolError} `box_invalid`
   */
  async open(box: Bytes): Promise<Bytes> {
    return await this.#opening.open(box);
  }

  /** The code that both people compare. Source: docs/protocol.md, "Safety code". */
  async safetyCode(): Promise<SafetyCode> {
    return await deriveSafetyCode(this.#keys.sas, ...this.#safetyParts);
  }

  /**
   * Checks the other side's session description before it is used. Source: RFC 8827, section 6.5.
   * @throws {ProtocolError} `fingerprint_missing`, `fingerprint_mismatch`
   */
  checkTheirDescription(description: string): void {
    checkDescription(description, this.peer.fingerprint);
  }

  /**
   * Checks the local session description before it is sealed: it must be for the certificate of the handshake.
   * Source: RFC 8827, section 6.5.
   * @throws {ProtocolError} `fingerprint_missing`, `fingerprint_mismatch`
   */
  checkMyDescription(description: string): void {
    checkDescription(description, this.#mine.fingerprint);
  }

  /**
   * Checks the certificate of the established connection. Source: docs/protocol.md, "Binding".
   * @throws {ProtocolError} `fingerprint_mismatch`
   */
  async checkTheirCertificate(der: BufferSource): Promise<void> {
    await checkCertificate(der, this.peer.fingerprint);
  }

  /** The local proof for the data channel, 32 bytes. Source: docs/protocol.md, "Binding". */
  async confirmation(): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign("HMAC", this.#keys.bind, this.#bound(this.#mine.role)));
  }

  /**
   * Checks the other side's proof, in constant time. Source: docs/protocol.md, "Binding".
   * @throws {ProtocolError} `confirmation_mismatch`
   */
  async checkConfirmation(proof: Uint8Array): Promise<void> {
    const message = this.#bound(this.peer.role);
    if (!await crypto.subtle.verify("HMAC", this.#keys.bind, new Uint8Array(proof), message)) {
      throw new ProtocolError("confirmation_mismatch");
    }
  }

  /** role || fpHost || fpGuest */
  #bound(role: Role): Bytes {
    const [host, guest] = this.#mine.role === "host" ? [this.#mine, this.peer] : [this.peer, this.#mine];
    return concat(encodeUtf8(role), host.fingerprint, guest.fingerprint);
  }
}
