import { LIMITS } from "../wire/limits.ts";
import { type LedgerPortion, type LedgerRequest, ledgerTag, SETTINGS_RECORD } from "../wire/ledger.ts";
import { listConsultations } from "./consultations.ts";
import { ledgerPortionKey, type Practice } from "./keys.ts";

/** Stores a portion of a ledger that is being made. It is deleted unless a rotation names it. */
export async function storeLedgerPortion(
  kv: Deno.Kv,
  practiceId: string,
  { id, portion, sealed }: LedgerPortion,
): Promise<void> {
  await kv.set(ledgerPortionKey(practiceId, id, portion), sealed, { expireIn: LIMITS.unusedLedgerMs });
}

/** The portions of the ledger of a practice's newest key; empty if it was made without one. */
export async function readLedger(kv: Deno.Kv, { id, ledger }: Practice): Promise<string[]> {
  return (await readPortions(kv, id, ledger)).flatMap(({ value }) => value ?? []);
}

/**
 * Adds a ledger, and the end of the former one, to the commit of a rotation. Returns false if a portion is missing, or if the
 * practice has other records by now than the ledger lists: then what is newer could not be opened any more.
 */
export async function setLedger(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  practice: Practice,
  { id, portions, tag }: LedgerRequest,
  nowMs: number,
): Promise<boolean> {
  if (await ledgerTag(await versionsOf(kv, practice, nowMs)) !== tag) return false;
  const stored = await readPortions(kv, practice.id, { id, portions });
  for (const portion of stored) {
    if (portion.value === null) return false;
    // Without a check: what is kept is what was read here.
    commit.set(portion.key, portion.value);
  }
  for (const { key } of await readPortions(kv, practice.id, practice.ledger)) commit.delete(key);
  return true;
}

/** The versions of all records that the practice key seals. */
async function versionsOf(kv: Deno.Kv, practice: Practice, nowMs: number): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const { room, privateVersion } of await listConsultations(kv, practice.id, nowMs)) {
    if (privateVersion !== undefined) versions.set(room, privateVersion);
  }
  if (practice.settingsVersion !== undefined) versions.set(SETTINGS_RECORD, practice.settingsVersion);
  return versions;
}

async function readPortions(
  kv: Deno.Kv,
  practiceId: string,
  ledger: Practice["ledger"],
): Promise<Deno.KvEntryMaybe<string>[]> {
  if (!ledger) return [];
  const keys = Array.from({ length: ledger.portions }, (_, n) => ledgerPortionKey(practiceId, ledger.id, n));
  return await kv.getMany<string[]>(keys);
}
