/** The ledger of a practice key: what existed when it took the place of the former one (docs/protocol.md, "Epochs"). */

/** One portion of a ledger that is being made; sealed by a practice key that the server has not been told of yet. */
export interface LedgerPortion {
  /** 16 random bytes that name the ledger. */
  id: string;
  /** From 0. */
  portion: number;
  sealed: string;
}

/** Names a ledger whose portions are stored, and what it has to list. */
export interface LedgerRequest {
  id: string;
  portions: number;
  /** `ledgerTag` of the records that the browser knew; the rotation is refused if there are others by then. */
  tag: string;
}

/** The ledger of the newest practice key; no portions if it was made without one. */
export interface LedgerAnswer {
  portions: string[];
}

/** Name of the settings among the records of a practice; a consultation's is its room, of 22 characters. */
export const SETTINGS_RECORD = "settings";

/** Identifies a set of records in their versions: the same in browser and server. SHA-256, in hexadecimal digits. */
export async function ledgerTag(versions: ReadonlyMap<string, number>): Promise<string> {
  const lines = [...versions].map(([recordId, version]) => `${recordId} ${version}`).sort();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n")));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
