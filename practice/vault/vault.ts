import { ProtocolError } from "../../e2ee/errors.ts";
import { openPrivate, type PracticeKey, sealPrivate } from "../../e2ee/vault.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { PrivatePartRequest, PrivatePartsAnswer } from "../../wire/consultations.ts";
import { loadKey } from "./key_store.ts";
import { type PracticeApi, practiceApi } from "../api.ts";
import { encodePrivateContent, parsePrivateContent, type PrivatePart } from "./private_part.ts";

type Change = (record: PrivatePart) => PrivatePart;

/**
 * The only access to private parts. All methods but `seal` ask the server. Errors besides those of the API and the key:
 * {ProtocolError} `vault_invalid` or `malformed` for a record that does not open.
 */
export interface Vault {
  /** Seals a new record, for the request that creates its consultation. */
  seal(record: PrivatePart): Promise<string>;
  /** The newest record; undefined if the server has none. */
  get(practiceId: string, room: string): Promise<PrivatePart | undefined>;
  /** The records of these rooms in the given versions or newer ones, without those that do not open. */
  getMany(
    practiceId: string,
    versions: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, PrivatePart>>;
  /**
   * Changes the newest record; returns the result, or undefined if the server has none. If another browser changes it at
   * the same time, `change` is called again with its record, and so must keep every field that it does not mean to change.
   */
  update(practiceId: string, room: string, change: Change): Promise<PrivatePart | undefined>;
  /**
   * Reseals what `getMany` found sealed with a former practice key, until the server stops answering; returns how many
   * records are left.
   */
  reseal(practiceId: string): Promise<number>;
  /** Like `update`; in the same commit the server draws a new locator, so that the former code is invalid at once. */
  replaceCode: Vault["update"];
  /** Moves the consultation to another start; record and server's part change in one commit. */
  move(practiceId: string, room: string, startsAtMs: number): Promise<PrivatePart | undefined>;
}

export interface VaultOptions {
  api: Pick<PracticeApi, "readPrivateParts" | "replacePrivatePart" | "replaceCode" | "moveConsultation">;
  /** The practice key, followed by the former ones. @throws {StorageUnavailableError | VaultLockedError} */
  keysOf(practiceId: string): Promise<readonly [PracticeKey, ...PracticeKey[]]>;
}

/** How often a change is tried again after another browser was faster. */
const MAX_CONFLICTS = 8;

/** A record as this page knows it; without `record` if it did not open. */
interface Known {
  version: number;
  record?: PrivatePart;
  /** Which of the practice keys has sealed it; 0 is the oldest that this browser has. */
  sealedBy?: number;
}

/**
 * Private parts that are sealed with the practice key and stored by the server. The server cannot read them, swap them
 * between consultations, or pass an old one off as a newer version.
 */
export class PracticeVault implements Vault {
  /** By room. Never cleared: pages are short-lived. */
  readonly #known = new Map<string, Known>();
  #resealing: Promise<number> | undefined;

  constructor(readonly options: VaultOptions) {}

  async seal(record: PrivatePart): Promise<string> {
    return (await this.#sealAs(record, 1)).sealed;
  }

  async get(practiceId: string, room: string): Promise<PrivatePart | undefined> {
    return (await this.#newest(practiceId, room))?.record;
  }

  async getMany(
    practiceId: string,
    versions: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, PrivatePart>> {
    const missing = [...versions].filter(([room, version]) =>
      (this.#known.get(room)?.version ?? 0) < version
    );
    if (missing.length > 0) await this.#read(practiceId, missing.map(([room]) => room));
    const records = new Map<string, PrivatePart>();
    for (const room of versions.keys()) {
      const record = this.#known.get(room)?.record;
      if (record) records.set(room, record);
    }
    return records;
  }

  async update(practiceId: string, room: string, change: Change): Promise<PrivatePart | undefined> {
    return await this.#changeNewest(practiceId, room, change, async (part) => {
      await this.options.api.replacePrivatePart(room, part);
      return {};
    });
  }

  async move(practiceId: string, room: string, startsAtMs: number): Promise<PrivatePart | undefined> {
    // Already moved there: an answer was lost, or another browser was faster.
    const change = (record: PrivatePart) =>
      record.startsAtMs === startsAtMs ? record : { ...record, startsAtMs, moves: (record.moves ?? 0) + 1 };
    return await this.#changeNewest(practiceId, room, change, async (part) => {
      await this.options.api.moveConsultation(room, { ...part, startsAtMs });
      return {};
    });
  }

