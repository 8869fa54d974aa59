import { RACE, untilCommitted } from "./commit.ts";
import { type Practice, practiceKey, type SealedSettings, sealedSettingsKey } from "./keys.ts";

/** What a practice is by now: the practice itself, and what is sealed of its settings; read in one snapshot. */
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

export interface SettingsChange extends SealedSettings {
  name: string;
  /** Absent for none. */
  phone?: string;
  lobbyMinutes: number;
}

/**
 * Puts settings in the place of those before, if whoever did it knew those; a repeated request changes nothing. With a new
 * practice key since, the sign-in has ended, and the settings are sealed by the former one.
 */
export async function changeSettings(
  kv: Deno.Kv,
  { id: practiceId, keyEpoch }: Pick<Practice, "id" | "keyEpoch">,
  { version, sealed, name, phone, lobbyMinutes }: SettingsChange,
): Promise<Practice | { refusal: "signed_out" } | { refusal: "version_conflict" }> {
  return await untilCommitted(async () => {
    const [entry, stored] = await kv.getMany<[Practice, SealedSettings]>([
      practiceKey(practiceId),
      sealedSettingsKey(practiceId),
    ]);
    if (entry.value?.keyEpoch !== keyEpoch) return { refusal: "signed_out" as const };
    // Sealed with a random IV: who sends the same again has lost the answer.
    if (stored.value?.version === version && stored.value.sealed === sealed) return entry.value;
    if ((entry.value.settingsVersion ?? 0) + 1 !== version) return { refusal: "version_conflict" as const };
    const { phone: _, ...kept } = entry.value;
    const next: Practice = {
      ...kept,
      name,
      ...(phone === undefined ? {} : { phone }),
      lobbyMinutes,
      settingsVersion: version,
    };
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, next)
      .set(stored.key, { version, sealed } satisfies SealedSettings)
      .commit();
    return ok ? next : RACE;
  });
}
