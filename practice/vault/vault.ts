import { ProtocolError } from "../../e2ee/errors.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { PrivatePartRequest, PrivatePartsAnswer } from "../../wire/consultations.ts";
import { type PracticeApi, practiceApi } from "../api.ts";
import {
  encodePrivateContent,
  linkProofHashOf,
  parsePrivateContent,
  type PrivatePart,
} from "./private_part.ts";
import { type OpenedRecord, practiceSeals, type RecordRefusal, type RecordSeals } from "./record_seals.ts";

type Change = (record: PrivatePart) => PrivatePart;

/**
 * The only access to private parts. All methods but `seal` ask the server. Errors besides those of the API and the key:
 * {ProtocolError} with a `RecordRefusal` for a record that does not count.
 */
export interface Vault {
  /** Seals a new record, for the request that creates its consultation. */
  seal(record: PrivatePart): Promise<string>;
  /** The newest record; undefined if the server has none. */
  get(practiceId: string, room: string): Promise<PrivatePart | undefined>;
  /** The records of these rooms in the given versions or newer ones, without those that do not count: see `refusalOf`. */
  getMany(
    practiceId: string,
    versions: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, PrivatePart>>;
  /** Why a record that `getMany` has left out does not count; undefined for one that the server did not send. */
  refusalOf(room: string): RecordRefusal | undefined;
  /**
   * Changes the newest record; returns the result, or undefined if the server has none. `change` is called with the record
   * that this page knows, and again with the newest if another browser has changed it: it must keep every field that it does
   * not mean to change. If it returns the same record nothing is sent.
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
  seals: RecordSeals;
}

/** How often a change is tried again after another browser was faster. */
const MAX_CONFLICTS = 8;

/** How often a record is read again when an older version comes than this browser has seen. */
const MAX_READS = 3;

/** A record as this page knows it. */
interface KnownRecord {
  version: number;
  record: PrivatePart;
  /** Epoch of the practice key that has sealed it. */
  epoch: number;
}

type Known = KnownRecord | { version: number; refusal: RecordRefusal };

/**
 * Private parts that are sealed with the practice key and stored by the server. The server cannot read them, swap them
 * between consultations, or show an older version than this browser has seen.
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
    return (await this.#newest(practiceId, room, false))?.record;
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
      const known = this.#known.get(room);
      if (known && "record" in known) records.set(room, known.record);
    }
    return records;
  }

  refusalOf(room: string): RecordRefusal | undefined {
    const known = this.#known.get(room);
    return known && "refusal" in known ? known.refusal : undefined;
  }

  async update(practiceId: string, room: string, change: Change): Promise<PrivatePart | undefined> {
    const send = async (part: PrivatePartRequest) => {
      await this.options.api.replacePrivatePart(room, part);
      return {};
    };
    return await this.#changeNewest(practiceId, room, change, send, true);
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
      async (part, record) =>
        await this.options.api.replaceCode(room, { ...part, linkProofHash: await linkProofHashOf(record) }),
    );
  }

  reseal(practiceId: string): Promise<number> {
    // One run at a time: two would only cause each other conflicts.
    return this.#resealing ??= this.#resealFormer(practiceId).finally(() => this.#resealing = undefined);
  }

  async #resealFormer(practiceId: string): Promise<number> {
    const newest = await this.options.seals.epochOf(practiceId);
    const former = [...this.#known]
      .filter(([, known]) => "record" in known && known.epoch < newest)
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
    await this.options.seals.epochOf(practiceId); // without a key nothing is requested
    for (const room of rooms) this.#known.delete(room);
    for (let at = 0; at < rooms.length; at += LIMITS.privatePartsPerRequest) {
      let asked = rooms.slice(at, at + LIMITS.privatePartsPerRequest);
      for (let reads = 0; asked.length > 0 && reads < MAX_READS; reads++) {
        await this.#readPortion(practiceId, asked);
        // Another tab may have written a newer version while the answer was on its way: a second one has it.
        asked = asked.filter((room) => this.refusalOf(room) === "vault_older");
      }
    }
  }

  async #readPortion(practiceId: string, rooms: readonly string[]): Promise<void> {
    const { parts } = await this.options.api.readPrivateParts(rooms);
    const records = parts.map(({ room, version, sealed }) => ({ recordId: room, version, sealed }));
    const opened = await this.options.seals.open(practiceId, records);
    parts.forEach((part, index) => this.#known.set(part.room, knownOf(practiceId, part, opened[index]!)));
  }

  /** `orKnown`: what this page knows will do, because the server refuses a change of anything but the newest. */
  async #newest(practiceId: string, room: string, orKnown: boolean): Promise<KnownRecord | undefined> {
    const known = this.#known.get(room);
    if (orKnown && known && "record" in known) return known;
    await this.#read(practiceId, [room]);
    const found = this.#known.get(room);
    if (found && "refusal" in found) throw new ProtocolError(found.refusal);
    return found;
  }

  async #sealAs(record: PrivatePart, version: number): Promise<{ sealed: string; epoch: number }> {
    const { practiceId, room } = record;
    const content = encodePrivateContent(record);
    return await this.options.seals.seal(practiceId, { recordId: room, version }, content);
  }

  async #changeNewest(
    practiceId: string,
    room: string,
    change: Change,
    send: (part: PrivatePartRequest, record: PrivatePart) => Promise<Pick<PrivatePart, "locator">>,
    orKnown = false,
  ): Promise<PrivatePart | undefined> {
    for (let conflicts = 0;; conflicts++) {
      const found = await this.#newest(practiceId, room, orKnown && conflicts === 0);
      if (!found) return undefined;
      const next = change(found.record);
      if (next === found.record) return next;
      const version = found.version + 1;
      try {
        const { sealed, epoch } = await this.#sealAs(next, version);
        const record = { ...next, ...await send({ version, sealed }, next) };
        this.#known.set(room, { version, record, epoch });
        await this.options.seals.taken(practiceId, { recordId: room, version, sealed });
        return record;
      } catch (error) {
        const isConflict = error instanceof ApiError && error.code === "version_conflict";
        if (!isConflict || conflicts === MAX_CONFLICTS) throw error;
      }
    }
  }
}

function knownOf(
  practiceId: string,
  { room, version, locator }: PrivatePartsAnswer["parts"][number],
  opened: OpenedRecord,
): Known {
  if ("refusal" in opened) return { version, refusal: opened.refusal };
  const { content, epoch } = opened;
  try {
    const record = { ...parsePrivateContent(content), practiceId, room };
    return { version, epoch, record: locator === undefined ? record : { ...record, locator } };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { version, refusal: "vault_invalid" };
  }
}

/** The vault of the practice, opened with the keys of this browser's sign-in. */
export const practiceVault: Vault = new PracticeVault({ api: practiceApi, seals: practiceSeals });
