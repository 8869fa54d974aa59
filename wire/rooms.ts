/**
 * Seats in a room, and what is known of a room without one (docs/protocol.md, "Mailbox").
 *
 * In all of wire/, times are milliseconds since 1970 by the server's clock, and binary values base64url without padding.
 */

/** Whose a seat is. */
export type Role = "guest" | "host";

/** Has exactly one of `locator` and `room`. */
export interface JoinRequest {
  /** The public part of an access code: 5 digits (12-digit code) or 6 (16-digit code). */
  locator?: string;
  /** 128 random bits: 22 characters. */
  room?: string;
  /**
   * With `room`: the room proof of the invite link or of an admission, or the token of a seat that a move or cancellation has
   * ended. Only consultations of older versions let somebody in without.
   */
  proof?: string;
  /** 16 random bytes chosen by the client: 22 characters. */
  peerId: string;
}

export interface GuestSeatAnswer {
  room: string;
  /** `<room>.<peerId>.<256 bits>`, sent as `Authorization: Bearer …`. */
  token: string;
  serverNowMs: number;
  startsAtMs: number;
  /** The start before the consultation was moved; absent if it was not. */
  movedFromMs?: number;
  practiceName: string;
  waitingPhone?: string;
}

/**
 * What the invite link tells before joining; uses nothing up. Asked for with a room proof, or the token of a seat, as for
 * `JoinRequest.proof`, in the place of a seat's token.
 */
export interface RoomStatusAnswer {
  /** Before the room opens; while code and invite link work; after that; cancelled by the practice. */
  state: "early" | "open" | "expired" | "cancelled";
  practiceName: string;
  startsAtMs: number;
  /** The start before the consultation was moved; absent if it was not. */
  movedFromMs?: number;
  opensAtMs: number;
  waitingPhone?: string;
  serverNowMs: number;
}

export interface HostSeatRequest {
  peerId: string;
}

export interface HostSeatAnswer {
  token: string;
  serverNowMs: number;
  startsAtMs: number;
  practiceName: string;
  locked: boolean;
}

/** What the host says of a guest: it has proved a secret of the consultation. */
export interface VouchRequest {
  /** Of a guest that was admitted: SHA-256 of the room proof by which it comes back. */
  proofHash?: string;
}

export interface LockRequest {
  locked: boolean;
}

/** STUN and TURN servers for a peer connection. */
export interface IceAnswer {
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  iceTransportPolicy: "all" | "relay";
  /** How long the credentials are valid from this answer on; absent if there are none. */
  lifetimeMs?: number;
}
