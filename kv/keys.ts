/**
 * Every key of the store, its value and its lifetime; only this file builds keys. "Kept" means: without expiry. Times are
 * milliseconds since 1970. Deno KV deletes expired keys up to a minute late, so each reader also compares the stored times.
 */
import type { JournalChain } from "../wire/journal.ts";
import type { MemberKeys, MemberRole } from "../wire/members.ts";
import type { Role } from "../wire/rooms.ts";
import type { KdfParameters, ProofPurpose } from "../wire/sign_in.ts";

/** A consultation, by room. Lives until its retention ends: see `keepFor`. */
export interface Consultation {
  room: string;
  practiceId: string;
  createdBy: string;
  /** The public part of the access code; absent once the code was revoked. */
  locator?: string;
  /** SHA-256 of the invite link's room proof, base64url; absent if an older version made the consultation. */
  linkProofHash?: string;
  startsAtMs: number;
  /** The start before it was moved; absent if it was not. */
  movedFromMs?: number;
  /** Guests get seats from then on. */
  opensAtMs: number;
  /** From then on, code and invite link are dead: `LIMITS.codeLifeMs` (24 h) after the planned start. */
  expiresAtMs: number;
  locked: boolean;
  /** A phone number of the practice, shown while waiting. */
  waitingPhone?: string;
  createdAtMs: number;
  /** The version of the stored private part; absent if there is none. */
  privateVersion?: number;
}
export const consultationKey = (room: string): Deno.KvKey => ["consultation", room];

/** The lifetime of a consultation's record: until its retention ends. `retentionMs`: RETENTION_DAYS (7 by default). */
export function keepFor(
  { expiresAtMs }: Consultation,
  { retentionMs, nowMs }: { retentionMs: number; nowMs: number },
): { expireIn: number } {
  return { expireIn: Math.max(1, expiresAtMs + retentionMs - nowMs) };
}

/** What is left of a cancelled consultation, for its room status. Lives until the consultation would have expired. */
export type CancelledConsultation = Pick<
  Consultation,
  "practiceId" | "linkProofHash" | "startsAtMs" | "movedFromMs" | "opensAtMs" | "expiresAtMs" | "waitingPhone"
>;
export const cancelledKey = (room: string): Deno.KvKey => ["cancelled", room];

/** A consultation that has just been cancelled, whole, so that it can be restored. Lives `LIMITS.restoreMs`. */
export interface Restorable {
  consultation: Consultation;
  part?: PrivatePart;
  /** With `part`: the practice's at the cancellation; absent if an older version cancelled it. */
  keyEpoch?: number;
  endsAtMs: number;
}
export const restorableKey = (room: string): Deno.KvKey => ["restorable", room];

/** Index of a practice's consultations. Value: the start. Lives as long as the consultation. */
export const practiceConsultationKey = (practiceId: string, room: string): Deno.KvKey => [
  "practice_consultation",
  practiceId,
  room,
];
export const practiceConsultationsPrefix = (practiceId: string): Deno.KvKey => [
  "practice_consultation",
  practiceId,
];

/**
 * A consultation's private part (the invited person's name, the note, the secrets, the counted guesses), padded and sealed by
 * the practice's browser. Changes in one commit with the consultation, which counts its versions. Lives until code and
 * invite link are dead.
 */
export interface PrivatePart {
  /** From 1, one more with each change, so that only a change of the newest version is accepted. Bound into the seal. */
  version: number;
  /** Opaque, base64url, at most `LIMITS.sealedChars`. */
  sealed: string;
}
export const privatePartKey = (room: string): Deno.KvKey => ["private_part", room];

/** The room that a locator leads to. Lives as long as the code. Whoever replaces an expired claim checks its entry. */
export interface LocatorClaim {
  room: string;
  expiresAtMs: number;
}
export const locatorKey = (locator: string): Deno.KvKey => ["locator", locator];

