/** The members of a practice: who belongs to it, member invitations, joining and removal. */
import type { MemberKeys, Rotation } from "../e2ee/vault.ts";
import type { LedgerRequest } from "./ledger.ts";
import type { KdfParameters, NewRecovery } from "./sign_in.ts";

/** Made and opened in the browser; opaque to the server (docs/protocol.md, "Members"). */
export type { MemberKeys, Rotation };

/** Practitioners enter calls and decide who belongs to the practice; assistants do everything else. */
export type MemberRole = "practitioner" | "assistant";

/** What the server stores of a new member. */
export interface NewMember {
  /** 16 random bytes, drawn by the browser, because what is sealed for the member names it. */
  memberId: string;
  memberName: string;
  email: string;
  /** 16 random bytes, the salt of the passphrase's Argon2id. */
  kdfSalt: string;
  /** Absent for the least. */
  kdf?: KdfParameters;
  /** 32 bytes, split from the stretched passphrase; the server stores its SHA-256. */
  authKey: string;
  /** The member key, wrapped with the passphrase. */
  wrappedKey: string;
  recovery: NewRecovery;
  keys: MemberKeys;
}

/** Creates the practice and its first practitioner, and signs in (cookie). */
export interface SetUpRequest extends NewMember {
  /** From the set-up link's fragment. */
  token: string;
  practiceName: string;
}

export interface MembersAnswer {
  keyEpoch: number;
  members: {
    id: string;
    name: string;
    email: string;
    role: MemberRole;
    /** Sealed with the practice key, together with a hash of name, address and role. */
    publicKey: string;
  }[];
  invitations: MemberInvitationSummary[];
}

/** Replaces one's own sealed entry: binds name, address and role where an older version has not. */
export interface ReplaceMemberEntryRequest {
  publicKey: string;
  /** Of the practice key that seals it. */
  keyEpoch: number;
}

export interface MemberInvitationSummary {
  id: string;
  role: MemberRole;
  expiresAtMs: number;
  /** Somebody has been given its key, and has not joined yet. */
  isTaken: boolean;
}

/** Creates a member invitation. The secret of its link is made in the browser and never sent. */
export interface InviteMemberRequest {
  /** SHA-256 of the link's token, base64url. */
  tokenHash: string;
  /** The practice key, wrapped by the link's secret; kept until the invitation is used, ends or is withdrawn. */
  wrappedKey: string;
  role: MemberRole;
  keyEpoch: number;
}

/** Looks at a member invitation without using it up. */
export interface OpenMemberInvitationRequest {
  token: string;
  /** 32 random bytes of the tab that asks: what one tab has taken is shown to no other. */
  claim: string;
}

export interface OpenMemberInvitationAnswer {
  practiceName: string;
  role: MemberRole;
  keyEpoch: number;
  expiresAtMs: number;
}

/** Takes the wrapped practice key: from then on the invitation is this claim's. */
export type TakeInvitationKeyRequest = OpenMemberInvitationRequest;

export interface TakeInvitationKeyAnswer {
  wrappedKey: string;
}

/** Uses up a member invitation whose key was taken by this claim, and signs in (cookie). */
export interface JoinPracticeRequest extends NewMember {
  token: string;
  claim: string;
}

/** Gives the members a new practice key, with or without a removal; all sign-ins of the practice but this one end. */
export interface RotationRequest {
  /** The next one. */
  keyEpoch: number;
  /** One for each member; at a removal, for each that stays. */
  members: (Rotation & { id: string; publicKey: string })[];
  ledger: LedgerRequest;
}
