/** The errors that code of the practice throws itself; `problemOf` gives the code that pages show a sentence for. */

/** The browser stores nothing: private window, full disk, or storage forbidden. */
export class StorageUnavailableError extends Error {
  override readonly name = "StorageUnavailableError";
}

/** Somebody is signed in, but this browser has no practice key, for instance because its storage was cleared. */
export class VaultLockedError extends Error {
  override readonly name = "VaultLockedError";
}

/** A proof was asked for, and the person closed the question. */
export class ProofCancelledError extends Error {
  override readonly name = "ProofCancelledError";
}

/** The secret in a link's fragment was cut, or something else than a mail program's additions was added to it. */
export class IncompleteLinkError extends Error {
  override readonly name = "IncompleteLinkError";
}

/** Why a passkey was neither created nor used. */
export type PasskeyProblem =
  /** Cancelled by the person, or there was no passkey to choose: browsers do not tell these apart. */
  | "passkey_cancelled"
  | "passkey_timed_out"
  /** This authenticator already has a passkey for this account. */
  | "passkey_exists"
  /** The page's address cannot have passkeys: an IP address, or another name than the server's. */
  | "passkey_origin"
  /** The browser or authenticator lacks what is needed. */
  | "passkey_unsupported"
  /** The member has no passkey. */
  | "passkey_none"
  /** It signs, but cannot open the practice's key, which is needed here. */
  | "passkey_keyless";

/** A passkey was neither created nor used. */
export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
  constructor(readonly code: PasskeyProblem, options?: ErrorOptions) {
    super(`No passkey: ${code}`, options);
  }
}