/** A seat in a room. Lives until the room expires. */
export interface Seat {
  room: string;
  peerId: string;
  role: Role;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  joinedAtMs: number;
  /** When its long-poll was last there, to about `LIMITS.seatSeenEveryMs`: as stored, when it was taken; see `presenceKey`. */
  seenAtMs: number;
  /** Of a guest: the locator of the access code it was taken by; absent for an invite link. */
  locator?: string;
  /** Of a guest that has not proved itself to the server; absent if an older version stored the seat. */
  unproven?: SeatOrigin;
  /** Of a host: the member who took it. Missing if an older version stored the seat. */
  memberId?: string;
  /**
   * The seat has ended, and its client is told so: another device took over the host's, the member was removed, the code of
   * the guest was replaced, or the practice has ended it.
   */
  replaced?: boolean;
  /** With `replaced`: the practice has ended it. */
  ended?: true;
  /**
   * The consultation was moved or cancelled, and the seat given up: its token still shows that its holder knew the room, and
   * takes another seat.
   */
  vacated?: true;
}

/** Where a guest comes from, as keyed hashes that are of no use in another room. */
export interface SeatOrigin {
  /** An address; for IPv6 a /64. */
  address: string;
  /** For IPv6 a /48; else the address again. */
  network: string;
}
export const seatKey = (room: string, peerId: string): Deno.KvKey => ["seat", room, peerId];
export const seatsPrefix = (room: string): Deno.KvKey => ["seat", room];

/**
 * When a seat's long-poll was last there. Value: a time. Not part of `Seat`, so that many are written in one commit without a
 * check of each, and none of them makes another commit fail. Lives `ROOM_LIMITS.presenceMs`, or until the seat ends.
 */
export const presenceKey = (room: string, peerId: string): Deno.KvKey => ["presence", room, peerId];
export const presencePrefix = (room: string): Deno.KvKey => ["presence", room];

/**
 * Written with every seat that is taken, proved, left or ended: commits that depend on the list of seats check it, and not each
 * seat, because a commit takes few checks. Value: true. Lives until all seats end, at most until the room expires.
 */
export const rosterKey = (room: string): Deno.KvKey => ["roster", room];

/**
 * SHA-256 of the room proofs by which admitted guests come back, base64url, the newest last; at most `ROOM_LIMITS.returnProofs`.
 * Lives until the room expires.
 */
export type ReturnProofs = readonly string[];
export const returnProofsKey = (room: string): Deno.KvKey => ["return_proofs", room];

/** The state of one mailbox. Lives until the room expires. The optional parts are absent if an older version made it. */
export interface Mailbox {
  /** Position of the newest message; the first has 1. */
  last: number;
  /** The highest counter stored of each sender; those of senders that left may be dropped. */
  counters: Record<string, number>;
  /** Whose it is. */
  role?: Role;
  /** What each sender has sent, for the limits. */
  senders?: Record<string, SentMail>;
  /** The sizes of the newest messages, in bytes, the newest last: of all that are unconfirmed. */
  sizes?: number[];
}

/** What one seat has sent to another since a moment: of an unproven guest all, of others in a window of a minute. */
interface SentMail {
  sinceMs: number;
  messages: number;
  bytes: number;
}
export const mailboxKey = (room: string, peerId: string): Deno.KvKey => ["mailbox", room, peerId];

/**
 * Up to which position a mailbox's owner has confirmed. Not part of `Mailbox`, so that confirming never conflicts with
 * sending. Lives until the room expires.
 */
export const confirmedKey = (room: string, peerId: string): Deno.KvKey => ["confirmed", room, peerId];

/**
 * One message, opaque. Lives until it is confirmed, at most until the room expires. Versions before 1.0 stored a
 * field `batch` here and in `Mailbox`, which nothing reads.
 */
export interface StoredMessage {
  from: string;
  n: number;
  body: string;
}
export const messageKey = (room: string, peerId: string, position: number): Deno.KvKey => [
  "message",
  room,
  peerId,
  position,
];
export const messagesPrefix = (room: string, peerId: string): Deno.KvKey => ["message", room, peerId];

