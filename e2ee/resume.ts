import { type Bytes, equalBytes } from "./bytes.ts";
import { deriveBytes, hkdf } from "./hkdf.ts";
import { lv } from "./lv.ts";

/** Lets a guest come back without a second admission. Can be stored in IndexedDB; its key is non-extractable. */
export interface ResumeSecret {
  /** 16 bytes by which the host finds it; independent of the key. */
  id: Bytes;
  /** HKDF-SHA-512. */
  key: CryptoKey;
}

/** A resume secret with the id that its key determines. Source: docs/protocol.md, "Resume". */
export async function makeResumeSecret(key: CryptoKey): Promise<ResumeSecret> {
  return { id: await deriveBytes(key, hkdf("vc1 resume id"), 16), key };
}

/** The secret's bytes for one CPace run only. Source: docs/protocol.md, "Resume". */
export async function resumePassword(secret: ResumeSecret, sid: Uint8Array): Promise<Bytes> {
  return await deriveBytes(secret.key, hkdf(lv("vc1 resume prs", sid)), 32);
}

/** What the host stores for one guest. */
export interface ResumeRecord {
  /** Of the last successful pairing. */
  current: ResumeSecret;
  /** The secret which that pairing used: valid until `current` has been used, because the guest may not have stored `current`. */
  previous?: ResumeSecret;
}

/**
 * The host's record after a pairing: its new secret and the one it used; older ones are dropped. The guest keeps one
 * secret and replaces it after opening the host's first box, which proves that the host has the new one.
 * Source: docs/protocol.md, "Resume".
 */
export function rotateResume(made: ResumeSecret, used?: ResumeSecret): ResumeRecord {
  return used ? { current: made, previous: used } : { current: made };
}

/** The secret that a hello names, and its record. Source: docs/protocol.md, "Resume". */
export function findResume<Record extends ResumeRecord>(
  records: Iterable<Record>,
  id: Uint8Array,
): { record: Record; secret: ResumeSecret } | undefined {
  for (const record of records) {
    for (const secret of [record.current, record.previous]) {
      if (secret && equalBytes(secret.id, id)) return { record, secret };
    }
  }
  return undefined;
}
