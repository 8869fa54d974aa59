import type { PeerMessage } from "./messages.ts";

/** What a channel has understood of a body: a message, or who the peer is. */
export type Opened =
  /** Host: the guest has proved that it holds the secret; now its name is known. */
  | { kind: "identified"; name: string; resumes: boolean }
  | PeerMessage;

/** The outcome of taking one body in. */
export interface Received {
  /** Bodies that have to go back to the peer, in this order. */
  replies: string[];
  opened: Opened[];
}

/**
 * One pairing of two peers: the only place that reads or builds message bodies. A channel does no input or output of
 * its own: what it wants sent, it returns. Bodies are base64url.
 */
export interface SecureChannel {
  /** The bodies that start the pairing: the guest's hello; none for the host. */
  open(): Promise<string[]>;
  /**
   * Takes a body of the peer in.
   * @throws {ChannelError} and is dead from then on.
   */
  receive(body: string): Promise<Received>;
  /** Seals a message of one's own. */
  seal(message: PeerMessage): Promise<string>;
}

/** The peer's body was refused; `code` is stable. The pairing cannot go on. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  constructor(readonly code: string, options?: ErrorOptions) {
    super(`Cannot go on with this peer: ${code}`, options);
  }
}
