/** A practice's settings. */

export interface SettingsAnswer {
  /** Counts the changes; 0 before the first. */
  version: number;
  /** Of the practice. */
  name: string;
  /** Shown while waiting, unless the consultation has its own number; absent for none. */
  phone?: string;
  /** How many minutes before the start the rooms open. */
  lobbyMinutes: number;
  /** After how many minutes without use a sign-in ends. */
  idleMinutes: number;
  /** Members sign in with a passkey; the passphrase alone only leads to adding one. */
  passkeysRequired: boolean;
  /** Logo and texts, sealed with the practice key; absent before the first change. */
  sealed?: string;
  serverNowMs: number;
}

/** `version_conflict` unless `version` follows the stored one. What is not named stays. */
export type SettingsRequest =
  & Omit<SettingsAnswer, "sealed" | "serverNowMs" | "idleMinutes" | "passkeysRequired">
  & Partial<Pick<SettingsAnswer, "idleMinutes" | "passkeysRequired">>
  & { sealed: string };
