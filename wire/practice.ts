/** The JSON that practice endpoints take and give. Conventions as in `rooms.ts`. */

/** `POST /api/practice/setup`: creates the practice and its first practitioner, and signs in (cookie). */
export interface SetUpRequest {
  /** From the set-up link's fragment. */
  token: string;
  practiceName: string;
  memberName: string;
  email: string;
  /** 16 random bytes, the salt of the passphrase's Argon2id. */
  kdfSalt: string;
  /** 32 bytes, split from the stretched passphrase; the server keeps its SHA-256. */
  authKey: string;
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

/** 201 of set-up and 200 of sign-in. `DELETE /api/practice/session` signs out (204). */
export interface SignInAnswer {
  practiceId: string;
  memberId: string;
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
  /** Guests with a seat, the one that came first in front. */
  guests: { peerId: string; joinedAtMs: number; seenAtMs: number }[];
  hostPresent: boolean;
}

/** 200 of `GET /api/practice/consultations`, sorted by start. `DELETE …/consultations/:room` cancels (204). */
export interface ConsultationListAnswer {
  consultations: ConsultationSummary[];
  serverNowMs: number;
}
