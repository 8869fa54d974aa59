/** The JSON that practice endpoints take and give. Conventions as in `rooms.ts`. */

/** `POST /api/practice/setup`: creates the practice and its first practitioner, and signs in (cookie). */
export interface SetUpRequest extends NewMember {
  /** From the set-up link's fragment. */
  token: string;
  practiceName: string;
}

/** What a new member leaves on the server. */
export interface NewMember {
  /** 16 random bytes, drawn by the browser: what is sealed for the member names it. */
  memberId: string;
  memberName: string;
  email: string;
  /** 16 random bytes, the salt of the passphrase's Argon2id. */
  kdfSalt: string;
  /** 32 bytes, split from the stretched passphrase; the server keeps its SHA-256. */
  authKey: string;
  /** The member's key, wrapped by what the passphrase makes. */
  wrappedKey: string;
  recovery: NewRecovery;
  keys: MemberKeys;
}

/**
 * A practitioner runs consultations and decides who belongs to the practice; an assistant does everything else, and
 * never enters a call.
 */
export type MemberRole = "practitioner" | "assistant";

/** What a member opens by the member's key (docs/protocol.md, "Members"); opaque to the server. */
export interface MemberKeys {
  practiceKey: string;
  privateKey: string;
  publicKey: string;
  epoch: number;
}

/** A practice key that took the place of the one before, for one member. */
export interface Rotation {
  epoch: number;
  sealed: string;
}

/** 200 of `GET /api/practice/members`. */
export interface MembersAnswer {
  keyEpoch: number;
  members: {
    id: string;
    name: string;
    email: string;
    role: MemberRole;
    /** Sealed by the practice key. */
    publicKey: string;
  }[];
  invitations: MemberInvitationSummary[];
}
export interface MemberInvitationSummary {
  id: string;
  role: MemberRole;
  expiresAtMs: number;
}

/** `POST /api/practice/member-invitations` (practitioners): 201; the link is made in the browser and never sent. */
export interface InviteMemberRequest {
  /** SHA-256 of the link's token, base64url. */
  tokenHash: string;
  role: MemberRole;
  keyEpoch: number;
}

/** `POST /api/practice/join/open`: what a link is for; uses nothing up. */
export interface OpenMemberInvitationRequest {
  token: string;
}
export interface OpenMemberInvitationAnswer {
  practiceName: string;
  role: MemberRole;
  keyEpoch: number;
  expiresAtMs: number;
}

/** `POST /api/practice/join`: uses the link up, and signs in (cookie). 201 `SignInAnswer`. */
export interface JoinPracticeRequest extends NewMember {
  token: string;
}

/** `POST /api/practice/members/:id/removal` (practitioners): 204; all sign-ins but this one have ended. */
export interface RemoveMemberRequest {
  /** The next one. */
  keyEpoch: number;
  /** One for each member that stays. */
  members: (Rotation & { id: string; publicKey: string })[];
}

/** 200 of `GET /api/practice/settings`. */
export interface SettingsAnswer {
  /** Counts the changes; 0 before the first. */
  version: number;
  /** Of the practice. */
  name: string;
  /** Shown to whoever waits, unless an invitation says another; absent for none. */
  phone?: string;
  /** How long before the start the rooms open. */
  lobbyMinutes: number;
  /** Logo and texts, sealed by the practice key; absent before the first change. */
  sealed?: string;
  serverNowMs: number;
}

/** `PUT /api/practice/settings` (practitioners): 204; 409 `version_conflict` unless it follows the newest version. */
export type SettingsRequest = Omit<SettingsAnswer, "sealed" | "serverNowMs"> & { sealed: string };

/** 200 of `GET /api/practice/sessions`: the member's own. `DELETE …/sessions` ends all others, `…/sessions/:id` one (204). */
export interface SessionsAnswer {
  sessions: {
    id: string;
    device: string;
    /** By a passkey, not by the passphrase. */
    passkey: boolean;
    createdAtMs: number;
    /** To about five minutes. */
    seenAtMs: number;
    current: boolean;
  }[];
}

/** What a recovery key leaves on the server. */
export interface NewRecovery {
  /** 32 bytes, split from the recovery key; the server keeps its SHA-256. */
  authKey: string;
  /** The member's key, wrapped by what the recovery key makes. */
  wrappedKey: string;
}

/** `POST /api/practice/sign-in-salt`: the salt for an e-mail address (a made-up, stable one for unknown ones). */
export interface SignInSaltRequest {
  email: string;
}
export interface SignInSaltAnswer {
  kdfSalt: string;
}

