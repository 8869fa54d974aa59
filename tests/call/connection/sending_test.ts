import assert from "node:assert/strict";
import { initialQuality, sendPlanOf, type Step } from "../../../call/connection/quality.ts";
import { sendAccordingTo } from "../../../call/connection/sending.ts";

interface Parameters {
  encodings: Record<string, unknown>[];
  codecs: { mimeType: string }[];
  degradationPreference?: string;
}

/** A sender that keeps what it is told. */
function sender(track: Partial<MediaStreamTrack> | null, codecs: string[] = ["video/VP8"]) {
  const kept: Parameters = { encodings: [{}], codecs: codecs.map((mimeType) => ({ mimeType })) };
  const made = {
    track,
    getParameters: () => structuredClone(kept),
    setParameters: (next: Parameters) => Promise.resolve(void Object.assign(kept, next)),
  };
  return { kept, sender: made as unknown as RTCRtpSender };
}

const SOUND = ["audio/opus", "audio/red"];

function camera(contentHint: string, width: number, height: number) {
  return sender({ contentHint, getSettings: () => ({ width, height }) });
}

function planOf(step: Step, redundant = false) {
  return sendPlanOf({ ...initialQuality, step, redundant });
}

Deno.test("sendAccordingTo: a face gets smaller and slower, what is shown for its small parts only slower", async () => {
  for (
    const [hint, preference, scale] of [
      ["", "balanced", 2],
      ["motion", "balanced", 2],
      ["detail", "maintain-resolution", 1],
    ] as const
  ) {
    const [audio, video] = [sender(null, SOUND), camera(hint, 1280, 720)];
    await sendAccordingTo(planOf("360p"), { audio: audio.sender, video: video.sender });
    assert.equal(video.kept.degradationPreference, preference, hint);
    assert.equal(video.kept.encodings[0]!["scaleResolutionDownBy"], scale, hint);
    assert.equal(video.kept.encodings[0]!["maxBitrate"], 600_000, hint);
  }
});

Deno.test("sendAccordingTo: a phone held upright is measured by its shorter side", async () => {
  const [audio, video] = [sender(null, SOUND), camera("", 720, 1280)];
  await sendAccordingTo(planOf("180p"), { audio: audio.sender, video: video.sender });
  assert.equal(video.kept.encodings[0]!["scaleResolutionDownBy"], 4);
});

Deno.test("sendAccordingTo: sound has priority, is sent twice when told so, and goes on when the picture rests", async () => {
  const [audio, video] = [sender(null, SOUND), camera("", 1280, 720)];
  await sendAccordingTo(planOf("audio", true), { audio: audio.sender, video: video.sender });
  const [sound] = audio.kept.encodings;
  assert.deepEqual([sound!["priority"], sound!["networkPriority"]], ["high", "high"]);
  assert.deepEqual(sound!["codec"], { mimeType: "audio/red" });
  assert.equal(video.kept.encodings[0]!["active"], false);
  await sendAccordingTo(planOf("720p"), { audio: audio.sender, video: video.sender });
  assert.deepEqual(audio.kept.encodings[0]!["codec"], { mimeType: "audio/opus" });
  assert.equal(video.kept.encodings[0]!["active"], true);
});
