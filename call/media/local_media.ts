import type { LocalTracks } from "../connection/peer_connection.ts";
import { cameraConstraints, type DeviceChoices, microphoneConstraints, withoutDevices } from "./devices.ts";
import { ScreenShare } from "./screen_share.ts";
import type { MediaProblem } from "./media_state.ts";

/** Sharp enough for a face; every camera supports it. */
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};
/** For small things held to the camera, such as a card or a spot of skin. */
const DETAIL: MediaTrackConstraints = {
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 15, max: 30 },
  facingMode: { ideal: "environment" },
};
const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  autoGainControl: true,
};

/** The result of requesting camera and microphone. */
type MediaOutcome =
  | { kind: "ready"; hasCamera: boolean; hasMicrophone: boolean; problem?: MediaProblem }
  | { kind: "refused"; problem: MediaProblem };

/** The result of a renewed request; without media that were not requested or were requested again since. */
interface Renewal {
  hasCamera?: boolean;
  hasMicrophone?: boolean;
  problem?: MediaProblem;
}

type Medium = "camera" | "microphone";

/** The local camera and microphone. */
export class LocalMedia {
  /** A track has ended without being stopped here: unplugged, or taken by a phone call. */
  onTrackLost: ((medium: Medium) => void) | undefined;
  /** For the own picture. Its video track is a new one each time the camera is switched on. */
  readonly stream = new MediaStream();
  readonly screen = new ScreenShare();
  /** The person's device choices, used by the next request. */
  choices: DeviceChoices = {};

  /** Whether both permissions are granted, so that the browser will not ask. */
  static async isGranted(): Promise<boolean> {
    const states = await permissionStates(["camera", "microphone"]);
    return states?.every((state) => state === "granted") ?? false;
  }

  /** Number of the latest request for each medium: a getUserMedia result of an older one is stopped. */
  readonly #generations: Record<Medium, number> = { camera: 0, microphone: 0 };

  /** The track that is sent. The page also listens to a muted microphone, to tell the person that nobody hears it. */
  #sentSound: MediaStreamTrack | null = null;

  /** The tracks to send. */
  get tracks(): LocalTracks {
    return {
      audio: this.#sentSound,
      video: this.stream.getVideoTracks()[0] ?? null,
      screen: this.screen.track,
    };
  }

  /**
   * Requests both at once (iOS ends the first stream when asked twice). If one is missing or in use, continues with the
   * other and reports the problem.
   */
  async ask(camera: boolean, microphone: boolean): Promise<MediaOutcome> {
    if (camera) this.#stopCamera();
    if (microphone) this.#stopMicrophone();
    const generations = { ...this.#generations };
    if (!globalThis.isSecureContext) return { kind: "refused", problem: "media_insecure" };
    if (!navigator.mediaDevices?.getUserMedia) return { kind: "refused", problem: "media_unsupported" };
    try {
      this.#add(await this.#get(camera, microphone), generations);
      return { kind: "ready", hasCamera: camera, hasMicrophone: microphone };
    } catch (error) {
      const problem = await refusalOf(error, [
        ...(camera ? ["camera"] : []),
        ...(microphone ? ["microphone"] : []),
      ]);
      const isMissing = ["devices_missing", "media_in_use", "media_failed"].includes(problem);
      if (!camera || !microphone || !isMissing) return { kind: "refused", problem };
      return await this.#askForOne(problem, generations);
    }
  }

  async #askForOne(problem: MediaProblem, generations: Record<Medium, number>): Promise<MediaOutcome> {
    for (const [camera, microphone] of [[false, true], [true, false]] as const) {
      try {
        this.#add(await this.#get(camera, microphone), generations);
        const medium = camera ? "microphone" : "camera";
        return {
          kind: "ready",
          hasCamera: camera,
          hasMicrophone: microphone,
          problem: problem === "devices_missing" ? `${medium}_missing` : `${medium}_in_use`,
        };
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
      }
    }
    return { kind: "refused", problem };
  }

