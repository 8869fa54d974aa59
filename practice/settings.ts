import { decodeUtf8, encodeUtf8 } from "../e2ee/bytes.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import { openPrivate, type PracticeKey, sealPrivate } from "../e2ee/vault.ts";
import { ApiError } from "../wire/client.ts";
import { LIMITS } from "../wire/limits.ts";
import type { SettingsAnswer } from "../wire/practice.ts";
import { type PracticeApi, practiceApi } from "./api.ts";
import { loadKey } from "./key_store.ts";

/**
 * Every setting by its name, as text; empty for what is not set. The server reads `name`, `phone` and `lobbyMinutes`; the
 * others are sealed: `logo` (a data URL), and a language's texts, `de.subject`, `de.body`, `de.sms` …
 */
export type SettingsFields = Readonly<Record<string, string>>;

const PUBLIC_FIELDS = ["name", "phone", "lobbyMinutes"];

/** Settings as they were when they were read. */
export interface PracticeSettings {
  /** 0 where nobody has changed any. */
  version: number;
  fields: SettingsFields;
  /** Sealed by a practice key of before. */
  isOld: boolean;
  /** What has to be added to this browser's clock to have the server's. */
  clockOffsetMs: number;
}

/** Somebody else has changed the same settings to something else meanwhile; nothing was saved. */
export class SettingsConflictError extends Error {
  override readonly name = "SettingsConflictError";
  constructor(readonly newest: PracticeSettings) {
    super("Somebody else has changed the same settings");
  }
}

/** The settings with logo and texts are larger than what the server keeps. */
export class SettingsTooLargeError extends Error {
  override readonly name = "SettingsTooLargeError";
}

/** The one door to a practice's settings. Errors besides its own: those of the API, the key and the seal. */
export interface SettingsStore {
  load(practiceId: string): Promise<PracticeSettings>;
  /**
   * Saves what differs between `base`, from which one had started, and `fields`; what others have changed elsewhere
   * meanwhile stays. Gives what counts now.
   * @throws {SettingsConflictError | SettingsTooLargeError}
   */
  save(practiceId: string, base: PracticeSettings, fields: SettingsFields): Promise<PracticeSettings>;
  /** Seals anew what a practice key of before has sealed; for practitioners. */
  reseal(practiceId: string): Promise<void>;
}

/** How often a change is made again because somebody else was quicker. */
const MAX_CONFLICTS = 8;

export function settingsStore({ api, keysOf, nowMs = Date.now }: {
  api: Pick<PracticeApi, "readSettings" | "changeSettings">;
  /** The practice key, and behind it those of before. @throws {PrivateStoreError | VaultLockedError} */
  keysOf(practiceId: string): Promise<readonly [PracticeKey, ...PracticeKey[]]>;
  nowMs?: () => number;
}): SettingsStore {
  async function load(practiceId: string): Promise<PracticeSettings> {
    const sentAtMs = nowMs();
    const answer = await api.readSettings();
    const clockOffsetMs = Math.round(answer.serverNowMs - (sentAtMs + nowMs()) / 2);
    const { sealed, isOld } = await openSealed(answer, practiceId, await keysOf(practiceId));
    const { version, name, phone = "", lobbyMinutes } = answer;
    const fields = { ...sealed, name, phone, lobbyMinutes: String(lobbyMinutes) };
    return { version, fields, isOld, clockOffsetMs };
  }

  async function put(practiceId: string, version: number, fields: SettingsFields): Promise<void> {
    const content = Object.entries(fields).filter(([name, value]) =>
      value !== "" && !PUBLIC_FIELDS.includes(name)
    );
    const [key] = await keysOf(practiceId);
    const bytes = encodeUtf8(JSON.stringify(Object.fromEntries(content)));
    const sealed = await sealPrivate(key, placeOf(practiceId, version), bytes);
    if (sealed.length > LIMITS.sealedSettingsChars) throw new SettingsTooLargeError();
    const { name = "", phone = "", lobbyMinutes } = fields;
    const told = { version, name, lobbyMinutes: Number(lobbyMinutes), sealed };
    await api.changeSettings(phone === "" ? told : { ...told, phone });
  }

  return {
    load,

    async save(practiceId, base, fields) {
      let newest = base;
      for (let conflicts = 0;; conflicts++) {
        const merged = mergeFields(base.fields, fields, newest);
        if (isSame(merged, newest.fields)) return newest;
        const version = newest.version + 1;
        try {
          await put(practiceId, version, merged);
          return { ...newest, version, fields: merged, isOld: false };
        } catch (error) {
          if (!isConflict(error) || conflicts === MAX_CONFLICTS) throw error;
          newest = await load(practiceId);
        }
      }
    },

    async reseal(practiceId) {
      const { version, fields, isOld } = await load(practiceId);
      if (!isOld) return;
      try {
        await put(practiceId, version + 1, fields);
      } catch (error) {
        if (!isConflict(error)) throw error; // whoever was quicker has sealed it by the newest key
      }
    },
  };
}

/** @throws {SettingsConflictError} for a field that both have changed, each to something else */
function mergeFields(
  base: SettingsFields,
  mine: SettingsFields,
  newest: PracticeSettings,
): SettingsFields {
  const theirs = newest.fields;
  const names = new Set([base, mine, theirs].flatMap(Object.keys));
  return Object.fromEntries(
    [...names].map((name) => {
      const [before = "", my = "", their = ""] = [base[name], mine[name], theirs[name]];
      if (my !== before && their !== before && my !== their) throw new SettingsConflictError(newest);
      return [name, my === before ? their : my];
    }),
  );
}

function isSame(a: SettingsFields, b: SettingsFields): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? "") === (b[name] ?? ""));
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "version_conflict";
}

/** A room is random and of 22 characters: no consultation's private part opens here, nor the other way round. */
function placeOf(practiceId: string, version: number) {
  return { practiceId, consultationId: "settings", version };
}

async function openSealed(
  { sealed, version }: SettingsAnswer,
  practiceId: string,
  keys: readonly PracticeKey[],
): Promise<{ sealed: SettingsFields; isOld: boolean }> {
  if (sealed === undefined && version === 0) return { sealed: {}, isOld: false };
  for (const key of keys) {
    try {
      const content = await openPrivate(key, placeOf(practiceId, version), sealed ?? "");
      return { sealed: parseFields(decodeUtf8(content)), isOld: key !== keys[0] };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  throw new ProtocolError("vault_invalid");
}

const LOGO = /^data:image\/(?:png|webp);base64,[A-Za-z0-9+/]+=*$/;

function parseFields(text: string): SettingsFields {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError("malformed", "Not settings", { cause });
  }
  const fields = Object.entries(content ?? {});
  if (!fields.every(([name, value]) => typeof value === "string" && (name !== "logo" || LOGO.test(value)))) {
    throw new ProtocolError("malformed", "Not settings");
  }
  return Object.fromEntries(fields);
}

/** The settings of the practice, opened by the key of this browser's sign-in. */
export const practiceSettings: SettingsStore = settingsStore({
  api: practiceApi,
  keysOf: async (practiceId) => (await loadKey(practiceId)).keys,
});
