interface LevelMeterProps {
  label: string;
  /** Loudness, 0 … 1. */
  level: number;
}

const BARS = 12;

/** Shows the level of the microphone. */
export function LevelMeter({ label, level }: LevelMeterProps) {
  const lit = Math.round(Math.min(1, Math.max(0, level)) * BARS);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((lit / BARS) * 100)}
      class="meter"
    >
      {Array.from({ length: BARS }, (_, bar) => <span key={bar} data-lit={bar < lit ? "" : undefined} />)}
    </div>
  );
}
