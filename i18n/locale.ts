/** How dates and times of a language are written. English here is European: 24 hours, day before month. */
export function localeOf(lang: string): string {
  return lang === "en" ? "en-GB" : lang;
}
