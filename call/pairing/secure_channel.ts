import type { SafetyCode } from "../../e2ee/mod.ts";
import type { PeerMessage } from "./messages.ts";

/** What a body contained: a message, or the peer's identity. */
type Opened =
  /**
   * Host: the guest has proved the secret, so its name is known. With `resumes` it was admitted before, in the seat
   * `formerPeerId`.
   */
  | { kind: "identified"; name: string; resumes: boolean; formerPeerId?: string }
  | PeerMessage;

/** The result of receiving a body. */
export interface Received {
  /** Bodies to send to the peer, in this order. */
  replies: string[];
  opened: Opened[];
}

/**
 * One pairing of two peers: the only place that reads or builds message bodies. A channel does no network I/O: it
 * returns what is to be sent. Bodies are base64url.
 */
export interface SecureChannel {
  /** The bodies that start the pairing: the guest's hello; none for the host. */
  open(): Promise<string[]>;
  /**
   * Receives a body from the peer.
   * @throws {ProtocolError | MessageError} after which the channel cannot be used
   */
  receive(body: string): Promise<Received>;
  /** Seals a local message. @throws {ProtocolError} before the peer is known. */
  seal(message: PeerMessage): Promise<string>;
  /**
   * Stores the secret with which the guest resumes; called at the admission.
   * @throws {ProtocolError} before the peer is known.
   */
  keepResumeSecret(): void;
  /** Host: deletes this guest's resume secrets, so that it must knock. */
  forget(): Promise<void>;
  /**
   * Checks the peer connection's certificate (DER), if the browser exposes it, and returns the proof that the connection
   * ends where the handshake did.
   * @throws {ProtocolError}
   */
  prove(certificate: ArrayBuffer | undefined): Promise<string>;
  /** Checks the peer's proof. @throws {ProtocolError} */
  checkProof(proof: string): Promise<void>;
  /** What both people may compare. @throws {ProtocolError} before the peer is known. */
  safetyCode(): Promise<SafetyCode>;
}
