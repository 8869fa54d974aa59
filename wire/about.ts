/**
 * 200 of `GET /api/about`: what the pages of this installation are filled with, all of it to be read on them. With it, the
 * same pages can be made elsewhere and compared (`deno task verify`).
 */
export interface AboutAnswer {
  /** Of the program, by Semantic Versioning. */
  version: string;
  operator: {
    name: string;
    address: string;
    email: string;
    phone: string;
    legal: string;
    dataProtection: string;
    certificates: string;
  };
  codeLength: 12 | 16;
  lobbyMinutes: number;
  retentionDays: number;
  /** Is there a relay, and does all media go through it? */
  relay: "none" | "offered" | "only";
  stun: boolean;
  /** The installation knows that it is reached over TLS. */
  secure: boolean;
}
