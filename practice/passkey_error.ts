/** Why nothing came of asking for a passkey; pages show the catalogue's sentence for it. */
export type PasskeyProblem =
  /** Closed by the person, or there was no passkey to choose: browsers do not tell these apart. */
  | "passkey_cancelled"
  | "passkey_timed_out"
  /** This authenticator has one for this account already. */
  | "passkey_exists"
  /** Passkeys are not for this address: an IP address, or another name than the server's. */
  | "passkey_origin"
  /** Browser or authenticator cannot do what is needed. */
  | "passkey_unsupported";

/** A passkey was neither made nor used. */
export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
  constructor(readonly code: PasskeyProblem, options?: ErrorOptions) {
    super(`No passkey: ${code}`, options);
  }
}
