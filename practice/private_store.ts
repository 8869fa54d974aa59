import type { StoredGuessCounts } from "../e2ee/guesses.ts";

/** The part of a consultation that only the practice's browsers can read. */
export interface PrivateConsultation {
  practiceId: string;
  /** 128 random bits, base64url; the key of the consultation on the server, too. */
  room: string;
  /** The invited person's name. */
  name: string;
  /** A note to oneself; may be empty. */
  note: string;
  /** Language of the invitation. */
  lang: string;
  /** 6 or 9 digits: together with the server's locator they make the access code. */
  codeSecret: string;
  /** 16 bytes, base64url. */
  linkSecret: string;
  codeLength: 12 | 16;
  startsAtMs: number;
  /** How often it was moved: the `SEQUENCE` of its calendar entry; absent for never. */
  moves?: number;
  waitingPhone?: string;
  createdAtMs: number;
  /** Failed handshakes by code and by link, of all devices of the practice; absent for none. */
  failures?: StoredGuessCounts;
  /** How often code and link secret have been replaced; absent for never. */
  replaced?: StoredGuessCounts;
  /** The public part of the code, as the server tells it; absent until it has answered. */
  locator?: string;
}

/** Where the private parts are kept: the one door to them. All but `seal` speak with the server. */
export interface PrivateStore {
  /** Seals a new record, for the request that creates its consultation. */
  seal(record: PrivateConsultation): Promise<string>;
  /** The newest record; undefined where the server has none. */
  get(practiceId: string, room: string): Promise<PrivateConsultation | undefined>;
  /** Those of these rooms, each in the version that is asked for or a newer one; without what cannot be opened. */
  getMany(
    practiceId: string,
    versions: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, PrivateConsultation>>;
  /**
   * Changes the newest record. When somebody else was quicker, the change is made again on theirs: it must take from
   * the record what it does not mean to change. Gives what is kept now; undefined where the server has none.
   */
  update(
    practiceId: string,
    room: string,
    change: (record: PrivateConsultation) => PrivateConsultation,
  ): Promise<PrivateConsultation | undefined>;
  /**
   * Seals anew what `getMany` found sealed by a practice key of before, until the server does not answer; gives how many
   * are left.
   */
  reseal(practiceId: string): Promise<number>;
  /** Like `update`, and the server draws a new locator in the same commit: the old code is dead at once. */
  replaceCode: PrivateStore["update"];
  /** Moves the consultation to another start, record and server's part in one commit. */
  move(practiceId: string, room: string, startsAtMs: number): Promise<PrivateConsultation | undefined>;
}

/** This browser cannot keep anything (private window, full disk, storage forbidden). */
export class PrivateStoreError extends Error {
  override readonly name = "PrivateStoreError";
}

/** Signed in, but this browser has no practice key: its storage was cleared. Signing in again brings it back. */
export class VaultLockedError extends Error {
  override readonly name = "VaultLockedError";
}
