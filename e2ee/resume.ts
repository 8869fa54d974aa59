import { type Bytes, equalBytes } from "./bytes.ts";
import { deriveBytes, hkdf } from "./hkdf.ts";
import { lv } from "./lv.ts";

/** What lets a guest come back without a second admission. Can be cloned into IndexedDB; its key cannot be taken out. */
export interface ResumeSecret {
  /** 16 bytes by which the host finds it; says nothing about the key. */
  id: Bytes;
  /** HKDF-SHA-512. */
  key: CryptoKey;
}

/** Names the secret that a key makes. Source: docs/protocol.md, "Resume". */
export async function makeResumeSecret(key: CryptoKey): Promise<ResumeSecret> {
  return { id: await deriveBytes(key, hkdf("vc1 resume id"), 16), key };
}

/** The secret's bytes for one CPace run and no other. Source: docs/protocol.md, "Resume". */
export async function resumePassword(secret: ResumeSecret, sid: Uint8Array): Promise<Bytes> {
  return await deriveBytes(secret.key, hkdf(lv("vc1 resume prs", sid)), 32);
}

/** What the host keeps of one guest. */
export interface ResumeRecord {
  /** From the last pairing that succeeded. */
  current: ResumeSecret;
  /** The one that pairing had used: valid until `current` has been used, for the guest may not have learnt of it. */
  previous?: ResumeSecret;
}

/**
 * The host's record after a pairing: what it made and what it had used; everything older is gone. The guest keeps one
 * secret only, and takes the new one when it has opened the host's first box: that proves that the host has it.
 * Source: docs/protocol.md, "Resume".
 */
export function rotateResume(made: ResumeSecret, used?: ResumeSecret): ResumeRecord {
  return used ? { current: made, previous: used } : { current: made };
}

/** The secret that a hello names, and whose record it is in. Source: docs/protocol.md, "Resume". */
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
