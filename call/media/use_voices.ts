import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SoundLevel } from "./sound_level.ts";
import { SILENT, stepSpeaking } from "./speaking.ts";
import type { Call } from "../use_call.ts";

const EVERY_MS = 100;

/** Who is speaking, while the conversation is shown. */
export function useVoices({ ownStream, partnerLevel }: Call): Signal<{ own: boolean; partner: boolean }> {
  const voices = useSignal({ own: false, partner: false });
  useEffect(() => {
    const microphone = new SoundLevel();
    let own = SILENT;
    let partner = SILENT;
    const stopFollowing = ownStream.subscribe((stream) => microphone.listenTo(stream));
    const timer = setInterval(() => {
      const atMs = performance.now();
      own = stepSpeaking(own, microphone.level(), atMs);
      partner = stepSpeaking(partner, partnerLevel(), atMs);
      const { value } = voices;
      if (value.own !== own.speaks || value.partner !== partner.speaks) {
        voices.value = { own: own.speaks, partner: partner.speaks };
      }
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      stopFollowing();
      microphone.close();
    };
  }, []);
  return voices;
}
