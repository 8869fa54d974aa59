import { localeOf } from "../i18n/locale.ts";

const MINUTE_MS = 60_000;

/** A time as the value of an `<input type="datetime-local">`, in this browser's time zone. */
export function toLocalInput(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time that an `<input type="datetime-local">` names in this browser's time zone; undefined if it names none. */
export function fromLocalInput(value: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(value)) return undefined;
  const ms = new Date(value).getTime(); // without an offset: local time
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether clocks are put forward over that hour; `fromLocalInput` then returns another one. */
export function isSkippedHour(value: string): boolean {
  const ms = fromLocalInput(value);
  return ms !== undefined && toLocalInput(ms) !== value.slice(0, 16);
}

/** Now, rounded down to five minutes. */
export function roundedNow(nowMs: number): number {
  return nowMs - nowMs % (5 * MINUTE_MS);
}

/** "Mittwoch, 12. März 2025 um 14:30 Uhr MEZ": complete, also for readers in another time zone. */
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

/** "12.03.2025, 14:30". */
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

/** "Mi., 12. März", with the year if it is not the present one. */
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

/** Formats days as "2025-03-12", which can be compared and sorted. */
export function dayFormat(timeZone?: string): Intl.DateTimeFormat {
  return formatter("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timeZone ? { timeZone } : {}),
  });
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Cached: for a list of hundreds of rows, making formatters costs more than all the rest. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = JSON.stringify([locale, options]);
  const known = formatters.get(id) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(id, known);
  return known;
}
