import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { localeOf } from "../../i18n/locale.ts";

type CallTexts = Catalogue["call"];

/** The partner's name, or a word for it. */
export function partnerNameOf(state: CallState, t: CallTexts): string {
  return state.pairings.find(({ peerId }) => peerId === state.currentPeerId)?.name ?? t.partner;
}

/** The sentence for a failure; every code has one, the unknown ones a common one. */
export function failureText(failure: NonNullable<CallState["failure"]>, t: CallTexts, lang: string): string {
  const texts: Record<string, string> = t.failures;
  const text = texts[failure.code] ?? t.failures.other;
  return fill(text, {
    time: failure.opensAtMs === undefined ? "" : formatTime(failure.opensAtMs, lang),
    seconds: Math.ceil((failure.retryAfterMs ?? 0) / 1000),
  });
}

/** Day and time in the reader's zone, in words of the reader's language. */
export function formatTime(atMs: number, lang: string): string {
  return new Intl.DateTimeFormat(localeOf(lang), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}

/** A moment in the reader's zone; the day is named only if it is another one than `nowMs` lies in. */
export function momentText(
  atMs: number,
  nowMs: number,
  lang: string,
  t: { todayAt: string; dayAt: string },
): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(lang), options).format(atMs);
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return fill(isToday ? t.todayAt : t.dayAt, {
    day: format({ weekday: "long", day: "numeric", month: "long" }),
    time: format({ hour: "2-digit", minute: "2-digit" }),
  });
}

/** That the appointment was moved, and where it was before; empty if it was not. */
export function movedText(
  { movedFromMs }: { movedFromMs?: number | undefined },
  nowMs: number,
  lang: string,
  t: CallTexts,
): string {
  if (movedFromMs === undefined) return "";
  return fill(t.entrance.early.moved, { time: momentText(movedFromMs, nowMs, lang, t.entrance) });
}

/** "12 minutes", "3 hours", "2 days": rounded up, in the reader's language. */
export function waitText(spanMs: number, lang: string): string {
  const minutes = Math.max(1, Math.ceil(spanMs / 60_000));
  const [count, unit] = minutes < 100
    ? [minutes, "minute"]
    : minutes < 48 * 60
    ? [Math.ceil(minutes / 60), "hour"]
    : [Math.ceil(minutes / (24 * 60)), "day"];
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** "0:42", "12:05", "1:00:00". */
export function formatSpan(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}
