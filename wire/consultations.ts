/** A practice's consultations: creating, changing and listing them. */

export interface CreateConsultationRequest {
  /**
   * 128 random bits drawn by the browser: 22 characters; if absent, the server draws a room. A repeated request with the
   * same room (lost answer, double click) is answered with the existing consultation and creates nothing.
   */
  room?: string;
  startsAtMs: number;
  /** A phone number of the practice, shown while waiting. */
  waitingPhone?: string;
  /** The private part, sealed as version 1; stored if this request creates the consultation. */
  sealed?: string;
  /** SHA-256 of the invite link's room proof; without it, whoever knows the room may take a seat. */
  linkProofHash?: string;
}

/** The next version of a private part; `version_conflict` unless it follows the stored one. */
export interface PrivatePartRequest {
  version: number;
  sealed: string;
}

/**
 * Moves a consultation and changes its private part in the same commit; `consultation_running` while practice and guest are
 * both in the room. All seats end: their clients are told, and take new ones.
 */
export interface MoveRequest extends PrivatePartRequest {
  startsAtMs: number;
}

/** The private part with the new code's secret. */
export interface ReplaceCodeRequest extends PrivatePartRequest {
  /** SHA-256 of the invite link's room proof; a consultation of an older version gets it now. */
  linkProofHash?: string;
}

/** The new locator; the private part that was sent along has the secret for it. */
export interface ReplaceCodeAnswer {
  locator: string;
}

export interface PrivatePartsRequest {
  rooms: readonly string[];
}

/** The private parts of those rooms that are the practice's and have one. */
export interface PrivatePartsAnswer {
  parts: { room: string; version: number; sealed: string; locator?: string }[];
}

/** A guest with a seat. */
interface GuestSummary {
  peerId: string;
  joinedAtMs: number;
  seenAtMs: number;
  /**
   * It has come by a code, of which the server knows the public part only: whether it knows the rest shows when the host
   * answers it.
   */
  unproven?: true;
}

/** What the server knows of a consultation. */
export interface ConsultationSummary {
  room: string;
  /** The public part of the access code; absent once the code was revoked. */
  locator?: string;
  startsAtMs: number;
  opensAtMs: number;
  /** From then on, code and invite link are dead. */
  expiresAtMs: number;
  locked: boolean;
  waitingPhone?: string;
  /** The version of the private part; absent if there is none. */
  privateVersion?: number;
  /** Guests with a seat, in the order in which they joined. */
  guests: GuestSummary[];
  hostPresent: boolean;
}

export interface ConsultationListQuery {
  /** The `tag` of a list: the answer is held until there is another one. */
  tag: string;
  /** How long the answer may be held, at most `LIMITS.holdMs`. */
  waitMs: number;
}

export interface ConsultationListAnswer {
  /** Those that have not expired, sorted by start. */
  consultations: ConsultationSummary[];
  /** Identifies this list. */
  tag: string;
  serverNowMs: number;
}
