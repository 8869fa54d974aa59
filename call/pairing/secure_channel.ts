import type { SafetyCode } from "../../e2ee/mod.ts";
import type { PeerMessage } from "./messages.ts";

/** What a channel has understood of a body: a message, or who the peer is. */
export type Opened =
  /**
   * Host: the guest has proved that it holds the secret; now its name is known. With `resumes` it has been admitted before,
   * in the seat `formerPeerId`.
   */
  | { kind: "identified"; name: string; resumes: boolean; formerPeerId?: string }
  | PeerMessage;

/** The outcome of taking one body in. */
export interface Received {
  /** Bodies that have to go back to the peer, in this order. */
  replies: string[];
  opened: Opened[];
}

/**
 * One pairing of two peers: the only place that reads or builds message bodies. A channel does no network input or
 * output of its own: what it wants sent, it returns. Bodies are base64url.
 */
export interface SecureChannel {
  /** The bodies that start the pairing: the guest's hello; none for the host. */
  open(): Promise<string[]>;
  /**
   * Takes a body of the peer in.
   * @throws {ProtocolError | MessageError} and is dead from then on.
   */
  receive(body: string): Promise<Received>;
  /** Seals a message of one's own. @throws {ProtocolError} before the peer is known. */
  seal(message: PeerMessage): Promise<string>;
  /**
   * Stores the secret with which the guest comes back without a knock; at the admission.
   * @throws {ProtocolError} before the peer is known.
   */
  keepResumeSecret(): void;
  /** Host: this guest does not come back without knocking. */
  forget(): Promise<void>;
  /**
   * Checks the certificate (DER) of the direct connection, where the browser shows it, and gives the proof that the
   * connection ends where the handshake did.
   * @throws {ProtocolError}
   */
  prove(certificate: ArrayBuffer | undefined): Promise<string>;
  /** Checks the peer's proof. @throws {ProtocolError} */
  checkProof(proof: string): Promise<void>;
  /** What both people may compare. @throws {ProtocolError} before the peer is known. */
  safetyCode(): Promise<SafetyCode>;
}
