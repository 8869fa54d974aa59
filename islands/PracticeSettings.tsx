import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { describedByField, Field } from "../components/Field.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { TextArea } from "../components/practice/TextArea.tsx";
import { TextField } from "../components/TextField.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { focusFirstInvalid } from "../practice/form.ts";
import {
  TEMPLATE_PARTS,
  TEMPLATE_PLACES,
  templateField,
  type TemplatePart,
} from "../practice/invitation/invitation_templates.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { readLogo } from "../practice/settings/logo.ts";
import { settingsErrors } from "../practice/settings/settings_form.ts";
import {
  type LoadedSettings as Loaded,
  practiceSettings,
  SettingsConflictError,
  type SettingsFields,
  SettingsTooLargeError,
} from "../practice/settings/settings_store.ts";

export interface PracticeSettingsProps {
  t: Catalogue["practice"]["practiceSettings"];
  errors: Catalogue["practice"]["errors"];
  /** Our texts, in every language one can invite in. */
  ours: Record<Lang, Record<TemplatePart, string>>;
  langNames: Record<Lang, string>;
  lang: Lang;
  practiceId: string;
}

/** Minutes before the start that can be chosen, besides what is set. */
const LOBBY_CHOICES = [5, 10, 15, 30, 60, 120];

