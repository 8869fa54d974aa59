import { LIMITS } from "../wire/limits.ts";
import type { SettingsFields } from "./settings.ts";
import type { InvitationTexts } from "./invitation.ts";

/** The texts of an invitation that a practice can write itself, in each language. */
export const TEMPLATE_PARTS = ["subject", "body", "sms"] as const;
export type TemplatePart = typeof TEMPLATE_PARTS[number];

/** What may stand in braces. */
export const TEMPLATE_PLACES = ["name", "practice", "start", "code", "link", "origin", "phone", "phoneLine"];

/** Longest texts, in UTF-16 units. A text for the phone goes as a few short messages. */
const MOST_CHARS: Record<TemplatePart, number> = { subject: 150, body: 3000, sms: 480 };

/** The name of a text among the settings. */
export const templateField = (lang: string, part: TemplatePart): string => `${lang}.${part}`;

/** A language's texts: the practice's own, and ours where it has none. */
export function templatesOf<Texts extends InvitationTexts>(
  fields: SettingsFields,
  lang: string,
  ours: Texts,
): Texts {
  const own = TEMPLATE_PARTS.flatMap((part) => {
    const text = fields[templateField(lang, part)];
    return text ? [[part, text]] : [];
  });
  return { ...ours, ...Object.fromEntries(own) };
}

export type SettingsError =
  | "empty"
  | "too_long"
  | "place_unknown"
  | "place_missing";

/** What is wrong with settings, by the field's name; empty when they can be saved. */
export function settingsErrors(
  fields: SettingsFields,
): Record<string, { code: SettingsError; place?: string }> {
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
    if (text.length > MOST_CHARS[part]) errors[field] = { code: "too_long" };
    else if (unknown) errors[field] = { code: "place_unknown", place: unknown };
    // Without either nobody finds the room.
    else if (part !== "subject" && !/\{(link|code)\}/.test(text)) errors[field] = { code: "place_missing" };
  }
  return errors;
}
