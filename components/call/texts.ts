import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";

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
  return new Intl.DateTimeFormat(lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}

/** "0:42", "12:05", "1:00:00". */
export function formatSpan(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}