/** `POST /api/practice/sign-in`: 200 and a cookie. */
export interface SignInRequest {
  email: string;
  authKey: string;
}

/** `POST /api/practice/unlock`: a signed-in member proves the passphrase again. 200 `SignInAnswer`. */
export interface UnlockRequest {
  authKey: string;
}

/** What a passphrase leaves on the server. */
export interface NewPassphrase {
  kdfSalt: string;
  authKey: string;
  wrappedKey: string;
}

/** `PUT /api/practice/passphrase`: 204; the member's other sign-ins have ended. */
export interface ChangePassphraseRequest {
  /** Of the passphrase so far. */
  authKey: string;
  passphrase: NewPassphrase;
}

/** `PUT /api/practice/recovery-key`: 204; the one before is worth nothing. */
export interface ReplaceRecoveryRequest {
  /** Of the passphrase. */
  authKey: string;
  recovery: NewRecovery;
}

/** `POST /api/practice/recovery/open`: what the recovery key opens, for whoever proves it. */
export interface OpenRecoveryRequest {
  email: string;
  /** Of the recovery key. */
  authKey: string;
}
export interface OpenRecoveryAnswer {
  memberId: string;
  wrappedKey: string;
}

/** `POST /api/practice/recovery`: a new passphrase and a new recovery key; signs in (cookie), all other sign-ins end. */
export interface RecoverRequest extends OpenRecoveryRequest {
  passphrase: NewPassphrase;
  recovery: NewRecovery;
}

/** 201 of set-up, 200 of sign-in, of recovery and of unlocking. `DELETE /api/practice/session` signs out (204). */
export interface SignInAnswer {
  practiceId: string;
  memberId: string;
  /** The member's key: the browser opens it by what the passphrase makes, and by it the rest. */
  wrappedKey: string;
  keys: MemberKeys;
  rotations: Rotation[];
  /** When the sign-in ends, by the server's clock. */
  expiresAtMs: number;
  serverNowMs: number;
}

/** `POST /api/practice/consultations`. */
export interface CreateConsultationRequest {
  /**
   * 128 random bits drawn by the browser: 22 characters. A repeated request with the same room (lost answer, double
   * click) answers with the consultation that is there and creates nothing; the server draws a room if it is absent.
   */
  room?: string;
  startsAtMs: number;
  /** A number of the practice that is shown to whoever waits. */
  waitingPhone?: string;
  /** The private part, sealed as version 1; kept if this request creates the consultation. */
  sealed?: string;
}

/** `PUT /api/practice/consultations/:room/private`: 204; 409 `version_conflict` unless it follows the newest version. */
export interface PrivatePartRequest {
  version: number;
  sealed: string;
}

/**
 * `PUT /api/practice/consultations/:room/start`: 204. Moves it, with its private part in the same commit; 409 like there,
 * or `consultation_running`. Whoever has a seat in the room has to take a new one, and is told.
 */
export interface MoveRequest extends PrivatePartRequest {
  startsAtMs: number;
}

/**
 * 201 of `POST /api/rooms/:room/code`, which takes a `PrivatePartRequest`: a new locator, and in the same commit the
 * private part that holds the secret for it; 409 like there.
 */
export interface ReplaceCodeAnswer {
  locator: string;
}

/** `POST /api/practice/private-parts`: of these rooms, whichever are the practice's and have one. */
export interface PrivatePartsRequest {
  rooms: readonly string[];
}
export interface PrivatePartsAnswer {
  parts: { room: string; version: number; sealed: string; locator?: string }[];
}

/** What the server knows of a consultation. */
export interface ConsultationSummary {
  room: string;
  /** The public part of the access code; absent when the code was revoked. */
  locator?: string;
  startsAtMs: number;
  opensAtMs: number;
  /** From here on code and link are dead. */
  expiresAtMs: number;
  locked: boolean;
  waitingPhone?: string;
  /** The number of the private part; absent where there is none. */
  privateVersion?: number;
  /** Guests with a seat, the one that came first in front. */
  guests: { peerId: string; joinedAtMs: number; seenAtMs: number }[];
  hostPresent: boolean;
}

/** Holds the request until there is another list than that of `tag`, at most `LIMITS.holdMs`. */
export interface ConsultationListQuery {
  tag: string;
  waitMs: number;
}

/**
 * 200 of `GET /api/practice/consultations`, sorted by start. `DELETE …/consultations/:room` cancels (204),
 * and for `LIMITS.restoreMs` `POST …/consultations/:room/restore` takes that back (204).
 */
export interface ConsultationListAnswer {
  consultations: ConsultationSummary[];
  /** Names this list. */
  tag: string;
  serverNowMs: number;
}
