import type { Catalogue } from "./catalogue.ts";
import { de } from "./de/mod.ts";
import { deSimple } from "./de_simple/mod.ts";
import { en } from "./en/mod.ts";

export type { Catalogue } from "./catalogue.ts";
export { fill } from "./fill.ts";

/** By their language tags. Source: RFC 5646; "simple" is a registered variant: simplified form. */
const CATALOGUES = { de, en, "de-simple": deSimple } satisfies Record<string, Catalogue>;

export type Lang = keyof typeof CATALOGUES;

/** The languages there are, the default first. */
export const LANGS = Object.keys(CATALOGUES) as Lang[];

export function isLang(value: unknown): value is Lang {
  return typeof value === "string" && Object.hasOwn(CATALOGUES, value);
}

/** A value for each language. */
export function inEveryLang<Value>(of: (lang: Lang) => Value): Record<Lang, Value> {
  return Object.fromEntries(LANGS.map((lang) => [lang, of(lang)])) as Record<Lang, Value>;
}

export function catalogueOf(lang: Lang): Catalogue {
  return CATALOGUES[lang];
}
