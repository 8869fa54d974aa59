const UNIT_MS = { second: 1_000, minute: 60_000, hour: 3600_000, day: 24 * 3600_000 };

/**
 * A duration in words, rounded up to whole units and at least 1: "90 seconds", "3 Minuten".
 * @param unit by default seconds below two minutes, then minutes.
 */
export function formatDuration(
  durationMs: number,
  lang: string,
  unit: keyof typeof UNIT_MS = durationMs < 120_000 ? "second" : "minute",
): string {
  const count = Math.max(1, Math.ceil(durationMs / UNIT_MS[unit]));
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
