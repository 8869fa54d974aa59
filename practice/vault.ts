import { decodeUtf8, encodeUtf8 } from "../e2ee/bytes.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import { openPrivate, type PracticeKey, sealPrivate } from "../e2ee/vault.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import { LIMITS } from "../wire/limits.ts";
import type { PrivatePartRequest, PrivatePartsAnswer } from "../wire/practice.ts";
import { type PracticeApi, practiceApi } from "./api.ts";
import { loadKey } from "./key_store.ts";
import type { PrivateConsultation, PrivateStore } from "./private_store.ts";

/** How often a change is made again because somebody else was quicker. */
const MAX_CONFLICTS = 8;

export interface VaultOptions {
  api: Pick<PracticeApi, "readPrivateParts" | "replacePrivatePart" | "replaceCode" | "moveConsultation">;
  /** The practice key, and behind it those of before. @throws {PrivateStoreError | VaultLockedError} */
  keysOf(practiceId: string): Promise<readonly [PracticeKey, ...PracticeKey[]]>;
}

/** A record as this page knows it; none where its seal did not open. */
interface Known {
  version: number;
  record?: PrivateConsultation;
  /** By which of the practice keys it is sealed, from the oldest that this browser has, 0. */
  sealedBy?: number;
}

type Part = PrivatePartsAnswer["parts"][number];

/**
 * The private parts, sealed by the practice key and kept by the server, which can neither read them, nor put one in
 * another's place, nor hand an old one back as a newer version. Errors besides those of the API and the key:
 * {ProtocolError} `vault_invalid` or `malformed` for a record that does not open.
 */
