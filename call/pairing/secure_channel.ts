import type { SafetyCode } from "../../e2ee/mod.ts";
import type { PeerMessage } from "./messages.ts";

/** What a body contained: a message, or the peer's identity. */
type Opened =
  /** Host: the guest has proved the secret, so its name is known. */
  | { kind: "identified"; name: string }
  | PeerMessage;

/** By what a guest greets: `any` is the resume secret if there is one, else the code or the invite link (`secret`). */
export type Greeting = "any" | "resume" | "secret";

/** Whom a handshake has proved. Ids and fingerprints are base64url, to be compared. */
export interface Partner {
  /** What both people may compare. */
  safetyCode: SafetyCode;
  /** Fingerprint of their DTLS certificate: the same for as long as their page is open. */
  certificate: string;
  /** The resume secret that this pairing makes. */
  makes: string;
  /** The resume secret that the pairing before has made; undefined unless this one resumes. */
  follows?: string;
}

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
  /**
   * The bodies that start the pairing: the guest's hello; none for the host.
   * @throws {ProtocolError} `resume_unknown` if there is no resume secret to greet by
   */
  open(by: Greeting): Promise<string[]>;
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
  /** @throws {ProtocolError} before the peer is known. */
  partner(): Promise<Partner>;
}
