/**
 * Every key of the database: its shape, its value, its lifetime. Nothing else builds keys. Times are milliseconds since
 * 1970. Deno KV deletes what has expired up to a minute late, so every reader compares the stored times as well.
 */
import type { MemberKeys, MemberRole, Rotation } from "../wire/members.ts";
import type { Role } from "../wire/rooms.ts";

/** A consultation, by room. Deleted when its retention has ended. */
export interface Consultation {
  room: string;
  practiceId: string;
  createdBy: string;
  /** The public part of the access code; absent once revoked. */
  locator?: string;
  startsAtMs: number;
  /** The start before it was moved; absent where it is as first told. */
  movedFromMs?: number;
  /** Before it, nobody gets a seat. */
  opensAtMs: number;
  /** From it on, code and link are dead. */
  expiresAtMs: number;
  locked: boolean;
  /** A number of the practice that is shown to whoever waits. */
  waitingPhone?: string;
  createdAtMs: number;
  /** The number of the stored private part; absent where there is none. */
  privateVersion?: number;
}
export const consultationKey = (room: string): Deno.KvKey => ["consultation", room];

/** The lifetime of a consultation's record: until its retention ends. */
export function keepFor(
  { expiresAtMs }: Consultation,
  { retentionMs, nowMs }: { retentionMs: number; nowMs: number },
): { expireIn: number } {
  return { expireIn: Math.max(1, expiresAtMs + retentionMs - nowMs) };
}

/** What is left of a cancelled consultation, so that its link can say so. Lives as long as the link would have. */
export type CancelledConsultation = Pick<
  Consultation,
  "practiceId" | "startsAtMs" | "movedFromMs" | "opensAtMs" | "expiresAtMs" | "waitingPhone"
>;
export const cancelledKey = (room: string): Deno.KvKey => ["cancelled", room];

/** A consultation that was cancelled a moment ago, whole, for whoever did not mean to. Lives `LIMITS.restoreMs`. */
export interface Restorable {
  consultation: Consultation;
  part?: PrivatePart;
  endsAtMs: number;
}
export const restorableKey = (room: string): Deno.KvKey => ["restorable", room];

/** A practice's consultations; lives as long as the consultation. Value: its start. */
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
 * A consultation's private part (the invited person's name, the note, the secrets, the counted guesses), sealed by the
 * practice's browser and padded there. Changes in one commit with the consultation that counts its versions; lives
 * until code and link are dead, no longer.
 */
export interface PrivatePart {
  /** From 1, one more with each change: whoever changes has to know the newest. Bound into the seal. */
  version: number;
  /** Opaque, base64url, at most `LIMITS.sealedChars`. */
  sealed: string;
}
export const privatePartKey = (room: string): Deno.KvKey => ["private_part", room];

/** Who has a locator. Lives as long as the code; a dead one is taken over by its versionstamp. */
export interface LocatorClaim {
  room: string;
  expiresAtMs: number;
}
export const locatorKey = (locator: string): Deno.KvKey => ["locator", locator];

/** A seat in a room. Lives until the room's end. */
export interface Seat {
  room: string;
  peerId: string;
  role: Role;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  joinedAtMs: number;
  /** When its long-poll was last there, to about `LIMITS.seatSeenEveryMs`. */
  seenAtMs: number;
  /** A guest's: the public part of the access code that it was taken by; absent for a link. */
  locator?: string;
  /** A host's: who has taken it. Missing where an older version has stored it. */
  memberId?: string;
  /**
   * Another device took over a host's, its member was removed, the code of a guest's was replaced: told to its client
   * until the room's end.
   */
  replaced?: boolean;
}
export const seatKey = (room: string, peerId: string): Deno.KvKey => ["seat", room, peerId];
export const seatsPrefix = (room: string): Deno.KvKey => ["seat", room];

/**
 * Changes with every seat that is taken: whoever goes by a room's seats checks it, and has to look again. Value: true. Lives
 * until all seats end, at the latest with the room.
 */
