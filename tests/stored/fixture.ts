import type { BrowserState } from "./browser_state.ts";
import type { Entry } from "./entries.ts";

/** What a version of the program has stored: at the server, and in the browsers of a call that was running. */
export interface Fixture {
  /** The commit of that version. */
  version: string;
  /** When it was made; consultations and sign-ins are of that time. */
  madeAtMs: number;
  entries: Entry[];
  /** Who signs in, and by what. */
  owner: Account & { recoveryKey: string; passkey: CopiedPasskey };
  member: Account;
  /** Of an invitation into the team that nobody has used: the page's address without its origin. */
  memberLink: string;
  settings: { phone: string; lobbyMinutes: string; body: string };
  consultations: Record<ConsultationName, StoredConsultation>;
  /** The note of the consultation `running`. */
  note: string;
  /** Of the consultation `moved`. */
  movedToMs: number;
  /** Two browsers in a call, of the owner (at the room's page) and of the patient, of the consultation `running`. */
  browsers: { doctor: BrowserState; patient: BrowserState };
}

interface Account {
  name: string;
  email: string;
  passphrase: string;
}

/** Each is of another kind; the last two were sealed after the practice had got another key. */
export type ConsultationName =
  | "running"
  | "guessed"
  | "moved"
  | "newCode"
  | "cancelled"
  | "byCode"
  | "byLink";

export interface StoredConsultation {
  name: string;
  room: string;
  code: string;
  /** Path and fragment. */
  link: string;
}

/** As the DevTools protocol copies it. */
export interface CopiedPasskey {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}
