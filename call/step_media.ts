import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import type { CameraState, MediaProblem, MediaState } from "./media/media_state.ts";
import { type CallState, currentPairing, type Switches } from "./state.ts";

/** Problems that are refusals: by the person, the browser or the system. */
const REFUSALS = new Set<MediaProblem>([
  "camera_denied",
  "media_denied",
  "media_dismissed",
  "media_system_denied",
  "media_blocked",
]);

/** The page has loaded. With an earlier permission, media are requested at once. */
export function startMedia(state: CallState, { mediaGranted }: EventOf<"started">): CallStep {
  return mediaGranted ? askForMedia(state, state.switches.camera, true) : [state, NOTHING];
}

/** The person lets the page ask for camera and microphone. */
export function requestMedia(state: CallState, event: EventOf<"mediaRequested">): CallStep {
  // After a refusal the camera is asked for even if its switch is off: there may be no microphone.
  const isRefused = state.media.status === "refused";
  return askForMedia(state, event.camera && (isRefused || state.switches.camera), event.microphone);
}

/** Asks the browser for camera and microphone, unless it is being asked already. */
export function askForMedia(state: CallState, camera: boolean, microphone: boolean): CallStep {
  if (state.media.status === "asking") return [state, NOTHING];
  const { problem: _, ...media } = state.media;
  return [{ ...state, media: { ...media, status: "asking" } }, [{ kind: "askForMedia", camera, microphone }]];
}

/** The browser has given a camera, a microphone, or both: now a seat is taken. */
export function getMedia(state: CallState, event: EventOf<"mediaReady">): CallStep {
  const { hasCamera, hasMicrophone, problem } = event;
  const { switches } = state;
  // No camera and no problem: the camera was not requested, so its switch goes off.
  const cameraSwitch = switches.camera && (hasCamera || problem !== undefined);
  const media: MediaState = {
    status: "ready",
    camera: { kind: cameraKind() },
    microphone: microphoneKind(),
    screenOn: false,
    ...(problem ? { problem } : {}),
  };
  const off: CallEffect[] = [];
  if (hasMicrophone && !switches.microphone) off.push({ kind: "setMicrophone", on: false });
  if (hasCamera && !cameraSwitch) off.push({ kind: "setCamera", on: false });
  const next = { ...state, media, switches: { ...switches, camera: cameraSwitch } };
  return [next, [...off, { kind: "takeSeat" }]];

  function cameraKind() {
    if (hasCamera) return cameraSwitch ? "on" : "off";
    // A camera that was not asked for, or is in use elsewhere, can still be switched on.
    return problem === "camera_missing" ? "none" : "off";
  }

  function microphoneKind() {
    if (hasMicrophone) return switches.microphone ? "on" : "off";
    return problem === "microphone_in_use" ? "lost" : "none";
  }
}

/** Camera and microphone were refused or are missing. */
export function refuseMedia(state: CallState, { problem }: EventOf<"mediaRefused">): CallStep {
  return [{ ...state, media: { ...state.media, status: "refused", problem } }, NOTHING];
}

/** A track has ended by itself. */
export function loseTrack(state: CallState, { medium }: EventOf<"trackLost">): CallStep {
  const { media } = state;
  const matters = medium === "camera" ? media.camera.kind === "on" : media.microphone !== "none";
  return media.status === "ready" && matters ? renewMedia(state) : [state, NOTHING];
}

/** A device was plugged in or out. */
export function changeDevices(state: CallState): CallStep {
  return state.media.status === "ready" ? renewLost(state) : [state, NOTHING];
}

/** The outcome of asking anew for what was lost. */
export function mediaRenewed(state: CallState, event: EventOf<"mediaRenewed">): CallStep {
  const { hasCamera, hasMicrophone, problem } = event;
  if (state.media.status !== "ready") return [state, NOTHING];
  if (hasCamera === undefined && hasMicrophone === undefined) return [state, NOTHING];
  const { problem: _, ...known } = state.media;
  const isRefused = problem !== undefined && REFUSALS.has(problem);
  const seen = hasCamera === undefined ? known : renewCamera(known, hasCamera, isRefused);
  const heard = hasMicrophone === undefined ? seen : renewMicrophone(seen, hasMicrophone, state.switches);
  const next = { ...state, media: { ...heard, ...(problem ? { problem } : {}) } };
  return [next, [{ kind: "setMicrophone", on: next.media.microphone === "on" }, ...tellMedia(next)]];
}