/** How many bump keys there are; rooms and practices share them, so that few watchers serve all polls (`server/polling/hub.ts`). */
export const BUMP_SHARDS = 512;

/** Grows by one with each change of a room or practice of the shard; `kv.watch` watches it. A `Deno.KvU64`, kept. */
export const bumpKey = (shard: number): Deno.KvKey => ["bumps", shard];

/** Returns the shard of a room or practice: FNV-1a over its characters. */
export function shardOf(topic: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < topic.length; i++) hash = Math.imul(hash ^ topic.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUMP_SHARDS;
}

/** The practice. Kept. */
export interface Practice {
  id: string;
  name: string;
  /**
   * Counts the practice keys: one more with each renewal and with each removal of a member, which end all sign-ins of the
   * former epoch.
   */
  keyEpoch: number;
  /** What existed when the newest practice key took the place of the former one; absent if it was made without a ledger. */
  ledger?: { id: string; portions: number };
  /** A phone number, shown while waiting; absent for none. */
  phone?: string;
  /** How many minutes before the start its consultations open; absent for the installation's default. */
  lobbyMinutes?: number;
  /** After how many minutes without use a sign-in ends; absent for `MEMBER_LIMITS.idleMinutes`. */
  idleMinutes?: number;
  /** Members sign in with a passkey; absent for no. */
  passkeysRequired?: boolean;
  /** Counts the changes of the settings; absent before the first. */
  settingsVersion?: number;
  createdAtMs: number;
}
export const practiceKey = (id: string): Deno.KvKey => ["practice", id];

/** The part of a practice's settings that the server cannot read: logo and texts. Kept. */
export interface SealedSettings {
  /** The practice's `settingsVersion`, bound into the seal. Changes in one commit with it. */
  version: number;
  /** Opaque, base64url, at most `LIMITS.sealedSettingsChars`. */
  sealed: string;
}
export const sealedSettingsKey = (practiceId: string): Deno.KvKey => ["sealed_settings", practiceId];

/**
 * A portion of a ledger, sealed by the practice key; at most `LIMITS.ledgerChars`. Lives `LIMITS.unusedLedgerMs`; kept from the
 * rotation that names the ledger until the next one.
 */
export const ledgerPortionKey = (practiceId: string, ledgerId: string, portion: number): Deno.KvKey => [
  "ledger",
  practiceId,
  ledgerId,
  portion,
];

/** The newest entry of a chain of the practice's journal. Value: `JournalHead`. Kept. */
export const journalHeadKey = (practiceId: string, chain: JournalChain): Deno.KvKey => [
  "journal_head",
  practiceId,
  chain,
];
/** An entry of the journal. Value: `JournalEntry`. Lives `JOURNAL_LIMITS.keepMs`, or until too many have followed. */
export const journalEntryKey = (practiceId: string, chain: JournalChain, n: number): Deno.KvKey => [
  "journal_entry",
  practiceId,
  chain,
  n,
];
export const journalEntriesPrefix = (practiceId: string, chain: JournalChain): Deno.KvKey => [
  "journal_entry",
  practiceId,
  chain,
];
/** How often somebody failed at a member's account today. Value: `Tries`. Lives `JOURNAL_LIMITS.failuresMs`. */
export const journalFailuresKey = (memberId: string, kind: string): Deno.KvKey => [
  "journal_failures",
  memberId,
  kind,
];

/** Set once the practice exists; closes the set-up. Value: the practice's id. Kept. */
export const setUpKey: Deno.KvKey = ["set_up"];

/** Somebody with an account. Kept until removed, with all that hangs on a member. */
export interface Member {
  id: string;
  practiceId: string;
  name: string;
  /** Normalised. */
  email: string;
  role: MemberRole;
  /** Salt of the passphrase's Argon2id, base64url. */
  kdfSalt: string;
  /** Its parameters; absent for the least, as versions before stored no others. */
  kdf?: KdfParameters;
  /** SHA-256 of the authentication key, base64url. */
  authKeyHash: string;
  /** The member key, wrapped with the passphrase; opaque, base64url. */
  wrappedKey: string;
  recovery: Recovery;
  /** Sign-ins of an earlier round are invalid; a changed passphrase begins a new one. */
  signInRound: number;
  createdAtMs: number;
}

