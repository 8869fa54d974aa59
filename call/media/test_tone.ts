import { soundOn } from "./loudspeaker.ts";

/** Whether the browser can select a loudspeaker. */
export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}

/** Samples a second. */
const RATE = 8_000;

/** A soft tone of one second, generated as a WAV file. Source: RIFF WAVE, 8 bit mono. */
function makeTone(frequencyHz = 523.25, seconds = 1): Blob {
  const count = RATE * seconds;
  const header = new DataView(new ArrayBuffer(44));
  for (const [at, text] of [[0, "RIFF"], [8, "WAVEfmt "], [36, "data"]] as const) {
    [...text].forEach((sign, index) => header.setUint8(at + index, sign.charCodeAt(0)));
  }
  header.setUint32(4, 36 + count, true);
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, RATE, true);
  header.setUint32(28, RATE, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  header.setUint32(40, count, true);
  const samples = Uint8Array.from({ length: count }, (_, index) => {
    const fade = Math.min(1, index / 400, (count - index) / 2_000);
    return 128 + Math.round(45 * fade * Math.sin(2 * Math.PI * frequencyHz * index / RATE));
  });
  return new Blob([header, samples], { type: "audio/wav" });
}

/** Plays the tone on this loudspeaker; resolves when it has ended. */
export async function playTone(speaker: string | undefined): Promise<void> {
  const url = URL.createObjectURL(makeTone());
  try {
    const audio = new Audio(url);
    await soundOn(audio, speaker);
    const ended = new Promise((resolve) => audio.onended = audio.onerror = resolve);
    await audio.play();
    await ended;
  } finally {
    URL.revokeObjectURL(url);
  }
}
