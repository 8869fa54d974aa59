/** The refusals of the API: stable codes, each with its HTTP status. */
export const ERROR_STATUS = {
  /** Malformed JSON, a missing field, a value out of its range. */
  bad_request: 400,
  /** Not signed in, or the sign-in has ended. */
  signed_out: 401,
  /** The seat does not exist, or the token is wrong. */
  seat_unknown: 401,
  /** Wrong e-mail address or passphrase. */
  sign_in_wrong: 401,
  /** Wrong e-mail address or recovery key, or the key has been used. */
  recovery_wrong: 401,
  /** The passkey's assertion is invalid: signature, origin, or user verification. */
  passkey_refused: 401,
  /** The passkey's counter went back: there may be a copy of it. */
  passkey_copied: 401,
  /** Signed in, but the passphrase that was asked for again is wrong. */
  passphrase_wrong: 403,
  /** Signed in, but this needs a fresh proof of passphrase or passkey (`POST /api/practice/proof`). */
  proof_needed: 403,
  /** The practice requires a passkey: to sign in, to do this, or to require it of others. */
  passkey_needed: 403,
  /** The passkey was used on a page of another origin. */
  passkey_origin: 403,
  /** The request comes from another site. */
  cross_site: 403,
  /** Signed in, but the member's role may not do this. */
  forbidden: 403,
  /** The token is not that of the set-up link. */
  setup_token_wrong: 403,
  /** The endpoint does not exist. */
  not_found: 404,
  /** The code or room does not exist or has expired: deliberately the same answer. */
  consultation_unknown: 404,
  /** The member does not exist or was removed. */
  member_unknown: 404,
  /** The passkey does not exist or was removed. */
  passkey_unknown: 404,
  /** The member invitation does not exist, or was used, was withdrawn or has expired. */
  member_invitation_unknown: 404,
  /** The member has no such sign-in, or it has ended. */
  session_unknown: 404,
  /** The recipient has no seat in the room. */
  peer_unknown: 404,
  method_not_allowed: 405,
  /** The body was not there in time (`LIMITS.bodyMs`). */
  too_slow: 408,
  /** A member has that e-mail address already. */
  email_taken: 409,
  /** The practice has the most members that are allowed. */
  members_full: 409,
  /** Members or practice key have changed since they were read. */
  members_changed: 409,
  /** Consultations or settings have changed since the ledger was made, or a portion of it is missing; make it again. */
  records_changed: 409,
  /** The passkey has been added already. */
  passkey_exists: 409,
  /** The member has the most passkeys that are allowed. */
  passkeys_full: 409,
  /** The peerId has a seat already; choose another. */
  peer_id_taken: 409,
  /** The version does not follow the stored one; read it again. */
  version_conflict: 409,
  /** Practice and guest are both in the room, so the consultation cannot be moved now. */
  consultation_running: 409,
  /** All seats of the room are taken by clients that are there. */
  room_full: 409,
  /** The recipient has too many unconfirmed messages. */
  mailbox_full: 409,
  /** The practice exists already. */
  setup_closed: 410,
  /** The signed challenge has expired, has been used, or was never given. */
  passkey_expired: 410,
  /** Another device took over the host's seat. */
  seat_replaced: 410,
  /** The practice has ended the guest's seat. */
  seat_ended: 410,
  too_large: 413,
  /** The body is not `application/json`. */
  unsupported_media_type: 415,
  /** The room is locked. */
  locked: 423,
  /** The room opens at `opensAtMs`. Told to whoever knows the room; by a code it is `consultation_unknown`. */
  not_open_yet: 425,
  /** Too many tries; the next one is allowed after `retryAfterMs`. */
  too_many_requests: 429,
  internal: 500,
  /** The store did not answer in time, or the server is stopping. */
  unavailable: 503,
} as const;

/** A stable code. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every refusal. Milliseconds since 1970 (`opensAtMs`, `serverNowMs`) or from now (`retryAfterMs`). */
export interface ErrorBody {
  error: ErrorCode;
  opensAtMs?: number;
  retryAfterMs?: number;
  serverNowMs?: number;
}