/** What the practice is called and how it invites. Logo and texts are sealed here, in the browser. */
export default function PracticeSettings(props: PracticeSettingsProps) {
  const { t, ours, langNames, lang, practiceId } = props;
  useKeptFocus();
  /** As they were when somebody began to change them. */
  const loaded = useSignal<Loaded | undefined>(undefined);
  /** As they stand in the form: a text of ours stands there as it is. */
  const draft = useSignal<SettingsFields>({});
  const busy = useSignal(false);
  const told = useSignal("");
  const problem = useSignal<Problem | undefined>(undefined);
  const errors = useSignal<ReturnType<typeof settingsErrors>>({});
  const logoError = useSignal<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const logoChoices = useRef(0);
  /** A picture that was chosen is part of what is saved. */
  const readingLogo = useRef<Promise<void>>(Promise.resolve());
  const langs = Object.keys(ours) as Lang[];

  const ourText = (field: string) => {
    const [language, part] = field.split(".") as [Lang, TemplatePart];
    return ours[language]?.[part];
  };

  function show(settings: Loaded): void {
    loaded.value = settings;
    const texts = langs.flatMap((each) =>
      TEMPLATE_PARTS.map((part) => {
        const field = templateField(each, part);
        return [field, settings.fields[field] || ours[each][part]];
      })
    );
    draft.value = { ...settings.fields, ...Object.fromEntries(texts) };
  }

  useEffect(() => {
    practiceSettings.load(practiceId).then((settings) => {
      show(settings);
      // A member was removed, and whoever did it could not finish.
      if (settings.isOld) practiceSettings.reseal(practiceId).catch(() => {});
    }).catch((error) => problem.value = problemOf(error));
  }, []);

  function change(field: string, value: string): void {
    draft.value = { ...draft.value, [field]: value };
    told.value = "";
  }

  /** What is to be kept: a text that is ours is not the practice's, and follows when ours gets better. */
  function fieldsOfDraft(): SettingsFields {
    return Object.fromEntries(
      Object.entries(draft.value).map(([field, value]) => {
        const text = value.trim();
        return [field, text === ourText(field)?.trim() ? "" : text];
      }),
    );
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    await readingLogo.current;
    const base = loaded.value;
    if (busy.value || !base) return;
    const fields = fieldsOfDraft();
    errors.value = settingsErrors(fields);
    told.value = "";
    problem.value = undefined;
    if (Object.keys(errors.value).length > 0) return focusFirstInvalid(form.current!, errors.value);
    busy.value = true;
    const sent = draft.value;
    try {
      const saved = await practiceSettings.save(practiceId, base, fields);
      // What was changed meanwhile stays, and is not saved yet.
      const later = Object.entries(draft.value).filter(([field, value]) => value !== sent[field]);
      show(saved);
      draft.value = { ...draft.value, ...Object.fromEntries(later) };
      if (later.length === 0) told.value = t.saved;
    } catch (error) {
      if (error instanceof SettingsConflictError) {
        // Saved once more, what was changed here counts, and nothing else of what the others have changed is undone.
        const typed = fieldsOfDraft();
        const mine = Object.entries(draft.value).filter(([field]) =>
          (typed[field] ?? "") !== (base.fields[field] ?? "")
        );
        show(error.newest);
        draft.value = { ...draft.value, ...Object.fromEntries(mine) };
        problem.value = { code: "settings_conflict" };
      } else if (error instanceof SettingsTooLargeError) problem.value = { code: "settings_too_large" };
      else problem.value = problemOf(error);
    }
    busy.value = false;
  }

  async function chooseLogo(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = ""; // the same file can be chosen again
    if (!file) return;
    const choice = ++logoChoices.current;
    const read = await readLogo(file);
    if (choice !== logoChoices.current) return; // another one was chosen meanwhile, or none
    logoError.value = "error" in read ? read.error : undefined;
    if ("logo" in read) change("logo", read.logo);
  }

  function removeLogo() {
    logoChoices.current++;
    change("logo", "");
  }

  const sentence = (field: string) => {
    const found = errors.value[field];
    return found && { code: found.code, text: fill(t.errors[found.code], { place: found.place ?? "" }) };
  };
  const text = (field: string) => draft.value[field] ?? "";
  const lobby = Number(text("lobbyMinutes"));
  const choices = [...new Set([...LOBBY_CHOICES, lobby])].sort((a, b) => a - b);
  const logoCode = logoError.value as keyof typeof t.errors | undefined;
  const logoProblem = logoCode && { code: logoCode, text: fill(t.errors[logoCode], { place: "" }) };
  return (
    <>
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>
          {problem.value.code in t.errors
            ? t.errors[problem.value.code as keyof typeof t.errors]
            : sentenceOf(problem.value, props.errors, lang)}
        </Notice>
      )}
      {!loaded.value && !problem.value && <p role="status" class="text-muted">{t.loading}</p>}
      {loaded.value && (
        // method=dialog: without script the browser sends nothing, above all no text.
        <form
          ref={form}
          method="dialog"
          noValidate
          autoComplete="off"
          onSubmit={submit}
          data-settings
          class="flex flex-col gap-6"
        >
          <TextField
            name="name"
            label={t.name}
            hint={t.nameHint}
            autoComplete="off"
            value={text("name")}
            error={sentence("name")}
            onInput={(event) => change("name", event.currentTarget.value)}
          />
          <TextField
            name="phone"
            type="tel"
            label={t.phone}
            hint={t.phoneHint}
            autoComplete="off"
            value={text("phone")}
            error={sentence("phone")}
            onInput={(event) => change("phone", event.currentTarget.value)}
          />
          <Field id="field-lobby" label={t.lobby} hint={t.lobbyHint}>
            <select
              id="field-lobby"
              name="lobbyMinutes"
              aria-describedby="field-lobby-hint"
              class="input mt-2"
              value={text("lobbyMinutes")}
              onChange={(event) => change("lobbyMinutes", event.currentTarget.value)}
            >
              {choices.map((minutes) => (
                <option key={minutes} value={minutes}>{fill(t.lobbyMinutes, { minutes })}</option>
              ))}
            </select>
          </Field>
          <Field id="field-logo" label={t.logo} hint={t.logoHint} error={logoProblem}>
            {text("logo") && (
              <div class="flex flex-wrap items-center gap-4 mt-3">
                <img src={text("logo")} alt={t.logoAlt} class="letter-logo" />
                <Button kind="secondary" onClick={removeLogo}>{t.logoRemove}</Button>
              </div>
            )}
            <input
              id="field-logo"
              type="file"
              accept="image/png,image/jpeg,image/webp,image/gif"
              {...describedByField({ id: "field-logo", hint: t.logoHint, error: logoProblem })}
              class="input"
              onChange={(event) => readingLogo.current = chooseLogo(event.currentTarget)}
            />
          </Field>
          <fieldset class="flex flex-col gap-3">
            <legend class="text-lg font-semibold">{t.texts}</legend>
            <p class="text-muted mt-1">{t.textsHint}</p>
            <dl class="facts">
              {TEMPLATE_PLACES.map((place) => [
                <dt key={place}>{`{${place}}`}</dt>,
                <dd key={`${place}-text`}>{t.places[place as keyof typeof t.places]}</dd>,
              ])}
            </dl>
            {langs.map((each) => (
              <details key={each} class="details">
                <summary>
                  <span lang={each}>{langNames[each]}</span>
                  {TEMPLATE_PARTS.some((part) => text(templateField(each, part)) !== ours[each][part]) &&
                    `, ${t.ownText}`}
                </summary>
                <div class="flex flex-col gap-5 py-3">
                  {TEMPLATE_PARTS.map((part) => (
                    <TextArea
                      key={part}
                      name={templateField(each, part)}
                      label={t.parts[part]}
                      lang={each}
                      rows={part === "body" ? 14 : part === "sms" ? 4 : 2}
                      value={text(templateField(each, part))}
                      error={sentence(templateField(each, part))}
                      onInput={(value) => change(templateField(each, part), value)}
                    />
                  ))}
                  <div>
                    <Button
                      kind="secondary"
                      onClick={() =>
                        TEMPLATE_PARTS.forEach((part) => change(templateField(each, part), ours[each][part]))}
                    >
                      {t.reset}
                    </Button>
                  </div>
                </div>
              </details>
            ))}
          </fieldset>
          <div>
            <Button type="submit" kind="primary" busy={busy.value}>{t.save}</Button>
          </div>
          <p role="status" class={told.value ? "font-semibold" : "text-muted"}>
            {busy.value ? t.saving : told.value}
          </p>
        </form>
      )}
    </>
  );
}
