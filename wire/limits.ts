/**
 * Every limit of the API, in one place: the server enforces them, the browser stays below them.
 * Sizes in bytes, times in milliseconds.
 */
export const LIMITS = {
  /** Longest body of a request. */
  bodyBytes: 64 * 1024,
  /** Most messages in one `POST …/messages`. */
  messagesPerPost: 16,
  /** Longest body of a message, in characters of one byte: with what is stored around it, it fits into a value of 64 KiB. */
  messageChars: 63 * 1024,
  /** Longest hold of a long-poll. */
  holdMs: 25_000,
  /** Most unconfirmed messages in one mailbox; beyond it the sender gets `mailbox_full`. */
  mailboxDepth: 256,
  /** Most seats in one room, the host's included; the guest seat that was silent longest gives way. */
  seatsPerRoom: 12,
  /** A seat that was not seen for so long may give way to a new one. */
  seatSilentMs: 120_000,
  /** A poll renews the time its seat was seen at if that is older than this. */
  seatSeenEveryMs: 15_000,
  /** Guest seats that one address may ask for (IPv6: one /64), by code or by room. */
  joins: { tries: 30, windowMs: 60_000 },
  /** Checks of the network from one address. */
  checks: { tries: 20, windowMs: 10 * 60_000 },
  /** Looks at a room's outline from one address: an early guest looks once a minute. */
  outlines: { tries: 120, windowMs: 60_000 },
  /** Sign-ins that one address may begin: it gets a salt or a challenge, which tell nothing of anybody. */
  signInStarts: { tries: 300, windowMs: 10 * 60_000 },
  /** Wrong sign-ins from one address: a whole practice may have one. */
  signInsPerAddress: { tries: 20, windowMs: 10 * 60_000 },
  /** Wrong sign-ins for one e-mail address, or with the passkeys of one member. */
  signInsPerMember: { tries: 10, windowMs: 10 * 60_000 },
  /** Proofs of the passphrase by a signed-in member; changing something takes two. */
  unlocks: { tries: 20, windowMs: 10 * 60_000 },
  /** Recovery keys that may be tried for one e-mail address, and from one address. */
  recoveriesPerMember: { tries: 10, windowMs: 60 * 60_000 },
  recoveriesPerAddress: { tries: 20, windowMs: 60 * 60_000 },
  /** How long an invitation to become a member is good for. */
  memberInvitationMs: 48 * 3600_000,
  /** Most members of a practice; a removal has something to say to each of them in one request. */
  members: 100,
  /** Longest private key of a member as it is stored, in characters. */
  privateKeyChars: 400,
  /** Joins that one address may try. */
  memberJoins: { tries: 20, windowMs: 10 * 60_000 },
  /** Set-ups that one address may try. */
  setUps: { tries: 10, windowMs: 10 * 60_000 },
  /** Consultations that one practice may create. */
  creations: { tries: 600, windowMs: 60 * 60_000 },
  /** Longest private part of a consultation as it is stored, in characters. */
  sealedChars: 8192,
  /** Longest sealed part of a practice's settings, in characters: a logo and the texts in all languages. */
  sealedSettingsChars: 56 * 1024,
  /** Longest that a room opens before the start, in minutes. */
  lobbyMinutes: 24 * 60,
  /** Most private parts that one request asks for. */
  privatePartsPerRequest: 500,
  /** How far ahead a consultation may be planned. */
  planAheadMs: 366 * 24 * 3600_000,
  /** How long after the planned start the code and the link work. */
  codeLifeMs: 24 * 3600_000,
  /** How long a cancelled consultation can be restored. */
  restoreMs: 30_000,
  /** How long a practitioner stays signed in. */
  sessionMs: 12 * 3600_000,
  /** A request notes the time its sign-in was last used if that is older than this. */
  sessionSeenEveryMs: 5 * 60_000,
  /** How long somebody may take to confirm with a passkey. */
  passkeyMs: 2 * 60_000,
  /** How long a challenge for a passkey is good for. */
  passkeyChallengeMs: 5 * 60_000,
  /** Challenges for a new passkey that one member may ask for. */
  passkeyChallenges: { tries: 30, windowMs: 10 * 60_000 },
  /** Most passkeys of a member. */
  passkeysPerMember: 20,
  /** Longest part of what a passkey answers, in characters. */
  passkeyPartChars: 8192,
  /** Longest practice or member name, in UTF-16 units. */
  nameChars: 120,
  /** Longest e-mail address, in UTF-16 units. */
  emailChars: 254,
  /** Longest phone number shown while waiting, in UTF-16 units. */
  phoneChars: 40,
} as const;