/** What a recovery key is checked by, and opens. */
export interface Recovery {
  /** SHA-256 of the recovery key's authentication key, base64url. */
  authKeyHash: string;
  /** The member key, wrapped with the recovery key; opaque, base64url. */
  wrappedKey: string;
}

/** What a member opens with the member key; opaque. Changes with every rotation. Kept as long as the member. */
export interface MemberKeyring {
  keys: MemberKeys;
}
export const memberKeyringKey = (memberId: string): Deno.KvKey => ["member_keyring", memberId];
export const memberKeyringsPrefix: Deno.KvKey = ["member_keyring"];
/** A later practice key, sealed for a member. Value: `Rotation`. Kept as long as the member. */
export const memberRotationKey = (memberId: string, epoch: number): Deno.KvKey => [
  "member_rotation",
  memberId,
  epoch,
];
export const memberRotationsPrefix = (memberId: string): Deno.KvKey => ["member_rotation", memberId];
export const memberKey = (id: string): Deno.KvKey => ["member", id];
/** Index of a practice's members. Changes in one commit with the practice, whose check covers it. Value: true. Kept. */
export const practiceMemberKey = (practiceId: string, memberId: string): Deno.KvKey => [
  "practice_member",
  practiceId,
  memberId,
];
export const practiceMembersPrefix = (practiceId: string): Deno.KvKey => ["practice_member", practiceId];

/** A member invitation, by the SHA-256 of its token. Deleted when used; lives `MEMBER_LIMITS.memberInvitationMs`. */
export interface MemberInvitation {
  id: string;
  practiceId: string;
  role: MemberRole;
  /** Of its practice key; void once the practice has another one. */
  keyEpoch: number;
  /** The practice key, wrapped by the secret of its link. Absent in those of older versions, whose links carried the key. */
  wrappedKey?: string;
  /** SHA-256 of the claim of the one who was given the wrapped key; absent until then. */
  claimHash?: string;
  expiresAtMs: number;
}
export const memberInvitationKey = (tokenHash: string): Deno.KvKey => ["member_invitation", tokenHash];
/** Index of a practice's member invitations. Value: the token's hash. Lives as long as the invitation. */
export const practiceInvitationKey = (practiceId: string, id: string): Deno.KvKey => [
  "practice_invitation",
  practiceId,
  id,
];
export const practiceInvitationsPrefix = (practiceId: string): Deno.KvKey => [
  "practice_invitation",
  practiceId,
];

/** Value: the member's id. Kept as long as the member. */
export const memberByEmailKey = (email: string): Deno.KvKey => ["member_by_email", email];

/** A sign-in, by the SHA-256 of its secret. Lives `MEMBER_LIMITS.sessionMs`. */
export interface Session {
  /** Its name in the member's list of sign-ins. */
  id: string;
  memberId: string;
  practiceId: string;
  /** The member's round at the sign-in; invalid once the member has a newer one. */
  signInRound: number;
  /** The practice's epoch at the sign-in; invalid once the practice has a newer one. */
  keyEpoch: number;
  /** Browser and system, as far as the browser says. */
  device: string;
  /** The passkey it was made with, or that was added because the practice requires one; absent for a passphrase alone. */
  passkeyId?: string;
  createdAtMs: number;
  /** When it was last used, to about `MEMBER_LIMITS.sessionSeenEveryMs`. */
  seenAtMs: number;
  expiresAtMs: number;
}
export const sessionKey = (secretHash: string): Deno.KvKey => ["session", secretHash];
/** Index of a member's sign-ins. Value: the secret's hash. Lives as long as the sign-in. */
export const memberSessionKey = (memberId: string, id: string): Deno.KvKey => [
  "member_session",
  memberId,
  id,
];
export const memberSessionsPrefix = (memberId: string): Deno.KvKey => ["member_session", memberId];

