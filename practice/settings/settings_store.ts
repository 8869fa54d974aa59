import { decodeUtf8, encodeUtf8 } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { ApiError } from "../../wire/client.ts";
import { SETTINGS_RECORD } from "../../wire/ledger.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { SettingsAnswer } from "../../wire/settings.ts";
import { heldProof, withProof } from "../account/proofs.ts";
import { type PracticeApi, practiceApi } from "../api.ts";
import { practiceSeals, type RecordSeals } from "../vault/record_seals.ts";

/**
 * All settings by name, as texts; empty if not set. The server reads `name`, `phone`, `lobbyMinutes`, `idleMinutes` and
 * `passkeysRequired` ("yes" or empty). The others are sealed: `logo` (a data URL) and the texts of each language, `de.subject`, `de.body`, `de.sms` …
 */
export type SettingsFields = Readonly<Record<string, string>>;

const PUBLIC_FIELDS = ["name", "phone", "lobbyMinutes", "idleMinutes", "passkeysRequired"];

/** Settings as read from the server. */
export interface LoadedSettings {
  /** 0 if no setting was ever changed. */
  version: number;
  fields: SettingsFields;
  /** Sealed with a former practice key. */
  isOld: boolean;
  /** The server's clock minus this device's. */
  clockOffsetMs: number;
}

/** Somebody else has changed the same settings to other values meanwhile; nothing was saved. */
export class SettingsConflictError extends Error {
  override readonly name = "SettingsConflictError";
  constructor(readonly newest: LoadedSettings) {
    super("Cannot save settings: somebody else has changed the same ones");
  }
}

/** Logo and texts together exceed what the server stores. */
export class SettingsTooLargeError extends Error {
  override readonly name = "SettingsTooLargeError";
}

/** The only access to a practice's settings. Errors besides its own: those of the API, the key and the vault. */
export interface SettingsStore {
  load(practiceId: string): Promise<LoadedSettings>;
  /**
   * Saves what differs between `base` and `fields`; other settings that somebody else has changed meanwhile stay. Returns
   * the saved settings.
   * @throws {SettingsConflictError | SettingsTooLargeError}
   */
  save(practiceId: string, base: LoadedSettings, fields: SettingsFields): Promise<LoadedSettings>;
  /**
   * Reseals settings that are sealed with a former practice key; for practitioners. Returns whether they are sealed with the
   * newest one now: without a proof they are not, unless it `mayAsk` for one.
   */
  reseal(practiceId: string, mayAsk: boolean): Promise<boolean>;
}

/** How often settings are read when older ones come than this browser has seen. */
const MAX_READS = 3;

/** How often a change is tried again after another browser was faster. */
const MAX_CONFLICTS = 8;

/** Makes the access to the settings. */
export function settingsStore({ api, proofs, seals, nowMs = Date.now }: {
  api: Pick<PracticeApi, "readSettings" | "changeSettings">;
  proofs: { with: typeof withProof; held: typeof heldProof };
  seals: RecordSeals;
  nowMs?: () => number;
}): SettingsStore {
  async function load(practiceId: string): Promise<LoadedSettings> {
    for (let reads = 1;; reads++) {
      try {
        return await loadOnce(practiceId);
      } catch (error) {
        // Another tab may have saved newer ones while the answer was on its way: a second one has them.
        const isOlder = error instanceof ProtocolError && error.code === "vault_older";
        if (!isOlder || reads === MAX_READS) throw error;
      }
    }
  }

  async function loadOnce(practiceId: string): Promise<LoadedSettings> {
    const sentAtMs = nowMs();
    const answer = await api.readSettings();
    const clockOffsetMs = Math.round(answer.serverNowMs - (sentAtMs + nowMs()) / 2);
    const { sealed, isOld } = await openSealed(seals, practiceId, answer);
    const { version, name, phone = "", lobbyMinutes, idleMinutes, passkeysRequired } = answer;
    const fields = {
      ...sealed,
      name,
      phone,
      lobbyMinutes: String(lobbyMinutes),
      idleMinutes: String(idleMinutes),
      passkeysRequired: passkeysRequired ? "yes" : "",
    };
    return { version, fields, isOld, clockOffsetMs };
  }

  async function put(practiceId: string, version: number, fields: SettingsFields): Promise<void> {
    const content = Object.entries(fields).filter(([name, value]) =>
      value !== "" && !PUBLIC_FIELDS.includes(name)
    );
    const bytes = encodeUtf8(JSON.stringify(Object.fromEntries(content)));
    const { sealed } = await seals.seal(practiceId, { recordId: SETTINGS_RECORD, version }, bytes);
    if (sealed.length > LIMITS.sealedSettingsChars) throw new SettingsTooLargeError();
    const { name = "", phone = "", lobbyMinutes, idleMinutes, passkeysRequired } = fields;
    const request = {
      version,
      name,
      lobbyMinutes: Number(lobbyMinutes),
      idleMinutes: Number(idleMinutes),
      passkeysRequired: passkeysRequired === "yes",
      sealed,
    };
    const body = phone === "" ? request : { ...request, phone };
    await proofs.with("practice", (proof) => api.changeSettings(body, proof));
    await seals.taken(practiceId, { recordId: SETTINGS_RECORD, version, sealed });
  }

  return {
    load,

    async save(practiceId, base, fields) {
      let newest = base;
      for (let conflicts = 0;; conflicts++) {
        const merged = mergeFields(base.fields, fields, newest);
        if (isSame(merged, newest.fields) && !newest.isOld) return newest;
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

    async reseal(practiceId, mayAsk) {
      const { version, fields, isOld } = await load(practiceId);
      if (!isOld) return true;
      if (!mayAsk && !proofs.held("practice")) return false;
      try {
        await put(practiceId, version + 1, fields);
      } catch (error) {
        if (!isConflict(error)) throw error; // the faster browser has sealed them with the newest key
      }
      return true;
    },
  };
}

/** @throws {SettingsConflictError} if both have changed a field, to different values */
function mergeFields(
  base: SettingsFields,
  mine: SettingsFields,
  newest: LoadedSettings,
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

async function openSealed(
  seals: RecordSeals,
  practiceId: string,
  { sealed = "", version }: SettingsAnswer,
): Promise<{ sealed: SettingsFields; isOld: boolean }> {
  // Settings that were never changed have nothing sealed; a browser that has seen some notices that they are gone.
  if (version === 0) {
    if (await seals.hasSeen(practiceId, SETTINGS_RECORD)) throw new ProtocolError("vault_older");
    return { sealed: {}, isOld: false };
  }
  const [opened] = await seals.open(practiceId, [{ recordId: SETTINGS_RECORD, version, sealed }]);
  if ("refusal" in opened!) throw new ProtocolError(opened.refusal);
  const isOld = opened!.epoch < await seals.epochOf(practiceId);
  return { sealed: parseFields(decodeUtf8(opened!.content)), isOld };
}

const LOGO = /^data:image\/(?:png|webp);base64,[A-Za-z0-9+/]+=*$/;

function parseFields(text: string): SettingsFields {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError("malformed", "Cannot parse the settings", { cause });
  }
  const fields = Object.entries(content ?? {});
  if (!fields.every(([name, value]) => typeof value === "string" && (name !== "logo" || LOGO.test(value)))) {
    throw new ProtocolError("malformed", "Cannot parse the settings");
  }
  return Object.fromEntries(fields);
}

/** The settings of the practice, opened with the keys of this browser's sign-in. */
export const practiceSettings: SettingsStore = settingsStore({
  api: practiceApi,
  proofs: { with: withProof, held: heldProof },
  seals: practiceSeals,
});
