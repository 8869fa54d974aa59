import type { Bytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { type EpochKeys, openRecord, recordFingerprint, sealRecord } from "../../e2ee/record.ts";
import { type PracticeApi, practiceApi } from "../api.ts";
import { type KeptKey, loadKey } from "./key_store.ts";
import { openWholeLedger } from "./ledger.ts";
import { type SeenVersions, seenVersions } from "./seen_versions.ts";

/** The keys of a sign-in, as far as records need them. */
type SealKeys = Pick<KeptKey, "keys" | "epoch" | "hasLedger">;

/**
 * Why a sealed record does not count:
 * - `vault_invalid`: it does not open at its place;
 * - `vault_older`: this browser has seen a newer version;
 * - `vault_former_key`: a former practice key has sealed it, and it did not exist when that key was replaced.
 */
export type RecordRefusal = "vault_invalid" | "vault_older" | "vault_former_key";

/** A record that was opened, with the epoch of the key that has sealed it; or why it does not count. */
export type OpenedRecord = { content: Bytes; epoch: number } | { refusal: RecordRefusal };

/** A record as the server keeps it. */
interface SealedRecord {
  /** The consultation's room, or `SETTINGS_RECORD`. */
  recordId: string;
  version: number;
  sealed: string;
}

interface RecordSealsOptions {
  api: Pick<PracticeApi, "readLedger">;
  /** @throws {StorageUnavailableError | VaultLockedError} */
  keysOf(practiceId: string): Promise<SealKeys>;
  seen: SeenVersions;
}

/** A version that counts. */
interface Accepted {
  version: number;
  fingerprint: string;
}

/**
 * Seals and opens all records of a practice. What it opens is the newest version that this browser has ever seen, sealed by
 * the newest practice key, or by a former one before that was replaced. Source: docs/protocol.md, "Epochs".
 */
export class RecordSeals {
  /** By practice and record. */
  readonly #accepted = new Map<string, Accepted>();
  /** By practice and epoch. */
  readonly #ledgers = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(readonly options: RecordSealsOptions) {}

  /** The epoch of the newest practice key. */
  async epochOf(practiceId: string): Promise<number> {
    return (await this.options.keysOf(practiceId)).epoch;
  }

  /** Seals a version by the newest practice key. */
  async seal(
    practiceId: string,
    { recordId, version }: Omit<SealedRecord, "sealed">,
    content: Uint8Array,
  ): Promise<{ sealed: string; epoch: number }> {
    const keys = await this.options.keysOf(practiceId);
    return { sealed: await sealRecord(keys, { practiceId, recordId, version }, content), epoch: keys.epoch };
  }

  /** Notes that the server has taken a version that this browser has sealed. */
  async taken(practiceId: string, record: SealedRecord): Promise<void> {
    await this.options.seen.raise(practiceId, new Map([[record.recordId, record.version]]));
    await this.#accept(practiceId, record);
  }

  /**
   * Opens records; the results are in their order.
   * @throws {StorageUnavailableError | VaultLockedError | ApiError | NetworkError}
   */
  async open(practiceId: string, records: readonly SealedRecord[]): Promise<OpenedRecord[]> {
    const keys = await this.options.keysOf(practiceId);
    const opened = await Promise.all(records.map((record) => this.#openOne(practiceId, keys, record)));
    const versions = new Map<string, number>();
    records.forEach(({ recordId, version }, at) => {
      if ("content" in opened[at]!) {
        versions.set(recordId, Math.max(version, versions.get(recordId) ?? 0));
      }
    });
    const highest = await this.options.seen.raise(practiceId, versions);
    return await Promise.all(records.map(async (record, at) => {
      const found = opened[at]!;
      if ("refusal" in found) return found;
      if (record.version < highest.get(record.recordId)!) return { refusal: "vault_older" };
      await this.#accept(practiceId, record);
      return found;
    }));
  }

  /** Whether this browser has seen any version of a record. */
  async hasSeen(practiceId: string, recordId: string): Promise<boolean> {
    return (await this.options.seen.raise(practiceId, new Map([[recordId, 0]]))).get(recordId)! > 0;
  }

  /** What the ledger of the next practice key lists of these records: the versions that count. */
  fingerprintsOf(practiceId: string, recordIds: Iterable<string>): string[] {
    return [...recordIds].flatMap((recordId) =>
      this.#accepted.get(`${practiceId} ${recordId}`)?.fingerprint ?? []
    );
  }

  async #accept(practiceId: string, { recordId, version, sealed }: SealedRecord): Promise<void> {
    const fingerprint = await recordFingerprint({ practiceId, recordId, version }, sealed);
    this.#accepted.set(`${practiceId} ${recordId}`, { version, fingerprint });
  }

  async #openOne(practiceId: string, keys: SealKeys, record: SealedRecord): Promise<OpenedRecord> {
    const { sealed, ...place } = record;
    let opened: { content: Bytes; epoch: number };
    try {
      opened = await openRecord(keys, { practiceId, ...place }, sealed);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { refusal: "vault_invalid" };
    }
    if (opened.epoch === keys.epoch || !keys.hasLedger) return opened;
    const fingerprint = await recordFingerprint({ practiceId, ...place }, sealed);
    const ledger = await this.#ledgerOf(practiceId, keys);
    return ledger.has(fingerprint) ? opened : { refusal: "vault_former_key" };
  }

  /** The ledger of the newest practice key, read once. */
  #ledgerOf(practiceId: string, keys: EpochKeys): Promise<ReadonlySet<string>> {
    const name = `${practiceId} ${keys.epoch}`;
    const known = this.#ledgers.get(name);
    if (known) return known;
    const reading = this.options.api.readLedger().then((answer) =>
      openWholeLedger(keys.keys[0], { practiceId, epoch: keys.epoch }, answer)
    );
    this.#ledgers.set(name, reading);
    reading.catch(() => this.#ledgers.delete(name)); // read again with the next record
    return reading;
  }
}

/** The seals of the practice, with the keys of this browser's sign-in. */
export const practiceSeals = new RecordSeals({ api: practiceApi, keysOf: loadKey, seen: seenVersions });