export const rosterKey = (room: string): Deno.KvKey => ["roster", room];

/** What senders have put into one mailbox. Lives until the room's end. */
export interface Mailbox {
  /** Position of the newest message; the first has 1. */
  last: number;
  /** The highest counter stored of each sender; of one that has left perhaps no longer. */
  counters: Record<string, number>;
}
export const mailboxKey = (room: string, peerId: string): Deno.KvKey => ["mailbox", room, peerId];

/** Position up to which a mailbox's owner has confirmed; apart, so that reading never gets in a sender's way. */
export const confirmedKey = (room: string, peerId: string): Deno.KvKey => ["confirmed", room, peerId];

/**
 * One message, opaque. Lives until it is confirmed, at the longest until the room's end. Versions before 1.0 have stored a
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
  /** Counts the practice keys: one more whenever a member was removed, and all sign-ins of before have ended. */
  keyEpoch: number;
  /** A number that is shown to whoever waits; absent for none. */
  phone?: string;
  /** How long before the start its consultations open; absent where it has not chosen. */
  lobbyMinutes?: number;
  /** Counts the changes of its settings; absent before the first. */
  settingsVersion?: number;
  createdAtMs: number;
}
export const practiceKey = (id: string): Deno.KvKey => ["practice", id];

/** What the server does not read of a practice's settings: logo and texts, sealed by its browser. Kept. */
export interface SealedSettings {
  /** The practice's `settingsVersion`, bound into the seal. Changes in one commit with it. */
  version: number;
  /** Opaque, base64url, at most `LIMITS.sealedSettingsChars`. */
  sealed: string;
}
export const sealedSettingsKey = (practiceId: string): Deno.KvKey => ["sealed_settings", practiceId];

/** Set once the practice exists: closes the set-up. Value: its id. */
export const setUpKey: Deno.KvKey = ["set_up"];

/** Somebody with an account. Kept. */
export interface Member {
  id: string;
  practiceId: string;
  name: string;
  /** Normalised. */
  email: string;
  role: MemberRole;
  /** Salt of the passphrase's Argon2id, base64url. */
  kdfSalt: string;
  /** SHA-256 of the authentication key, base64url. */
  authKeyHash: string;
  /** The member's key, wrapped by what the passphrase makes; opaque, base64url. */
  wrappedKey: string;
  recovery: Recovery;
  /** Sign-ins of an earlier round have ended: a changed passphrase begins a new one. */
  signInRound: number;
  createdAtMs: number;
}

/** The way back in for whoever has lost the passphrase. */
export interface Recovery {
  /** SHA-256 of the recovery key's authentication key, base64url. */
  authKeyHash: string;
  /** The member's key, wrapped by what the recovery key makes; opaque, base64url. */
  wrappedKey: string;
}

/** What a member opens by the member's key. Opaque. Changes with every rotation. Kept. */
export interface MemberKeyring {
  keys: MemberKeys;
  /** As an older version has stored them: the first ones. */
  rotations?: Rotation[];
}
export const memberKeyringKey = (memberId: string): Deno.KvKey => ["member_keyring", memberId];
/** A practice key that took the place of the one before, sealed for a member. Value: `Rotation`. Kept as long as the member. */
export const memberRotationKey = (memberId: string, epoch: number): Deno.KvKey => [
  "member_rotation",
  memberId,
  epoch,
];
export const memberRotationsPrefix = (memberId: string): Deno.KvKey => ["member_rotation", memberId];
export const memberKey = (id: string): Deno.KvKey => ["member", id];
/** A practice's members. Changes in one commit with the practice, so that a change of members is seen. Value: true. Kept. */
export const practiceMemberKey = (practiceId: string, memberId: string): Deno.KvKey => [
  "practice_member",
  practiceId,
  memberId,
];
export const practiceMembersPrefix = (practiceId: string): Deno.KvKey => ["practice_member", practiceId];