  async replaceCode(practiceId: string, room: string, change: Change): Promise<PrivatePart | undefined> {
    return await this.#changeNewest(
      practiceId,
      room,
      change,
      (part) => this.options.api.replaceCode(room, part),
    );
  }

  reseal(practiceId: string): Promise<number> {
    // One run at a time: two would only cause each other conflicts.
    return this.#resealing ??= this.#resealFormer(practiceId).finally(() => this.#resealing = undefined);
  }

  async #resealFormer(practiceId: string): Promise<number> {
    const newest = (await this.options.keysOf(practiceId)).length - 1;
    const former = [...this.#known]
      .filter(([, { sealedBy = newest }]) => sealedBy < newest)
      .map(([room]) => room);
    for (const [at, room] of former.entries()) {
      try {
        await this.update(practiceId, room, (record) => ({ ...record }));
      } catch (error) {
        // Cancelled since.
        if (error instanceof ApiError && error.code === "consultation_unknown") continue;
        if (error instanceof ApiError || error instanceof NetworkError) return former.length - at;
        throw error;
      }
    }
    return 0;
  }

  async #read(practiceId: string, rooms: readonly string[]): Promise<void> {
    const keys = await this.options.keysOf(practiceId);
    const seen = new Map(rooms.map((room) => [room, this.#known.get(room)?.version ?? 0]));
    for (const room of rooms) this.#known.delete(room);
    for (let at = 0; at < rooms.length; at += LIMITS.privatePartsPerRequest) {
      const portion = rooms.slice(at, at + LIMITS.privatePartsPerRequest);
      const { parts } = await this.options.api.readPrivateParts(portion);
      await Promise.all(parts.map(async (part) => {
        const { room, version } = part;
        const before = seen.get(room) ?? 0;
        // A version older than one that this page has seen is treated like one that does not open.
        this.#known.set(
          room,
          version < before ? { version: before } : { version, ...await openPart(keys, practiceId, part) },
        );
      }));
    }
  }

  async #newest(
    practiceId: string,
    room: string,
  ): Promise<Required<Pick<Known, "version" | "record">> | undefined> {
    await this.#read(practiceId, [room]);
    const found = this.#known.get(room);
    if (!found) return undefined;
    const { version, record } = found;
    if (!record) throw new ProtocolError("vault_invalid");
    return { version, record };
  }

  async #sealAs(record: PrivatePart, version: number): Promise<{ sealed: string; sealedBy: number }> {
    const { practiceId, room } = record;
    const place = { practiceId, consultationId: room, version };
    const keys = await this.options.keysOf(practiceId);
    const sealed = await sealPrivate(keys[0], place, encodePrivateContent(record));
    return { sealed, sealedBy: keys.length - 1 };
  }

  async #changeNewest(
    practiceId: string,
    room: string,
    change: Change,
    send: (part: PrivatePartRequest) => Promise<Pick<PrivatePart, "locator">>,
  ): Promise<PrivatePart | undefined> {
    for (let conflicts = 0;; conflicts++) {
      const found = await this.#newest(practiceId, room);
      if (!found) return undefined;
      const next = change(found.record);
      if (next === found.record) return next;
      const version = found.version + 1;
      try {
        const { sealed, sealedBy } = await this.#sealAs(next, version);
        const record = { ...next, ...await send({ version, sealed }) };
        this.#known.set(room, { version, record, sealedBy });
        return record;
      } catch (error) {
        const isConflict = error instanceof ApiError && error.code === "version_conflict";
        if (!isConflict || conflicts === MAX_CONFLICTS) throw error;
      }
    }
  }
}

async function openPart(
  keys: readonly PracticeKey[],
  practiceId: string,
  { room, version, sealed, locator }: PrivatePartsAnswer["parts"][number],
): Promise<Omit<Known, "version">> {
  for (const [behind, key] of keys.entries()) {
    try {
      const opened = await openPrivate(key, { practiceId, consultationId: room, version }, sealed);
      const content = parsePrivateContent(opened);
      return {
        record: { ...content, practiceId, room, ...(locator === undefined ? {} : { locator }) },
        sealedBy: keys.length - 1 - behind,
      };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  return {};
}

/** The vault of the practice, opened with the keys of this browser's sign-in. */
export const practiceVault: Vault = new PracticeVault({
  api: practiceApi,
  keysOf: async (practiceId) => (await loadKey(practiceId)).keys,
});
