import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { formatDuration } from "../../i18n/duration.ts";
import { fill } from "../../i18n/fill.ts";
import { localeOf } from "../../i18n/locale.ts";
import { momentText } from "../../i18n/moment.ts";

type CallTexts = Catalogue["call"];

/** The partner's name, or the catalogue's word for the partner. */
export function partnerNameOf(state: CallState, t: CallTexts): string {
  return state.pairings.find(({ peerId }) => peerId === state.currentPeerId)?.name ?? t.partner;
}

/** The sentence for a failure; unknown codes share one. */
export function failureText(failure: NonNullable<CallState["failure"]>, t: CallTexts, lang: string): string {
  const texts: Record<string, string> = t.failures;
  const text = texts[failure.code] ?? t.failures.other;
  return fill(text, {
    time: failure.opensAtMs === undefined ? "" : formatDayAndTime(failure.opensAtMs, lang),
    wait: formatDuration(failure.retryAfterMs ?? 60_000, lang),
  });
}

/** Day and time in this device's time zone. */
export function formatDayAndTime(atMs: number, lang: string): string {
  return new Intl.DateTimeFormat(localeOf(lang), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}

/** A sentence with the time before the consultation was moved; empty if it was not moved. */
export function movedText(
  { movedFromMs }: { movedFromMs?: number | undefined },
  nowMs: number,
  lang: string,
  t: CallTexts,
): string {
  if (movedFromMs === undefined) return "";
  return fill(t.entrance.early.moved, { time: momentText(movedFromMs, nowMs, lang, t.entrance) });
}

/** A duration as a running clock shows it: "0:42", "12:05", "1:00:00". */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}
