/** The JSON about passkeys. What an authenticator gives is base64url, named as in Web Authentication Level 3, section 5. */
import type { SignInAnswer } from "./sign_in.ts";

/** 200 of `POST /api/practice/passkey-sign-in/options`: what the browser asks its passkeys to sign. */
export interface PasskeyRequestOptions {
  challenge: string;
  rpId: string;
  /** How long somebody may take, in milliseconds. */
  timeout: number;
  userVerification: "required";
}

/** `POST /api/practice/passkey-sign-in`: 200 `PasskeySignInAnswer` and a cookie. */
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
  /** The member's key, wrapped by what this passkey's PRF makes; absent for a passkey that only signs in. */
  wrappedKey?: string;
}

/** 200 of `GET /api/practice/passkeys`: the member's own. `DELETE …/passkeys/:id` removes one (204). */
export interface PasskeysAnswer {
  passkeys: PasskeySummary[];
}
export interface PasskeySummary {
  id: string;
  /** Where it was made, as far as that browser said. */
  device: string;
  /** On something else than that device: a security key, a phone. */
  external: boolean;
  /** Whether it opens the practice key, too. */
  opens: boolean;
  createdAtMs: number;
  /** Absent until it has signed in. */
  usedAtMs?: number;
}

/** 200 of `POST /api/practice/passkeys/options`, in the shape of `PublicKeyCredentialCreationOptionsJSON`. */
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

/** `POST /api/practice/passkeys`: 201 `PasskeySummary`. */
export interface AddPasskeyRequest {
  /** Of the passphrase: whoever finds a browser signed in cannot leave a key of their own. */
  authKey: string;
  credential: {
    id: string;
    clientDataJSON: string;
    attestationObject: string;
  };
  external: boolean;
  /** The member's key, wrapped by what the passkey's PRF makes; absent where it has none. */
  wrappedKey?: string;
}
