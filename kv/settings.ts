import { RACE, untilCommitted } from "./commit.ts";
import { type Practice, practiceKey, type SealedSettings, sealedSettingsKey } from "./keys.ts";
import { type Refused, refused } from "./refused.ts";

/** A practice and the sealed part of its settings, read in one snapshot. */
export async function readSettings(
  kv: Deno.Kv,
  practiceId: string,
): Promise<{ practice: Practice; sealed?: string } | undefined> {
  const [{ value: practice }, { value: settings }] = await kv.getMany<[Practice, SealedSettings]>([
    practiceKey(practiceId),
    sealedSettingsKey(practiceId),
  ]);
  return practice ? { practice, ...(settings ? { sealed: settings.sealed } : {}) } : undefined;
}

interface SettingsChange extends SealedSettings {
  name: string;
  /** Absent for none. */
  phone?: string;
  lobbyMinutes: number;
  /** Absent to leave them as they are. */
  idleMinutes?: number;
  passkeysRequired?: boolean;
}

/**
 * Changes a practice's settings if `version` follows the newest one; a repeated request changes nothing. Settings sealed by a
 * former practice key are refused: the sign-ins of its epoch have ended.
 */
export async function changeSettings(
  kv: Deno.Kv,
  { id: practiceId, keyEpoch }: Pick<Practice, "id" | "keyEpoch">,
  { version, sealed, name, phone, lobbyMinutes, idleMinutes, passkeysRequired }: SettingsChange,
): Promise<Practice | Refused<"signed_out" | "version_conflict">> {
  return await untilCommitted(async () => {
    const [entry, stored] = await kv.getMany<[Practice, SealedSettings]>([
      practiceKey(practiceId),
      sealedSettingsKey(practiceId),
    ]);
    if (entry.value?.keyEpoch !== keyEpoch) return refused("signed_out");
    // Sealed with a random IV: the same again is a repeated request.
    if (stored.value?.version === version && stored.value.sealed === sealed) return entry.value;
    if ((entry.value.settingsVersion ?? 0) + 1 !== version) return refused("version_conflict");
    const { phone: _, ...kept } = entry.value;
    const next: Practice = {
      ...kept,
      name,
      ...(phone === undefined ? {} : { phone }),
      lobbyMinutes,
      ...(idleMinutes === undefined ? {} : { idleMinutes }),
      ...(passkeysRequired === undefined ? {} : { passkeysRequired }),
      settingsVersion: version,
    };
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, next)
      .set(stored.key, { version, sealed } satisfies SealedSettings)
      .commit();
    return ok ? next : RACE;
  });
}
