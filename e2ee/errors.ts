/** Everything that can be wrong with a peer's message, an invite link or a stored record. */
export type ProtocolErrorCode =
  /** Not in the layout of docs/protocol.md: wrong length, unknown field, not base64url, not UTF-8. */
  | "malformed"
  /** Another version of the protocol. */
  | "version_unsupported"
  /** M2 answers another hello. */
  | "hello_mismatch"
  /** The message claims the receiver's own role. */
  | "role_wrong"
  /** The message claims the receiver's own peerId: a reflection. */
  | "peer_id_mine"
  /** The message claims another peerId than the one it was delivered for. */
  | "peer_id_wrong"
  /** No group element, or one of low order. */
  | "share_invalid"
  /** The other side does not know the secret, or somebody changed a message: counts as a guess. */
  | "tag_mismatch"
  /** The host does not prove to be the practice: another consultation key than expected, or a wrong signature. */
  | "practice_unproved"
  /** A box that does not open: changed, repeated, reordered or of another pairing. */
  | "box_invalid"
  /** A session description without exactly one sha-256 fingerprint. */
  | "fingerprint_missing"
  /** A session description or a certificate that is not the one bound into the handshake. */
  | "fingerprint_mismatch"
  /** The safety code's commitment and what was revealed differ. */
  | "commitment_mismatch"
  /** The other side's proof on the data channel is wrong. */
  | "confirmation_mismatch"
  /** Host: the secret that the hello names does not exist, or its guesses are used up. */
  | "secret_unavailable"
  /** Guest: the host does not know the resume secret (it may be another device); use code or link. */
  | "resume_unknown"
  /** The pairing has ended by an error. */
  | "closed"
  /** The message does not belong to this state. */
  | "unexpected_message"
  /** The counter of a box is used up. */
  | "counter_exhausted"
  /** A sealed record of another place, a changed one, or a wrong key. */
  | "vault_invalid"
  /** An older version of a record than this browser has seen. */
  | "vault_older"
  /** A former practice key has sealed a record that did not exist when that key was replaced. */
  | "vault_former_key"
  /** A recovery key with a typing mistake. */
  | "recovery_key_mistyped";

/** The error of this library. `code` is stable; the message is for developers and never shown to people. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  constructor(readonly code: ProtocolErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
  }
}