export function vault({ api, keysOf }: VaultOptions): PrivateStore {
  /** By room; pages are short-lived, and their server deletes what has expired. */
  const known = new Map<string, Known>();
  let resealing: Promise<number> | undefined;

  async function read(practiceId: string, rooms: readonly string[]): Promise<void> {
    const keys = await keysOf(practiceId);
    const seen = new Map(rooms.map((room) => [room, known.get(room)?.version ?? 0]));
    for (const room of rooms) known.delete(room);
    for (let at = 0; at < rooms.length; at += LIMITS.privatePartsPerRequest) {
      const { parts } = await api.readPrivateParts(rooms.slice(at, at + LIMITS.privatePartsPerRequest));
      await Promise.all(parts.map(async (part) => {
        const { room, version } = part;
        const before = seen.get(room) ?? 0;
        // A version that is older than what this page has seen is as good as one that does not open.
        known.set(
          room,
          version < before ? { version: before } : { version, ...await open(keys, practiceId, part) },
        );
      }));
    }
  }

  async function newest(
    practiceId: string,
    room: string,
  ): Promise<Required<Pick<Known, "version" | "record">> | undefined> {
    await read(practiceId, [room]);
    const found = known.get(room);
    if (!found) return undefined;
    const { version, record } = found;
    if (!record) throw new ProtocolError("vault_invalid");
    return { version, record };
  }

  async function sealAs(
    record: PrivateConsultation,
    version: number,
  ): Promise<{ sealed: string; sealedBy: number }> {
    const { practiceId, room, locator: _, ...content } = record;
    const place = { practiceId, consultationId: room, version };
    const keys = await keysOf(practiceId);
    const sealed = await sealPrivate(keys[0], place, encodeUtf8(JSON.stringify(content)));
    return { sealed, sealedBy: keys.length - 1 };
  }

  async function changeNewest(
    practiceId: string,
    room: string,
    change: (record: PrivateConsultation) => PrivateConsultation,
    send: (part: PrivatePartRequest) => Promise<Pick<PrivateConsultation, "locator">>,
  ): Promise<PrivateConsultation | undefined> {
    for (let conflicts = 0;; conflicts++) {
      const found = await newest(practiceId, room);
      if (!found) return undefined;
      const next = change(found.record);
      if (next === found.record) return next;
      const version = found.version + 1;
      try {
        const { sealed, sealedBy } = await sealAs(next, version);
        const record = { ...next, ...await send({ version, sealed }) };
        known.set(room, { version, record, sealedBy });
        return record;
      } catch (error) {
        const conflict = error instanceof ApiError && error.code === "version_conflict";
        if (!conflict || conflicts === MAX_CONFLICTS) throw error;
      }
    }
  }

  async function resealOld(practiceId: string): Promise<number> {
    const newest = (await keysOf(practiceId)).length - 1;
    const old = [...known].filter(([, { sealedBy = newest }]) => sealedBy < newest).map(([room]) => room);
    for (const [at, room] of old.entries()) {
      try {
        await changeNewest(practiceId, room, (record) => ({ ...record }), async (part) => {
          await api.replacePrivatePart(room, part);
          return {};
        });
      } catch (error) {
        // Cancelled since.
        if (error instanceof ApiError && error.code === "consultation_unknown") continue;
        if (error instanceof ApiError || error instanceof NetworkError) return old.length - at;
        throw error;
      }
    }
    return 0;
  }

  return {
    seal: async (record) => (await sealAs(record, 1)).sealed,

    get: async (practiceId, room) => (await newest(practiceId, room))?.record,

    async getMany(practiceId, versions) {
      const missing = [...versions].filter(([room, version]) => (known.get(room)?.version ?? 0) < version);
      if (missing.length > 0) await read(practiceId, missing.map(([room]) => room));
      const records = new Map<string, PrivateConsultation>();
      for (const room of versions.keys()) {
        const record = known.get(room)?.record;
        if (record) records.set(room, record);
      }
      return records;
    },

    reseal(practiceId) {
      // One at a time: what two seal anew would only get in each other's way.
      return resealing ??= resealOld(practiceId).finally(() => resealing = undefined);
    },

    update: (practiceId, room, change) =>
      changeNewest(practiceId, room, change, async (part) => {
        await api.replacePrivatePart(room, part);
        return {};
      }),

    move: (practiceId, room, startsAtMs) =>
      changeNewest(
        practiceId,
        room,
        // Its answer was lost, or somebody else has moved it there.
        (record) =>
          record.startsAtMs === startsAtMs
            ? record
            : { ...record, startsAtMs, moves: (record.moves ?? 0) + 1 },
        async (part) => {
          await api.moveConsultation(room, { ...part, startsAtMs });
          return {};
        },
      ),

    replaceCode: (practiceId, room, change) =>
      changeNewest(practiceId, room, change, (part) => api.replaceCode(room, part)),
  };
}

async function open(
  keys: readonly PracticeKey[],
  practiceId: string,
  { room, version, sealed, locator }: Part,
): Promise<Omit<Known, "version">> {
  for (const [behind, key] of keys.entries()) {
    try {
      const content = await openPrivate(key, { practiceId, consultationId: room, version }, sealed);
      const record = parseContent(decodeUtf8(content));
      return {
        record: { ...record, practiceId, room, ...(locator === undefined ? {} : { locator }) },
        sealedBy: keys.length - 1 - behind,
      };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  return {};
}

const TEXTS = ["name", "note", "lang", "codeSecret", "linkSecret"] as const;
const NUMBERS = ["startsAtMs", "createdAtMs", "codeLength"] as const;

/** Whoever sealed it had the key; that it was this program in this version is not said. */
function parseContent(text: string): Omit<PrivateConsultation, "practiceId" | "room"> {
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError("malformed", "Not a private part", { cause });
  }
  const fits = TEXTS.every((field) => typeof content?.[field] === "string") &&
    NUMBERS.every((field) => typeof content[field] === "number");
  if (!fits) throw new ProtocolError("malformed", "Not a private part");
  return content as unknown as Omit<PrivateConsultation, "practiceId" | "room">;
}

/** The practice's vault, opened by the key of this browser's sign-in. */
export const privateStore: PrivateStore = vault({
  api: practiceApi,
  keysOf: async (practiceId) => (await loadKey(practiceId)).keys,
});
