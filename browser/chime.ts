import { isInCall } from "./in_call.ts";

/** A device that has much to do starts its sound late; later than this it would tell nobody what it means. */
const SOUND_STARTS_MS = 3_000;

/** Two soft notes, made by the browser: somebody waits or knocks, or one is let in. Silent in a conversation (R5). */
export async function playChime(): Promise<void> {
  if (await isInCall()) return;
  const context = new AudioContext();
  try {
    // Without a gesture on this page the browser keeps the context suspended: then there is no sound, and no error.
    if (context.state === "suspended") await Promise.race([context.resume(), pause(SOUND_STARTS_MS)]);
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

function pause(spanMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, spanMs));
}