/** A browser at which members have signed in, by the SHA-256 of its cookie. Lives `MEMBER_LIMITS.knownBrowserMs` after the last sign-in. */
export interface KnownBrowser {
  /** Who has signed in there, the last one first. */
  memberIds: string[];
  expiresAtMs: number;
}
export const knownBrowserKey = (secretHash: string): Deno.KvKey => ["known_browser", secretHash];

/** A member's passkey, by the SHA-256 of its credential id. Kept as long as the member. */
export interface Passkey {
  /** Its name in the member's list of passkeys. */
  id: string;
  memberId: string;
  /** Base64url, as the authenticator names it. */
  credentialId: string;
  /** COSE, base64url. */
  publicKey: string;
  /** The signature counter that it reports; stays 0 for authenticators without one. */
  counter: number;
  /** The member key, wrapped with its PRF; opaque. Absent for a passkey without PRF, which signs in and opens nothing. */
  wrappedKey?: string;
  /** Browser and system where it was made, as far as the browser says. */
  device: string;
  /** Made on another device: a security key, a phone. */
  external: boolean;
  createdAtMs: number;
  /** Absent until it has signed in. */
  usedAtMs?: number;
}
export const passkeyKey = (credentialIdHash: string): Deno.KvKey => ["passkey", credentialIdHash];
/** Index of a member's passkeys. Value: the credential id's hash. Kept as long as the passkey. */
export const memberPasskeyKey = (memberId: string, id: string): Deno.KvKey => [
  "member_passkey",
  memberId,
  id,
];
export const memberPasskeysPrefix = (memberId: string): Deno.KvKey => ["member_passkey", memberId];

/** A fresh proof of a passphrase or passkey, by the SHA-256 of its token. Lives `MEMBER_LIMITS.proofMs`. */
export interface GivenProof {
  /** The sign-in in which it was given; of no use in another. */
  sessionHash: string;
  purpose: ProofPurpose;
  expiresAtMs: number;
}
export const proofKey = (tokenHash: string): Deno.KvKey => ["proof", tokenHash];

/** A challenge that a passkey has to sign. Deleted when used; lives `MEMBER_LIMITS.passkeyChallengeMs`. */
export interface PasskeyChallenge {
  /** The member who adds a passkey or proves to be there; absent for a sign-in. */
  memberId?: string;
  /** What is proved for; absent for adding a passkey, and for a sign-in. */
  purpose?: ProofPurpose;
  expiresAtMs: number;
}
export const passkeyChallengeKey = (challenge: string): Deno.KvKey => ["passkey_challenge", challenge];

/** The tries at something in one window, for the rate limits. Lives as long as the window. */
export interface Tries {
  count: number;
  endsAtMs: number;
}
export const triesKey = (what: string, who: string): Deno.KvKey => ["tries", what, who];

/** Set by a removal until what it has deleted is overwritten in the file (`server/scrub.ts`). Value: true. */
export const scrubDueKey: Deno.KvKey = ["scrub_due"];

/** What a process writes to see whether it can. Value: a number of its own. Lives a minute. */
export const readinessKey = (process: string): Deno.KvKey => ["readiness", process];

/** The version of all that is stored. Kept; absent until a program that knows it has opened the database. */
export interface DataVersion {
  /** From 1. */
  version: number;
  /** The version of the program that brought the data to it. */
  program: string;
}
export const dataVersionKey: Deno.KvKey = ["data_version"];

/** 32 random bytes from which set-up token, made-up salts and keys of rate limits are derived. Kept. */
export const secretKey: Deno.KvKey = ["secret"];

/** What gives somebody access for some time: `server_secrets.ts` deletes it, whoever has got it. */
export const serverSecretPrefixes: readonly Deno.KvKey[] = [
  "session",
  "member_session",
  "member_invitation",
  "practice_invitation",
  "passkey_challenge",
  "known_browser",
].map((name) => [name]);
