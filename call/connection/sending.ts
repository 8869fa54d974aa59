import type { SendPlan } from "./quality.ts";

/** Parameters that TypeScript's library does not know yet. */
interface Encoding extends RTCRtpEncodingParameters {
  /** Chromium 123, Firefox 127, Safari 17. */
  codec?: RTCRtpCodec;
}
interface Parameters extends RTCRtpSendParameters {
  encodings: Encoding[];
  degradationPreference?: "balanced" | "maintain-framerate" | "maintain-resolution";
}

/**
 * Prefers VP8, which every browser supports, and on iPhones and iPads H.264, which they encode in hardware. Takes
 * effect only before the first description.
 */
export function preferCodecs(connection: RTCPeerConnection): void {
  const first = isApplePhone() ? "video/h264" : "video/vp8";
  const { codecs = [] } = RTCRtpReceiver.getCapabilities?.("video") ?? {};
  const isFirst = ({ mimeType }: RTCRtpCodec) => mimeType.toLowerCase() === first;
  if (!codecs.some(isFirst)) return;
  const ordered = [...codecs.filter(isFirst), ...codecs.filter((codec) => !isFirst(codec))];
  for (const transceiver of connection.getTransceivers()) {
    if (transceiver.receiver.track.kind === "video") transceiver.setCodecPreferences?.(ordered);
  }
}

/** An iPad's user agent names a Macintosh, which has no touch screen. */
function isApplePhone(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** Sets bit rate, resolution and codec of both senders. Sound has priority, also in networks that honour it. */
export async function sendAccordingTo(
  plan: SendPlan,
  { audio, video }: { audio: RTCRtpSender; video: RTCRtpSender },
): Promise<void> {
  await change(audio, (parameters) => {
    for (const encoding of parameters.encodings) {
      encoding.priority = "high";
      encoding.networkPriority = "high";
      encoding.maxBitrate = plan.audioBps;
      const codec = soundCodec(parameters, plan.redundant);
      if (codec) encoding.codec = codec;
    }
  });
  await change(video, (parameters) => {
    // In detail mode the picture keeps its resolution at any bit rate.
    const isDetail = video.track?.contentHint === "detail";
    parameters.degradationPreference = isDetail ? "maintain-resolution" : "balanced";
    for (const encoding of parameters.encodings) {
      encoding.active = plan.height !== undefined;
      if (plan.height === undefined) continue;
      encoding.maxBitrate = plan.videoBps;
      encoding.scaleResolutionDownBy = isDetail ? 1 : scaleOf(video.track, plan.height);
    }
  });
}

/** Changes a sender's parameters. Does nothing before it is negotiated, or after it is closed. */
async function change(sender: RTCRtpSender, edit: (parameters: Parameters) => void): Promise<void> {
  const parameters = sender.getParameters() as Parameters;
  if (parameters.encodings.length === 0 || parameters.codecs.length === 0) return;
  edit(parameters);
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    // A renegotiation or another change came in between and the next plan sets it again, or the connection is closed.
    const passing = ["InvalidStateError", "InvalidModificationError"];
    if (!(error instanceof DOMException && passing.includes(error.name))) throw error;
  }
}

/**
 * Opus, or RED, which repeats each Opus packet in the next; undefined if one of the two is missing. Source: RFC 2198.
 */
function soundCodec({ codecs }: Parameters, redundant: boolean): RTCRtpCodec | undefined {
  const named = (name: string) => codecs.find(({ mimeType }) => mimeType.toLowerCase() === name);
  const [opus, red] = [named("audio/opus"), named("audio/red")];
  return opus && red ? (redundant ? red : opus) : undefined;
}

function scaleOf(track: MediaStreamTrack | null, height: number): number {
  const { width, height: lines } = track?.getSettings() ?? {};
  // A phone held upright rotates the picture: its shorter side counts.
  const own = width !== undefined && lines !== undefined ? Math.min(width, lines) : lines;
  return own === undefined ? 1 : Math.max(1, own / height);
}
