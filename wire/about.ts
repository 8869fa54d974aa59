/** Who runs this installation, for the legal pages. A text that the operator has not given is empty. */
export interface Operator {
  name: string;
  address: string;
  email: string;
  phone: string;
  /** Register, supervising authority, VAT number: what the law requires of this operator. */
  legal: string;
  /** The data protection officer, if there is one. */
  dataProtection: string;
  /** Certificates that have to be shown, as text. */
  certificates: string;
}

/**
 * What the pages of this installation are filled with; all of it is public. With it the same pages can be built elsewhere and
 * compared (`deno task verify`).
 */
export interface AboutAnswer {
  /** Of the program, by Semantic Versioning. */
  version: string;
  operator: Operator;
  /** Whom to tell about a weakness: URIs. */
  securityContacts: readonly string[];
  codeLength: 12 | 16;
  lobbyMinutes: number;
  retentionDays: number;
  /** Is there a relay, and does all media go through it? */
  relay: "none" | "offered" | "only";
  stun: boolean;
  /** The installation knows that it is reached over TLS. */
  secure: boolean;
}
