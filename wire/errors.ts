/** The refusals of the API: stable codes, each with its one HTTP status. */
export const ERROR_STATUS = {
  /** Malformed JSON, a missing field, a value out of its range. */
  bad_request: 400,
  /** No session, or one that has ended. */
  signed_out: 401,
  /** No such seat, or the wrong token for it. */
  seat_unknown: 401,
  /** E-mail and passphrase do not belong together (or do not exist). */
  sign_in_wrong: 401,
  /** E-mail and recovery key do not belong together (or do not exist, or have been used). */
  recovery_wrong: 401,
  /** What the passkey has signed does not hold: signature, place, or who has confirmed. */
  passkey_refused: 401,
  /** The passkey counts backwards: there may be a copy of it. */
  passkey_copied: 401,
  /** Signed in, but the passphrase that is asked for again is another one. */
  passphrase_wrong: 403,
  /** The passkey was used on a page under another address. */
  passkey_origin: 403,
  /** A request from another site. */
  cross_site: 403,
  /** Signed in, but without the right to do this. */
  forbidden: 403,
  /** The set-up link is not the one that was printed. */
  setup_token_wrong: 403,
  /** No such endpoint. */
  not_found: 404,
  /** No such code or room, or no longer: deliberately one and the same answer. */
  consultation_unknown: 404,
  /** No such member, or no longer. */
  member_unknown: 404,
  /** No member has this passkey, or no longer. */
  passkey_unknown: 404,
  /** No such invitation to become a member: wrong, used, withdrawn or too old. */
  member_invitation_unknown: 404,
  /** No such sign-in of one's own, or no longer. */
  session_unknown: 404,
  /** No such recipient in this room. */
  peer_unknown: 404,
  method_not_allowed: 405,
  /** There is a member with that e-mail address. */
  email_taken: 409,
  /** A practice cannot have more members. */
  members_full: 409,
  /** Members or practice key have changed since they were read; read them again. */
  members_changed: 409,
  /** That passkey is there already. */
  passkey_exists: 409,
  /** One cannot have more passkeys. */
  passkeys_full: 409,
  /** That peerId has a seat already; choose another. */
  peer_id_taken: 409,
  /** Somebody has changed the private part since it was read; read it again. */
  version_conflict: 409,
  /** Practice and guest are both in the room: it can not be moved now. */
  consultation_running: 409,
  /** All seats are taken by clients that are there. */
  room_full: 409,
  /** The recipient has not fetched its messages for too long. */
  mailbox_full: 409,
  /** The practice exists already. */
  setup_closed: 410,
  /** The challenge that was signed is too old, has been used, or was never given. */
  passkey_expired: 410,
  /** Another device took over the host's seat. */
  seat_replaced: 410,
  too_large: 413,
  /** The body is not `application/json`. */
  unsupported_media_type: 415,
  /** The host has locked the room. */
  locked: 423,
  /** The lobby is not open yet; `opensAtMs` says when. */
  not_open_yet: 425,
  /** Too many tries; `retryAfterMs` says how long to wait. */
  too_many_requests: 429,
  internal: 500,
  /** The store did not answer in time, or the server is stopping. */
  unavailable: 503,
} as const;

/** A stable code that clients and tests may hold on to. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every refusal. Times in milliseconds since 1970 (`opensAtMs`) or as a span (`retryAfterMs`). */
export interface ErrorBody {
  error: ErrorCode;
  opensAtMs?: number;
  retryAfterMs?: number;
  serverNowMs?: number;
}
