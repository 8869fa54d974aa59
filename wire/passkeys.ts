/** Passkeys. What an authenticator returns is base64url, named as in Web Authentication Level 3, section 5. */
import type { SignInAnswer } from "./sign_in.ts";

/** What the browser asks a passkey to sign. */
export interface PasskeyRequestOptions {
  challenge: string;
  rpId: string;
  /** How long the browser waits for the person, in milliseconds. */
  timeout: number;
  userVerification: "required";
}

/** What the browser asks one of the member's own passkeys to sign. */
export interface PasskeyProofOptions extends PasskeyRequestOptions {
  /** Empty if the member has none. */
  allowCredentials: { type: "public-key"; id: string }[];
}

/** Signs in (cookie). */
export interface PasskeySignInRequest {
  credential: {
    id: string;
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle?: string;
  };
}

export interface PasskeySignInAnswer extends Omit<SignInAnswer, "wrappedKey"> {
  /** The member key, wrapped with this passkey's PRF; absent for a passkey that only signs in. */
  wrappedKey?: string;
}

/** The member's own passkeys. */
export interface PasskeysAnswer {
  passkeys: PasskeySummary[];
}
export interface PasskeySummary {
  id: string;
  /** Browser and system where it was made, as far as the browser says. */
  device: string;
  /** Made on another device: a security key, a phone. */
  external: boolean;
  /** Whether it opens the practice key, not only signs in. */
  opens: boolean;
  createdAtMs: number;
  /** Absent until it has signed in. */
  usedAtMs?: number;
}

/** Has the shape of `PublicKeyCredentialCreationOptionsJSON`. */
export interface PasskeyCreationOptions extends Omit<PasskeyRequestOptions, "rpId" | "userVerification"> {
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: { type: "public-key"; alg: number }[];
  attestation: "none";
  excludeCredentials: { type: "public-key"; id: string }[];
  authenticatorSelection: {
    residentKey: "required";
    requireResidentKey: true;
    userVerification: "required";
  };
}

/** Adds a passkey. */
export interface AddPasskeyRequest {
  credential: {
    id: string;
    clientDataJSON: string;
    attestationObject: string;
  };
  external: boolean;
  /** The member key, wrapped with the passkey's PRF; absent if it has none. */
  wrappedKey?: string;
}
