/** Why there is no camera or microphone. Stable codes: each has its sentence and its way on. */
export type MediaProblem =
  | "media_denied"
  /** The browser will ask again. */
  | "media_dismissed"
  /** The operating system does not allow the browser to use it. */
  | "media_system_denied"
  /** By a permissions policy: of a page around this one, or of the device's administrator. */
  | "media_blocked"
  | "camera_denied"
  | "camera_missing"
  | "microphone_missing"
  | "devices_missing"
  | "media_in_use"
  | "camera_in_use"
  | "microphone_in_use"
  | "media_insecure"
  | "media_unsupported"
  | "media_failed";

/** What is known of one's own camera. */
export type CameraState =
  | { kind: "none" }
  | { kind: "off" }
  | { kind: "on"; detail?: DetailMode }
  /** It was on when it was taken away: it goes on again by itself when it is back. */
  | { kind: "lost" };

/** Something small is held to the (back) camera. */
export interface DetailMode {
  /** What the camera goes back to. */
  before: "off" | "on" | "lost";
  /** Is the camera's light on? Absent if it has none. */
  torchOn?: boolean;
}

/** What is known of one's own microphone. `lost`: taken away, whether it was on or off; back, it is as its switch says. */
export type MicrophoneState = "none" | "off" | "on" | "lost";

export interface MediaState {
  status: "unasked" | "asking" | "ready" | "refused";
  /** Set when refused, or when ready with less than was asked for. */
  problem?: MediaProblem;
  camera: CameraState;
  microphone: MicrophoneState;
  /** One's own screen is shown to the partner. */
  screenOn: boolean;
}