  /**
   * Switches to the back camera at its sharpest for small things, or back to the usual camera, if that is to be on.
   */
  async setDetail(
    on: boolean,
    camera: boolean,
  ): Promise<{ problem?: MediaProblem | undefined; hasTorch: boolean }> {
    this.#stopCamera(); // phones open one camera at a time
    if (!camera) return { hasTorch: false };
    const problem = await this.#openCamera(() =>
      on ? navigator.mediaDevices.getUserMedia({ video: DETAIL }) : this.#get(true, false)
    );
    const { video } = this.tracks;
    if (problem || !video || !on) return { problem, hasTorch: false };
    video.contentHint = "detail";
    return { hasTorch: hasTorch(video) };
  }

  /** Switches devices during a call; what is off stays off. `wanted`: what is in use or requested. */
  async use(
    choices: DeviceChoices,
    wanted: () => Record<Medium, boolean> = () => ({
      camera: this.tracks.video !== null,
      microphone: this.tracks.audio !== null,
    }),
  ): Promise<MediaProblem | undefined> {
    const former = this.choices;
    this.choices = choices;
    const isOther = (constraints: (choices: DeviceChoices) => unknown) =>
      JSON.stringify(constraints(former)) !== JSON.stringify(constraints(choices));
    if (wanted().microphone && isOther(microphoneConstraints)) {
      const problem = await this.#takeMicrophone();
      if (problem) {
        if (this.choices === choices) this.choices = former;
        return problem;
      }
    }
    return wanted().camera && isOther(cameraConstraints) ? await this.setCamera(true) : undefined;
  }

  /** The former microphone is sent until the new one is ready. */
  async #takeMicrophone(): Promise<MediaProblem | undefined> {
    this.#generations.microphone++;
    const generations = { ...this.#generations };
    const isLatest = () => generations.microphone === this.#generations.microphone;
    try {
      const stream = await this.#get(false, true);
      if (isLatest()) this.#endSound();
      this.#add(stream, generations);
      return undefined;
    } catch (error) {
      return isLatest() ? problemOf(error) : undefined;
    }
  }

  /** Switches the camera's light. */
  async setTorch(on: boolean): Promise<void> {
    const torch: MediaTrackConstraintSet & { torch: boolean } = { torch: on };
    await this.tracks.video?.applyConstraints({ advanced: [torch] });
  }

  /** Off stops the track, so that the camera's light goes out; on asks for the camera again. */
  async setCamera(on: boolean): Promise<MediaProblem | undefined> {
    this.#stopCamera();
    return on ? await this.#openCamera(() => this.#get(true, false)) : undefined;
  }

  async #openCamera(open: () => Promise<MediaStream>): Promise<MediaProblem | undefined> {
    const generations = { ...this.#generations };
    try {
      this.#add(await open(), generations);
      return undefined;
    } catch (error) {
      const problem = cameraProblemOf(await refusalOf(error, ["camera"]));
      return generations.camera === this.#generations.camera ? problem : undefined;
    }
  }

  /** Whether a sent track has ended or is muted (iOS mutes tracks in a phone call and may leave them muted). */
  get isLost(): boolean {
    return this.stream.getTracks().some(({ readyState, muted }) => readyState === "ended" || muted);
  }

  /** Requests again, both at once, and replaces the tracks. */
  async renew(camera: boolean, microphone: boolean): Promise<Renewal> {
    if (!camera && !microphone) return {};
    const asking = this.ask(camera, microphone);
    const generations = { ...this.#generations };
    const outcome = await asking;
    const isRefused = outcome.kind === "refused";
    const isHeard = isRefused && camera && microphone && await this.#askForSound(generations);
    const had = isRefused ? { hasCamera: false, hasMicrophone: isHeard } : outcome;
    const problem = isHeard ? cameraProblemOf(outcome.problem) : outcome.problem;
    const tellsCamera = camera && generations.camera === this.#generations.camera;
    const tellsMicrophone = microphone && generations.microphone === this.#generations.microphone;
    return {
      ...(tellsCamera ? { hasCamera: had.hasCamera } : {}),
      ...(tellsMicrophone ? { hasMicrophone: had.hasMicrophone } : {}),
      ...(problem && (tellsCamera || tellsMicrophone) ? { problem } : {}),
    };
  }

  /** Requests both; if the camera is refused, the microphone alone. */
  async #askForSound(generations: Record<Medium, number>): Promise<boolean> {
    if (generations.microphone !== this.#generations.microphone) return false;
    try {
      this.#add(await this.#get(false, true), generations);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return false;
    }
  }

  /** Off disables the track that is sent. */
  setMicrophone(on: boolean): void {
    if (this.#sentSound) this.#sentSound.enabled = on;
  }

  stop(): void {
    this.#stopCamera();
    this.#stopMicrophone();
    this.screen.stop();
  }

  #stopMicrophone(): void {
    this.#generations.microphone++;
    this.#endSound();
  }

  #endSound(): void {
    this.#sentSound?.stop();
    this.#sentSound = null;
    for (const track of this.stream.getAudioTracks()) this.#end(track);
  }

  #stopCamera(): void {
    this.#generations.camera++;
    for (const track of this.stream.getVideoTracks()) this.#end(track);
  }

  #end(track: MediaStreamTrack): void {
    track.stop();
    track.onended = null; // Chromium keeps a track for as long as it has a listener
    this.stream.removeTrack(track);
  }

  /** Falls back to the browser's default for a chosen device that is missing or cannot be opened. */
  async #get(camera: boolean, microphone: boolean): Promise<MediaStream> {
    const ask = (choices: DeviceChoices) =>
      navigator.mediaDevices.getUserMedia({
        video: camera && { ...VIDEO, ...cameraConstraints(choices) },
        audio: microphone && { ...AUDIO, ...microphoneConstraints(choices) },
      });
    try {
      return await ask(this.choices);
    } catch (error) {
      const hasChosen = this.choices.camera !== undefined || this.choices.microphone !== undefined;
      // In older browsers an OverconstrainedError is no DOMException.
      const isMissing = ["OverconstrainedError", "NotFoundError", "NotReadableError"].includes(
        (error as Error).name,
      );
      if (!hasChosen || !isMissing) throw error;
      return await ask(withoutDevices(this.choices));
    }
  }

  /** Uses the tracks of these requests; tracks of older requests are stopped. */
  #add(stream: MediaStream, generations: Record<Medium, number>): void {
    for (const track of stream.getTracks()) {
      const medium = track.kind === "video" ? "camera" : "microphone";
      if (generations[medium] !== this.#generations[medium]) {
        track.stop();
        continue;
      }
      // Not fired for tracks that were stopped here.
      track.onended = () => this.onTrackLost?.(medium);
      this.stream.addTrack(track);
      if (track.kind === "audio") this.#sentSound = track.clone();
    }
  }
}

