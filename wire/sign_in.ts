/** Signing in, passphrases, recovery keys, and a member's sign-ins. */
import type { KdfParameters } from "../e2ee/vault.ts";
import type { MemberKeys, Rotation } from "./members.ts";
import type { PasskeySignInAnswer, PasskeySignInRequest } from "./passkeys.ts";

/** How expensive a member's Argon2id is. */
export type { KdfParameters };

/** Salt and parameters of an e-mail address; an unknown one gets made-up ones that are always the same. */
export interface SignInSaltRequest {
  email: string;
}

export interface SignInSaltAnswer {
  kdfSalt: string;
  /** With which the passphrase was stretched. */
  kdf: KdfParameters;
  /** With which this installation has new passphrases stretched. */
  newKdf: KdfParameters;
}

/** Signs in (cookie). */
export interface SignInRequest {
  email: string;
  authKey: string;
}

/** What a member's browser needs after set-up, joining, sign-in, recovery and unlocking. */
export interface SignInAnswer {
  practiceId: string;
  memberId: string;
  /** The member key, wrapped with the passphrase; it opens the rest. */
  wrappedKey: string;
  keys: MemberKeys;
  rotations: Rotation[];
  /** When the sign-in ends, by the server's clock. */
  expiresAtMs: number;
  serverNowMs: number;
  /** The number of the server's journal entry of this sign-in; absent at a known browser. */
  journalEntry?: number;
}

/** Proves the passphrase of the signed-in member again. */
export interface UnlockRequest {
  authKey: string;
}

/**
 * What a fresh proof is for: deciding about the practice (members, settings), or about the ways into one's own account
 * (passkeys, recovery key).
 */
export type ProofPurpose = "practice" | "account";

/** Proves again that the member who is signed in is there: one of `authKey` (of the passphrase) and `credential`. */
export interface ProofRequest {
  purpose: ProofPurpose;
  authKey?: string;
  credential?: PasskeySignInRequest["credential"];
}

/** For a challenge that a passkey signs. */
export interface ProofOptionsRequest {
  purpose: ProofPurpose;
}

/** A proof, and the keys that it opens. */
export interface ProofAnswer extends PasskeySignInAnswer {
  /** Sent as `Authorization: Bearer` with the requests that need it; valid in this sign-in only. */
  proof: string;
  /** For how long. */
  proofMs: number;
}

/** What the server stores of a passphrase. */
export interface NewPassphrase {
  kdfSalt: string;
  /** Absent for the least, as versions before stretched. */
  kdf?: KdfParameters;
  authKey: string;
  wrappedKey: string;
}

/** Changes the passphrase; the member's other sign-ins end. */
export interface ChangePassphraseRequest {
  /** Of the old passphrase. */
  authKey: string;
  passphrase: NewPassphrase;
  /** The same passphrase, stretched with other parameters: no sign-in ends. */
  isSame?: true;
}

/** What the server stores of a recovery key. */
export interface NewRecovery {
  /** 32 bytes, split from the recovery key; the server stores its SHA-256. */
  authKey: string;
  /** The member key, wrapped with the recovery key. */
  wrappedKey: string;
}

/** Replaces the recovery key; the old one is void. */
export interface ReplaceRecoveryRequest {
  recovery: NewRecovery;
}

/** Proves a recovery key without using it up. */
export interface OpenRecoveryRequest {
  email: string;
  /** Of the recovery key. */
  authKey: string;
}

export interface OpenRecoveryAnswer {
  memberId: string;
  wrappedKey: string;
}

/** Sets a new passphrase and a new recovery key, and signs in (cookie); all other sign-ins end. */
export interface RecoverRequest extends OpenRecoveryRequest {
  passphrase: NewPassphrase;
  recovery: NewRecovery;
}

/** The member's own sign-ins. */
export interface SessionsAnswer {
  sessions: {
    id: string;
    device: string;
    /** Made with a passkey, not with the passphrase. */
    passkey: boolean;
    createdAtMs: number;
    /** To about a minute. */
    seenAtMs: number;
    current: boolean;
  }[];
}
