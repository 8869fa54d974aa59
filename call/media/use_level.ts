import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SoundLevel } from "./sound_level.ts";

const EVERY_MS = 100;

/** How loud the stream is to the ear, 0 … 1, while it is shown. */
export function useLevel(stream: MediaStream | null): Signal<number> {
  const level = useSignal(0);
  useEffect(() => {
    if (!stream) return;
    const sound = new SoundLevel();
    sound.listenTo(stream);
    const timer = setInterval(() => level.value = heardLevel(sound.level()), EVERY_MS);
    return () => {
      clearInterval(timer);
      sound.close();
      level.value = 0;
    };
  }, [stream]);
  return level;
}

/** Loudness is heard by its logarithm: −60 dB is silence, −10 dB is as loud as speech gets. */
export function heardLevel(rms: number): number {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) + 60) / 50));
}
