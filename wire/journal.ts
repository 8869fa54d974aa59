/**
 * The journal of a practice, its security record: who has done what. The members' chain is sealed by their browsers; the
 * server's has what the server alone sees. Each entry carries the hash of the former one, so that none can be left out,
 * changed or put elsewhere unnoticed (docs/protocol.md, "Journal").
 */

export type JournalChain = "members" | "server";

/** An entry as it is stored. */
export interface JournalEntry {
  /** From 1, without a gap. */
  n: number;
  /** `journalHash` of the former entry; empty for the first. */
  former: string;
  /** When the former entry was stored; 0 for the first. By the server's clock, as `atMs`. */
  formerAtMs: number;
  atMs: number;
  /** Of the members' chain: sealed by the practice key, base64url. Of the server's: a `ServerEvent` as JSON. */
  content: string;
}

/** The newest entry of a chain. */
export type JournalHead = Pick<JournalEntry, "n" | "atMs"> & { hash: string };

/** Before the first entry. */
export const NO_HEAD: JournalHead = { n: 0, atMs: 0, hash: "" };

/** What only the server sees. It names no guest, and of members the id. */
export interface ServerEvent {
  /** Wrong passphrases, recovery keys or passkeys for an account; or a sign-in at a browser where the member never was before. */
  kind: "sign_in_failed" | "recovery_failed" | "passkey_failed" | "passphrase_failed" | "new_browser";
  memberId: string;
  /** How often within a day; of a new browser always 1. */
  count: number;
  /** Browser and system of a new browser, as far as it says. */
  device?: string;
}

/** At which counts of a day the server adds an entry: few, however long somebody goes on. */
export const FAILURES_TOLD: readonly number[] = [3, 10, 30, 100, 300, 1000];

export interface JournalQuery {
  /** Only entries of the members' chain behind this one. */
  after: number;
  /** Only entries of the server's chain behind this one. */
  serverAfter: number;
}

export interface JournalAnswer extends Record<JournalChain, JournalEntry[]> {
  serverNowMs: number;
}

/** The next entry of the members' chain; `version_conflict` if there is a newer one already. */
export type JournalRequest = Pick<JournalEntry, "n" | "former" | "content">;

/** The hash of an entry, which the next one carries. SHA-256, base64url. */
export async function journalHash(
  practiceId: string,
  chain: JournalChain,
  { n, former, formerAtMs, atMs, content }: JournalEntry,
): Promise<string> {
  const lines = ["vc1 journal", practiceId, chain, n, former, formerAtMs, atMs, content].join("\n");
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines)));
  return btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
