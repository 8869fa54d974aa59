import type { InvitationTexts } from "./invitation_text.ts";
import type { SettingsFields } from "../settings/settings_store.ts";

/** The parts of an invitation that a practice can write itself, in each language. */
export const TEMPLATE_PARTS = ["subject", "body", "sms"] as const;
export type TemplatePart = typeof TEMPLATE_PARTS[number];

/** The places that a text may have, in braces. */
export const TEMPLATE_PLACES = ["name", "practice", "start", "code", "link", "origin", "phone", "phoneLine"];

/** Longest texts, in UTF-16 units. The text for a phone is sent as a few short messages. */
export const TEMPLATE_CHARS: Record<TemplatePart, number> = { subject: 150, body: 3000, sms: 480 };

/** The name of a text in the settings, such as `de.body`. */
export const templateField = (lang: string, part: TemplatePart): string => `${lang}.${part}`;

/** The texts in a language: the practice's own, and the default ones where it has none. */
export function templatesOf<Texts extends InvitationTexts>(
  fields: SettingsFields,
  lang: string,
  defaults: Texts,
): Texts {
  const own = TEMPLATE_PARTS.flatMap((part) => {
    const text = fields[templateField(lang, part)];
    return text ? [[part, text]] : [];
  });
  return { ...defaults, ...Object.fromEntries(own) };
}
