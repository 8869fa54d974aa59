/**
 * Every limit of the API: the server enforces them, the browser stays within them. Sizes are in bytes and times in
 * milliseconds, unless the name says otherwise.
 */
export const LIMITS = {
  /** Largest body of a request. */
  bodyBytes: 64 * 1024,
  /** How long a request's body may take to arrive: as long as a browser waits for the answer. */
  bodyMs: 20_000,
  /** Most messages in one `POST …/messages`. */
  messagesPerPost: 16,
  /** Longest hold of a long-poll. */
  holdMs: 25_000,
  /** A poll renews the time at which its seat was seen if that is older than this. */
  seatSeenEveryMs: 15_000,
  /** Longest stored private part of a consultation. */
  sealedChars: 8192,
  /** Longest sealed part of a practice's settings: a logo and the texts in all languages. */
  sealedSettingsChars: 56 * 1024,
  /** Longest portion of a ledger, and most portions of one: 20,800 records. One commit stores them all. */
  ledgerChars: 56 * 1024,
  ledgerPortions: 8,
  /** How long a portion of a ledger is kept that no rotation has named. */
  unusedLedgerMs: 3600_000,
  /** How long before the start a room may open at most. */
  lobbyMinutes: 24 * 60,
  /** Most private parts in one request. */
  privatePartsPerRequest: 500,
  /** How far ahead a consultation may start. */
  planAheadMs: 366 * 24 * 3600_000,
  /** How long after the start code and invite link work. */
  codeLifeMs: 24 * 3600_000,
  /** How long a cancelled consultation can be restored. */
  restoreMs: 30_000,
  /** Longest name of a practice or member, in UTF-16 units. */
  nameChars: 120,
  /** Longest e-mail address, in UTF-16 units. */
  emailChars: 254,
  /** Longest phone number, in UTF-16 units. */
  phoneChars: 40,
} as const;

/**
 * Limits of rooms: seats and mailboxes. Server only, like the two below: separate from `LIMITS` and without arithmetic, so
 * that bundles for browsers omit them.
 */
export const ROOM_LIMITS = {
  /** Longest body of a message, in characters of one byte; with its envelope it fits into a value of the store (64 KiB). */
  messageChars: 64_512,
  /** Most unconfirmed messages in one mailbox; beyond it the sender gets `mailbox_full`. Unproven guests may fill half of it. */
  mailboxDepth: 256,
  /** Most unconfirmed bytes in one mailbox, likewise. Guests write to the host's only: so much mail of theirs is in a room. */
  mailboxBytes: 1_048_576,
  /** Most messages, and bytes, from one seat to another in a minute. */
  messagesPerMinute: 300,
  bytesPerMinute: 4_194_304,
  /** Most messages, and bytes, of an unproven guest: enough for its handshakes, and for an answer that comes before the proof. */
  unprovenMessages: 10,
  unprovenBytes: 32_768,
  /** For how long after the planned start a host who waits alone is at work. */
  awaitedMs: 7_200_000,
  /** Most seats in one room, the host's included, unproven guests not. */
  seatsPerRoom: 12,
  /** Most seats of unproven guests in one room. */
  unprovenSeats: 24,
  /** Most of them from one address (IPv6: one /64). */
  unprovenSeatsPerAddress: 3,
  /** In a full room, a guest seat that was not seen for so long may be replaced. */
  seatSilentMs: 120_000,
  /** How long it is kept when a seat was last seen: longer than anything asks. */
  presenceMs: 600_000,
  /** Most room proofs that are kept for guests who come back: two for each of eight. */
  returnProofs: 16,
  /** Most ended seats that are kept so that their clients can be told; older ones are deleted. */
  endedSeats: 48,
  /** Most long-polls of one seat that a process holds; the older one ends. */
  pollsPerSeat: 2,
} as const;

/** Of the practice's journal. Browsers check by them that the server drops no entry too early. */
export const JOURNAL_LIMITS = {
  /** Most entries of each chain; the oldest give way. */
  members: 500,
  server: 200,
  /** How long an entry is kept: 90 days. */
  keepMs: 7_776_000_000,
  /** Longest sealed entry. */
  sealedChars: 2048,
  /** The days by which failed tries are counted. */
  failuresMs: 86_400_000,
} as const;