/** Source: Media Capture and Streams, section 10.3.1, getUserMedia's rejections. */
const PROBLEMS: Readonly<Record<string, MediaProblem>> = {
  NotAllowedError: "media_denied",
  SecurityError: "media_blocked",
  NotFoundError: "devices_missing",
  NotReadableError: "media_in_use",
  AbortError: "media_in_use",
};

function problemOf(error: unknown): MediaProblem {
  return error instanceof DOMException && PROBLEMS[error.name] || "media_failed";
}

/** Codes of problems if only a camera was requested. */
const CAMERA_PROBLEMS: Partial<Record<MediaProblem, MediaProblem>> = {
  media_denied: "camera_denied",
  devices_missing: "camera_missing",
  media_in_use: "camera_in_use",
};

function cameraProblemOf(problem: MediaProblem): MediaProblem {
  return CAMERA_PROBLEMS[problem] ?? problem;
}

/** Why the devices were refused, as precisely as the browser says. */
async function refusalOf(error: unknown, names: readonly string[]): Promise<MediaProblem> {
  const problem = problemOf(error);
  if (problem !== "media_denied") return problem;
  // Chromium 156 reports a refusal by the operating system in the message only.
  if (/by system/i.test((error as DOMException).message)) return "media_system_denied";
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  if (featurePolicy && !names.every((name) => featurePolicy.allowsFeature(name))) return "media_blocked";
  const states = await permissionStates(names);
  // The prompt was closed, or refused once.
  return states && !states.includes("denied") ? "media_dismissed" : "media_denied";
}

/** The state of these permissions; undefined if the browser does not say. */
async function permissionStates(names: readonly string[]): Promise<PermissionState[] | undefined> {
  try {
    const found = await Promise.all(
      names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return found.map(({ state }) => state);
  } catch (error) {
    // Firefox before 131 and older Safari do not know these names.
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}

function hasTorch(track: MediaStreamTrack): boolean {
  return (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
}
