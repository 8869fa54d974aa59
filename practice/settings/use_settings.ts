import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { focusFirstInvalid } from "../form.ts";
import { practiceJournal } from "../journal/journal.ts";
import { type Problem, problemOf } from "../problem.ts";
import { type LogoError, readLogo } from "./logo.ts";
import {
  changedFields,
  type DefaultTexts,
  draftOf,
  fieldsOf,
  type SettingsErrors,
  settingsErrors,
} from "./settings_form.ts";
import {
  type LoadedSettings,
  practiceSettings,
  SettingsConflictError,
  type SettingsFields,
  SettingsTooLargeError,
} from "./settings_store.ts";

/** The form of the practice's settings: loads them, holds what is typed, and saves it. */
export function useSettings(practiceId: string, defaults: DefaultTexts) {
  const problem = useSignal<Problem | undefined>(undefined);
  const { loaded, draft, isSaved, show, change } = useDraft(practiceId, defaults, problem);
  const busy = useSignal(false);
  const errors = useSignal<SettingsErrors>({});
  const form = useRef<HTMLFormElement>(null);
  const logo = useLogo((value) => change("logo", value));

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    await logo.reading.current;
    const base = loaded.value;
    if (busy.value || !base) return;
    const fields = fieldsOf(draft.value, defaults);
    errors.value = settingsErrors(fields);
    isSaved.value = false;
    problem.value = undefined;
    if (Object.keys(errors.value).length > 0) return focusFirstInvalid(form.current!, errors.value);
    busy.value = true;
    await save(base, fields);
    busy.value = false;
  }

  async function save(base: LoadedSettings, fields: SettingsFields): Promise<void> {
    const sent = draft.value;
    try {
      const saved = await practiceSettings.save(practiceId, base, fields);
      if (saved.version > base.version) await practiceJournal.note({ kind: "settings_changed" });
      // What was typed while saving stays, unsaved.
      const later = changedFields(draft.value, sent);
      show(saved, later);
      isSaved.value = Object.keys(later).length === 0;
    } catch (error) {
      if (error instanceof SettingsConflictError) {
        // Saving again keeps the changes made here, and undoes nothing else that the others have changed.
        const mine = changedFields(fieldsOf(draft.value, defaults), base.fields);
        show(error.newest, pick(draft.value, Object.keys(mine)));
        problem.value = { code: "settings_conflict" };
      } else if (error instanceof SettingsTooLargeError) problem.value = { code: "settings_too_large" };
      else problem.value = problemOf(error);
    }
  }

  return { loaded, draft, busy, isSaved, problem, errors, form, logo, change, submit };
}

function pick(fields: SettingsFields, names: readonly string[]): SettingsFields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? ""]));
}

/** The settings that were loaded, and the draft that was made of them. */
function useDraft(practiceId: string, defaults: DefaultTexts, problem: Signal<Problem | undefined>) {
  /** The settings from which the draft started. */
  const loaded = useSignal<LoadedSettings | undefined>(undefined);
  /** What the form shows. */
  const draft = useSignal<SettingsFields>({});
  const isSaved = useSignal(false);

  /** Shows settings, except for the fields of the draft that are given as `kept`. */
  function show(settings: LoadedSettings, kept: SettingsFields = {}): void {
    loaded.value = settings;
    draft.value = { ...draftOf(settings.fields, defaults), ...kept };
  }

  useEffect(() => {
    practiceSettings.load(practiceId).then((settings) => show(settings)).catch((error) =>
      problem.value = problemOf(error)
    );
  }, []);

  function change(field: string, value: string): void {
    draft.value = { ...draft.value, [field]: value };
    isSaved.value = false;
  }

  return { loaded, draft, isSaved, show, change };
}

/** The choice of a logo. `change` gets a data URL, or an empty text when the logo is removed. */
function useLogo(change: (logo: string) => void) {
  const error = useSignal<LogoError | undefined>(undefined);
  const choices = useRef(0);
  /** Saving waits for it: a picture that was chosen is part of what is saved. */
  const reading = useRef<Promise<void>>(Promise.resolve());

  async function read(file: File): Promise<void> {
    const choice = ++choices.current;
    const found = await readLogo(file);
    if (choice !== choices.current) return; // another picture was chosen meanwhile, or the logo was removed
    error.value = "error" in found ? found.error : undefined;
    if ("logo" in found) change(found.logo);
  }

  return {
    error,
    reading,
    choose(input: HTMLInputElement): void {
      const file = input.files?.[0];
      input.value = ""; // the same file can be chosen again
      if (file) reading.current = read(file);
    },
    remove(): void {
      choices.current++;
      change("");
    },
  };
}
