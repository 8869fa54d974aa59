import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SoundLevel } from "./sound_level.ts";

const EVERY_MS = 100;

/** Perceived loudness of the stream, 0 … 1, while it is shown. */
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

/** Maps loudness logarithmically: −60 dB is silence, −10 dB the loudest speech. */
function heardLevel(rms: number): number {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) + 60) / 50));
}
