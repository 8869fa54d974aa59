import { fill } from "./fill.ts";
import { localeOf } from "./locale.ts";

/** A moment in this device's time zone; the day is named only if it is not the day of `nowMs`. */
export function momentText(
  atMs: number,
  nowMs: number,
  lang: string,
  t: { todayAt: string; dayAt: string },
): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(lang), options).format(atMs);
  return fill(isSameDay(atMs, nowMs) ? t.todayAt : t.dayAt, {
    day: format({ weekday: "long", day: "numeric", month: "long" }),
    time: format({ hour: "2-digit", minute: "2-digit" }),
  });
}

/** True if both moments are on the same day in this device's time zone. */
export function isSameDay(aMs: number, bMs: number): boolean {
  return new Date(aMs).toDateString() === new Date(bMs).toDateString();
}
