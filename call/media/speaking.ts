/** Louder than this (share of full scale) counts as a voice. */
const VOICE_LEVEL = 0.02;
/** How long a person counts as speaking after the last loud moment, so that pauses between words do not flicker. */
const HOLD_MS = 800;
/** Loud measurements in a row that count as a voice; one alone is a cough or a door. */
const LOUD_IN_A_ROW = 2;

/** Whether a person speaks, and the measurements that it follows from. */
interface Speaking {
  speaks: boolean;
  loudInARow: number;
  lastLoudMs: number;
}

/** The state before the first measurement. */
export const SILENT: Speaking = { speaks: false, loudInARow: 0, lastLoudMs: -Infinity };

/** The state after a measurement of loudness, 0 … 1. */
export function stepSpeaking(former: Speaking, level: number, atMs: number): Speaking {
  if (level < VOICE_LEVEL) {
    const speaks = former.speaks && atMs - former.lastLoudMs < HOLD_MS;
    return speaks === former.speaks && former.loudInARow === 0
      ? former
      : { ...former, speaks, loudInARow: 0 };
  }
  const loudInARow = former.loudInARow + 1;
  return { speaks: former.speaks || loudInARow >= LOUD_IN_A_ROW, loudInARow, lastLoudMs: atMs };
}
