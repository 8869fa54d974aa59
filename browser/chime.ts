import { pause } from "./clock.ts";
import { isInCall } from "./in_call.ts";

/** A busy device starts its sound late; after this long the sound would no longer be understood. */
const START_TIMEOUT_MS = 3_000;

/**
 * Plays two soft notes: the sound of a knock, and of an admission. In the room `call/step_pairings.ts` and
 * `call/step_timers.ts` decide and `call/use_call.ts` plays it; in the list `practice/consultations/arrivals.ts` decides and
 * `views/practice/announce_arrivals.ts` plays it. Silent while a page of this browser is in a
 * conversation (R5), and where the browser wants a user's gesture first.
 */
export async function playChime(): Promise<void> {
  if (await isInCall()) return;
  const context = new AudioContext();
  try {
    if (context.state === "suspended") await Promise.race([context.resume(), pause(START_TIMEOUT_MS)]);
    if (context.state !== "running") return;
    const endsAt = [523.25, 659.25].map((frequencyHz, index) => {
      const startsAt = context.currentTime + index * 0.18;
      playNote(context, frequencyHz, startsAt);
      return startsAt + 0.6;
    });
    await pause(1000 * (Math.max(...endsAt) - context.currentTime));
  } finally {
    await context.close();
  }
}

function playNote(context: AudioContext, frequencyHz: number, startsAt: number): void {
  const oscillator = new OscillatorNode(context, { frequency: frequencyHz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, startsAt);
  gain.gain.linearRampToValueAtTime(0.12, startsAt + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, startsAt + 0.55);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + 0.6);
}