/** An invitation to become a member, by the SHA-256 of its token. Lives `LIMITS.memberInvitationMs`, used once. */
export interface MemberInvitation {
  id: string;
  practiceId: string;
  role: MemberRole;
  /** Of the practice key that its link carries: with another one it is worth nothing. */
  keyEpoch: number;
  expiresAtMs: number;
}
export const memberInvitationKey = (tokenHash: string): Deno.KvKey => ["member_invitation", tokenHash];
/** Lives as long. Value: the token's hash. */
export const practiceInvitationKey = (practiceId: string, id: string): Deno.KvKey => [
  "practice_invitation",
  practiceId,
  id,
];
export const practiceInvitationsPrefix = (practiceId: string): Deno.KvKey => [
  "practice_invitation",
  practiceId,
];

/** Value: the member's id. */
export const memberByEmailKey = (email: string): Deno.KvKey => ["member_by_email", email];

/** A sign-in. Lives `LIMITS.sessionMs`. */
export interface Session {
  /** By which the member's other devices name it. */
  id: string;
  memberId: string;
  practiceId: string;
  /** The member's round at the sign-in; over as soon as the member has a newer one. */
  signInRound: number;
  /** The practice's epoch at the sign-in; over as soon as the practice has a newer one. */
  keyEpoch: number;
  /** Browser and system, as far as the browser says. */
  device: string;
  /** The passkey that it was done with; absent for a passphrase. */
  passkeyId?: string;
  createdAtMs: number;
  /** When it was last used, to about `LIMITS.sessionSeenEveryMs`. */
  seenAtMs: number;
  expiresAtMs: number;
}
export const sessionKey = (secretHash: string): Deno.KvKey => ["session", secretHash];
/** A member's sign-ins. Lives as long. Value: the secret's hash. */
export const memberSessionKey = (memberId: string, id: string): Deno.KvKey => [
  "member_session",
  memberId,
  id,
];
export const memberSessionsPrefix = (memberId: string): Deno.KvKey => ["member_session", memberId];

/** A member's passkey, by the SHA-256 of its credential id. Goes with the member. */
export interface Passkey {
  /** By which its member names it. */
  id: string;
  memberId: string;
  /** Base64url, as the authenticator names it. */
  credentialId: string;
  /** COSE, base64url. */
  publicKey: string;
  /** How often it has signed, as it says itself; stays 0 for one that does not count. */
  counter: number;
  /** The member's key, wrapped by what its PRF makes; opaque. Absent for one that has none: it signs in and opens nothing. */
  wrappedKey?: string;
  /** Browser and system where it was made, as far as the browser says. */
  device: string;
  /** Made on something that is not that device: a security key, a phone. */
  external: boolean;
  createdAtMs: number;
  /** Absent until it has signed in. */
  usedAtMs?: number;
}
export const passkeyKey = (credentialIdHash: string): Deno.KvKey => ["passkey", credentialIdHash];
/** A member's passkeys. Value: the credential id's hash. */
export const memberPasskeyKey = (memberId: string, id: string): Deno.KvKey => [
  "member_passkey",
  memberId,
  id,
];
export const memberPasskeysPrefix = (memberId: string): Deno.KvKey => ["member_passkey", memberId];

/** A challenge that a passkey has to sign. Lives `LIMITS.passkeyChallengeMs`, used once. */
export interface PasskeyChallenge {
  /** The member that adds a passkey; absent for a sign-in. */
  memberId?: string;
  expiresAtMs: number;
}
export const passkeyChallengeKey = (challenge: string): Deno.KvKey => ["passkey_challenge", challenge];

/** Tries within one window. Lives as long as the window. */
export interface Tries {
  count: number;
  endsAtMs: number;
}
export const triesKey = (what: string, who: string): Deno.KvKey => ["tries", what, who];

/** 32 random bytes of this deployment: set-up token, made-up salts, keys of rate limits. Kept. */
export const secretKey: Deno.KvKey = ["secret"];
