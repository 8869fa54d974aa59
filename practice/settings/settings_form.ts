import { LIMITS } from "../../wire/limits.ts";
import {
  TEMPLATE_CHARS,
  TEMPLATE_PARTS,
  TEMPLATE_PLACES,
  templateField,
  type TemplatePart,
} from "../invitation/invitation_templates.ts";
import type { SettingsFields } from "./settings_store.ts";

/** The default texts of an invitation, by language. */
export type DefaultTexts = Readonly<Record<string, Readonly<Record<TemplatePart, string>>>>;

/** The fields as the form shows them: default texts stand in place of the texts that are not set. */
export function draftOf(fields: SettingsFields, defaults: DefaultTexts): SettingsFields {
  const texts = Object.entries(defaults).flatMap(([lang, parts]) =>
    TEMPLATE_PARTS.map((part) => {
      const field = templateField(lang, part);
      return [field, fields[field] || parts[part]];
    })
  );
  return { ...fields, ...Object.fromEntries(texts) };
}

/** The fields to be saved: a text that equals the default one is not set, so that the practice gets later defaults. */
export function fieldsOf(draft: SettingsFields, defaults: DefaultTexts): SettingsFields {
  return Object.fromEntries(
    Object.entries(draft).map(([field, value]) => {
      const [lang, part] = field.split(".") as [string, TemplatePart];
      const text = value.trim();
      return [field, text === defaults[lang]?.[part]?.trim() ? "" : text];
    }),
  );
}

/** The fields of a draft whose values differ from those in `since`. */
export function changedFields(draft: SettingsFields, since: SettingsFields): SettingsFields {
  return Object.fromEntries(Object.entries(draft).filter(([field, value]) => value !== (since[field] ?? "")));
}

export type SettingsError = "empty" | "too_long" | "place_unknown" | "place_missing";

export type SettingsErrors = Readonly<Record<string, { code: SettingsError; place?: string }>>;

/** The errors of settings, by field; empty if they can be saved. `place` is the unknown place of a text. */
export function settingsErrors(
  fields: SettingsFields,
): SettingsErrors {
  const errors: Record<string, { code: SettingsError; place?: string }> = {};
  if ((fields["name"] ?? "") === "") errors["name"] = { code: "empty" };
  else if (fields["name"]!.length > LIMITS.nameChars) errors["name"] = { code: "too_long" };
  if ((fields["phone"] ?? "").length > LIMITS.phoneChars) errors["phone"] = { code: "too_long" };
  for (const [field, text] of Object.entries(fields)) {
    const part = TEMPLATE_PARTS.find((each) => field.endsWith(`.${each}`));
    if (!part || text === "") continue;
    const unknown = text.match(/\{[^{}\s]*\}/g)?.find((place) =>
      !TEMPLATE_PLACES.includes(place.slice(1, -1))
    );
    if (text.length > TEMPLATE_CHARS[part]) errors[field] = { code: "too_long" };
    else if (unknown) errors[field] = { code: "place_unknown", place: unknown };
    // Without either, the invited person cannot find the room.
    else if (part !== "subject" && !/\{(link|code)\}/.test(text)) errors[field] = { code: "place_missing" };
  }
  return errors;
}