/** A refused camera is not asked for again, alone or with the microphone, until its switch is used. */
function renewCamera(media: MediaState, isThere: boolean, isRefused: boolean): MediaState {
  const isWanted = media.camera.kind === "on" || media.camera.kind === "lost";
  if (!isWanted) return media;
  return { ...media, camera: { kind: isThere ? "on" : isRefused ? "off" : "lost" } };
}

/** A microphone that does not come back is lost even if it was off: its switch has to ask for it. */
function renewMicrophone(media: MediaState, isThere: boolean, switches: Switches): MediaState {
  if (!isThere && media.microphone === "none") return media;
  return { ...media, microphone: !isThere ? "lost" : switches.microphone ? "on" : "off" };
}

/** Asks the browser anew for what is on, or was on when it was taken away; never for a camera that is off. */
export function renewMedia(state: CallState): CallStep {
  const { camera, microphone } = state.media;
  return [state, [{
    kind: "renewMedia",
    camera: camera.kind === "on" || camera.kind === "lost",
    microphone: microphone !== "none",
  }]];
}

/** Asks for what was lost. If only the microphone is missing, the running camera is not interrupted. */
export function renewLost(state: CallState): CallStep {
  const { camera, microphone } = state.media;
  if (camera.kind === "lost") return renewMedia(state);
  if (microphone !== "lost") return [state, NOTHING];
  return [state, [{ kind: "renewMedia", camera: false, microphone: true }]];
}

/** The person chooses a camera or microphone that was plugged in where there was none. */
export function findDevice(state: CallState, { medium }: EventOf<"deviceFound">): CallStep {
  const { media, switches } = state;
  if (media.status !== "ready") return [state, NOTHING];
  if (medium === "camera") return switchCamera(state, true);
  return renewMedia({
    ...state,
    media: { ...media, microphone: "lost" },
    switches: { ...switches, microphone: true },
  });
}

/** The person presses the camera's switch. */
export function toggleCamera(state: CallState): CallStep {
  const { kind } = state.media.camera;
  return kind === "none" ? [state, NOTHING] : switchCamera(state, kind !== "on");
}

function switchCamera(state: CallState, on: boolean): CallStep {
  const { problem: _, ...media } = state.media;
  const next: CallState = {
    ...state,
    media: { ...media, camera: { kind: on ? "on" : "off" } },
    switches: { ...state.switches, camera: on },
  };
  return [next, [{ kind: "setCamera", on }, ...tellMedia(next)]];
}

/** The camera cannot be opened. */
export function failCamera(state: CallState, { problem }: EventOf<"cameraFailed">): CallStep {
  const next: CallState = {
    ...state,
    media: { ...state.media, problem, camera: cameraAfterFailure(state.media.camera) },
  };
  return [next, [{ kind: "setCamera", on: false }, ...tellMedia(next)]];
}

function cameraAfterFailure(camera: CameraState): CameraState {
  if (camera.kind !== "on") return camera;
  return { kind: camera.detail?.before === "lost" ? "lost" : "off" };
}

/** The person presses the microphone's switch. */
export function toggleMicrophone(state: CallState): CallStep {
  const { media, switches } = state;
  if (media.microphone === "none") return [state, NOTHING];
  if (media.microphone === "lost") {
    return renewMedia({ ...state, switches: { ...switches, microphone: true } });
  }
  const on = media.microphone !== "on";
  const next: CallState = {
    ...state,
    media: { ...media, microphone: on ? "on" : "off" },
    switches: { ...switches, microphone: on },
  };
  return [next, [{ kind: "setMicrophone", on }, ...tellMedia(next)]];
}

/** Tells the partner what our camera, microphone and screen do, for its screen. */
export function tellMedia(state: CallState): CallEffect[] {
  const current = currentPairing(state);
  if (current?.connection !== "connected") return [];
  const { media } = state;
  const message = {
    kind: "media",
    camera: media.camera.kind === "on",
    microphone: media.microphone === "on",
    screen: media.screenOn,
    detail: media.camera.kind === "on" && media.camera.detail !== undefined,
  } as const;
  return [{ kind: "send", peerId: current.peerId, message }];
}