/** Of members, their sign-ins and passkeys. */
export const MEMBER_LIMITS = {
  /** Lifetime of a member invitation. */
  memberInvitationMs: 172_800_000,
  /** Most members of a practice; one request carries a new key for each of them at a removal. */
  members: 100,
  /** Longest stored private key of a member. */
  privateKeyChars: 400,
  /** Lifetime of a sign-in. */
  sessionMs: 43_200_000,
  /** A request renews the time at which its sign-in was last used if that is older than this. */
  sessionSeenEveryMs: 60_000,
  /** After how many minutes without use a sign-in ends, unless the practice has chosen otherwise; and what it may choose. */
  idleMinutes: 60,
  leastIdleMinutes: 5,
  mostIdleMinutes: 720,
  /** How long a fresh proof of passphrase or passkey is valid. */
  proofMs: 300_000,
  /** How long the server knows a browser again after a sign-in. */
  knownBrowserMs: 15_552_000_000,
  /** Most long-polls for the list of one sign-in that a process holds, one for each page; an older one ends. */
  listPollsPerSession: 16,
  /** How long a browser waits for the confirmation with a passkey. */
  passkeyMs: 120_000,
  /** Lifetime of a challenge for a passkey. */
  passkeyChallengeMs: 300_000,
  /** Most passkeys of a member. */
  passkeysPerMember: 20,
  /** Longest part of a passkey's response. */
  passkeyPartChars: 8192,
} as const;

/** Of the parameters of Argon2id: what browsers compute at least and at most (`e2ee/passphrase.ts`; a test compares them). */
export const KDF_LIMITS = {
  least: { memoryMib: 64, passes: 3 },
  most: { memoryMib: 1024, passes: 20 },
} as const;

/**
 * How often something may be tried before the server answers `too_many_requests`. An address is for IPv6 a /64; a /48 may do
 * `NETWORK_FACTOR` times as much as one address.
 */
export const RATE_LIMITS = {
  /** Requests for a guest seat from one address: so many by code, and so many by room proof. */
  joins: { tries: 30, windowMs: 60_000 },
  /**
   * Codes and rooms that do not exist, asked for by all addresses together: all locators of five digits take 100 minutes. Who
   * comes by a proof of an invite link or of an admission is neither counted nor held back.
   */
  unknownCodes: { tries: 10_000, windowMs: 600_000 },
  /** Checks of the network from one address. */
  checks: { tries: 20, windowMs: 600_000 },
  /** Requests for a room's status from one address; an early guest asks once a minute. */
  roomStatuses: { tries: 120, windowMs: 60_000 },
  /** Sign-ins begun from one address or known browser, by asking for a salt or a challenge; both reveal nothing. */
  signInStarts: { tries: 300, windowMs: 600_000 },
  /**
   * Wrong sign-ins. At a browser where the member has signed in before, only its own tries count; elsewhere those from the
   * address (which a whole practice may share), those of the pair of account and address, and those of the account from
   * everywhere: so many that a stranger does not reach them with 20 addresses or with one /48, however long they try. Within
   * one window of the account two of a pair can begin.
   */
  signInsPerBrowser: { tries: 10, windowMs: 600_000 },
  signInsPerAddress: { tries: 20, windowMs: 600_000 },
  signInsPerPair: { tries: 7, windowMs: 3_600_000 },
  signInsPerMember: { tries: 300, windowMs: 3_600_000 },
  /** Proofs of the passphrase by a signed-in member; a change takes two. */
  unlocks: { tries: 20, windowMs: 600_000 },
  /** Wrong recovery keys; counted like sign-ins. */
  recoveriesPerBrowser: { tries: 10, windowMs: 3_600_000 },
  recoveriesPerAddress: { tries: 20, windowMs: 3_600_000 },
  recoveriesPerPair: { tries: 7, windowMs: 3_600_000 },
  recoveriesPerMember: { tries: 300, windowMs: 3_600_000 },
  /** Uses of member invitations from one address. */
  memberJoins: { tries: 20, windowMs: 600_000 },
  /** Set-ups tried from one address. */
  setUps: { tries: 10, windowMs: 600_000 },
  /** Entries that one member's browsers add to the journal. */
  journalEntries: { tries: 200, windowMs: 3_600_000 },
  /** Consultations created by one practice. */
  creations: { tries: 600, windowMs: 3_600_000 },
  /** Challenges for a new passkey of one member. */
  passkeyChallenges: { tries: 30, windowMs: 600_000 },
} as const;

/** How many addresses' worth of tries one /48 of IPv6 has. */
export const NETWORK_FACTOR = 8;
