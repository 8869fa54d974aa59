import { localeOf } from "../i18n/locale.ts";

const MINUTE_MS = 60_000;

/** The value of an `<input type="datetime-local">` for a moment, in this browser's zone. */
export function toLocalInput(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that an `<input type="datetime-local">` names in this browser's zone; undefined for none. */
export function fromLocalInput(value: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(value)) return undefined;
  const ms = new Date(value).getTime(); // without an offset: local time
  return Number.isNaN(ms) ? undefined : ms;
}

/** Does that day not have that hour, because clocks are put forward? `fromLocalInput` then names another one. */
export function isSkippedHour(value: string): boolean {
  const ms = fromLocalInput(value);
  return ms !== undefined && toLocalInput(ms) !== value.slice(0, 16);
}

/** The last full five minutes: "now", as people say it, and never in the future. */
export function roundedNow(nowMs: number): number {
  return nowMs - nowMs % (5 * MINUTE_MS);
}

/** "Mittwoch, 12. März 2025 um 14:30 Uhr MEZ": everything a person in another zone needs, too. */
export function formatStart(ms: number, lang: string, timeZone?: string): string {
  return formatter(localeOf(lang), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** "12.03.2025, 14:30": for lists of one's own things. */
export function formatMoment(ms: number, lang: string): string {
  return formatter(localeOf(lang), { dateStyle: "medium", timeStyle: "short" }).format(ms);
}

/** "14:30". */
export function formatTime(ms: number, lang: string, timeZone?: string): string {
  return formatter(localeOf(lang), {
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** "Mi., 12. März", and the year where it is not this one. */
export function formatDay(ms: number, lang: string, nowMs: number, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  const year = formatter("en", { year: "numeric", ...zone });
  return formatter(localeOf(lang), {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(year.format(ms) === year.format(nowMs) ? {} : { year: "numeric" as const }),
    ...zone,
  }).format(ms);
}

/** "2025-03-12": which day it is, to compare and to sort by. */
export function dayFormat(timeZone?: string): Intl.DateTimeFormat {
  return formatter("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timeZone ? { timeZone } : {}),
  });
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once: for a list of hundreds, making them costs more than all the rest. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = JSON.stringify([locale, options]);
  const known = formatters.get(id) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(id, known);
  return known;
}
