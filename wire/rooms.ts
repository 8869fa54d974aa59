/**
 * The JSON that room endpoints take and give (docs/protocol.md, "Mailbox"). Times are milliseconds since 1970
 * by the server's clock; binary values are base64url without padding.
 */

/** Who a seat belongs to. */
export type Role = "guest" | "host";

/** `POST /api/join`: exactly one of `locator` and `room`. */
export interface JoinRequest {
  /** The public part of an access code: 5 digits (12-digit code) or 6 (16-digit code). */
  locator?: string;
  /** 128 random bits: 22 characters. */
  room?: string;
  /** 16 random bytes chosen by the client: 22 characters. */
  peerId: string;
}

/** 201 of `POST /api/join`. */
export interface GuestSeatAnswer {
  room: string;
  /** `<room>.<peerId>.<256 bits>`, sent as `Authorization: Bearer …`. */
  token: string;
  expiresAtMs: number;
  serverNowMs: number;
  startsAtMs: number;
  /** The start before it was moved; absent where it was not. */
  movedFromMs?: number;
  practiceName: string;
  waitingPhone?: string;
}

/**
 * 200 of `GET /api/rooms/:room`: what whoever has the link may know before joining. It uses nothing up. A room is 128
 * random bits, so telling those who know it that it is over tells nobody else anything.
 */
export interface RoomOutline {
  /** Before the lobby opens, while code and link work, after that, or cancelled by the practice. */
  state: "early" | "open" | "expired" | "cancelled";
  practiceName: string;
  startsAtMs: number;
  /** The start before it was moved; absent where it was not. */
  movedFromMs?: number;
  opensAtMs: number;
  waitingPhone?: string;
  serverNowMs: number;
}

/** `POST /api/rooms/:room/host`. */
export interface HostSeatRequest {
  peerId: string;
}

/** 201 of `POST /api/rooms/:room/host`. */
export interface HostSeatAnswer {
  token: string;
  expiresAtMs: number;
  serverNowMs: number;
  startsAtMs: number;
  practiceName: string;
  locked: boolean;
}

/** `POST /api/rooms/:room/lock`: 204. */
export interface LockRequest {
  locked: boolean;
}

/** One message on its way: `body` is opaque to the server (base64url). */
export interface OutgoingMessage {
  to: string;
  /** The sender's counter for this recipient, from 1; a number seen before is not stored again. */
  n: number;
  body: string;
}

/** `POST /api/rooms/:room/messages`. */
export interface SendRequest {
  messages: readonly OutgoingMessage[];
}

/** 201 of `POST /api/rooms/:room/messages`. */
export interface SendAnswer {
  /** The highest position the messages have got in their mailboxes. */
  cursor: number;
}

/** One message as its recipient gets it. */
export interface IncomingMessage {
  from: string;
  n: number;
  body: string;
}

/** Who has a seat in the room. */
export interface Peer {
  peerId: string;
  role: Role;
  joinedAtMs: number;
  /** When its long-poll was last there, to about 15 s. */
  seenAtMs: number;
}

/** The query of a long-poll: see `PollAnswer`. */
export interface PollQuery {
  after: number;
  waitMs: number;
  peers?: string;
}

/**
 * 200 of `GET /api/rooms/:room/messages?after=C&waitMs=W[&peers=T]`: at once if there are messages after C or T is not the
 * tag of the present peers; otherwise with the next message or change of peers; at the latest after W, without messages.
 */
export interface PollAnswer {
  /** To be given as `after` next time; that confirms all messages up to it. */
  cursor: number;
  messages: IncomingMessage[];
  /** Everyone with a seat in the room, oneself included. */
  peers: Peer[];
  /** Names who is there; to be given as `peers` next time, so that no change is missed between two polls. */
  peersTag: string;
  serverNowMs: number;
}

/** 200 of `GET /api/ice`. */
export interface IceAnswer {
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  iceTransportPolicy: "all" | "relay";
  /** How long the credentials are good for, from this answer on; absent where there are none. */
  lifetimeMs?: number;
}
