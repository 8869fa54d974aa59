/** Messages between the seats of a room, and the long-poll that fetches them (docs/protocol.md, "Mailbox"). */
import type { Role } from "./rooms.ts";

/** A message to be sent; `body` is opaque to the server (base64url). */
export interface OutgoingMessage {
  to: string;
  /** The sender's counter for this recipient, from 1; a number that was stored before is not stored again. */
  n: number;
  body: string;
}

export interface SendRequest {
  messages: readonly OutgoingMessage[];
}

export interface SendAnswer {
  /** The highest position that the messages have in their mailboxes. */
  cursor: number;
}

/** A message as its recipient gets it. */
export interface IncomingMessage {
  from: string;
  n: number;
  body: string;
}

/** The owner of a seat in the room. */
export interface Peer {
  peerId: string;
  role: Role;
  joinedAtMs: number;
  /** When its long-poll was last there, to about 15 s. */
  seenAtMs: number;
}

export interface PollQuery {
  /** The cursor of the answer before, 0 at first; confirms all messages up to it. */
  after: number;
  /** How long the answer may be held, at most `LIMITS.holdMs`. */
  waitMs: number;
  /** The `peersTag` of the answer before; without it, a change of peers is not waited for. */
  peers?: string;
}

/**
 * Comes at once if there are messages after the cursor or the peers are not those of the tag; otherwise with the next message
 * or change of peers; at the latest after `waitMs`, without messages.
 */
export interface PollAnswer {
  /** The next `after`. */
  cursor: number;
  messages: IncomingMessage[];
  /** All peers in the room, oneself included. */
  peers: Peer[];
  /** The next `peers`, so that no change is missed between two polls. */
  peersTag: string;
  serverNowMs: number;
}
