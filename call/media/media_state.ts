/** Why there is no camera or microphone. Stable codes; the catalogue has a text for each. */
export type MediaProblem =
  | "media_denied"
  /** The browser will ask again. */
  | "media_dismissed"
  /** The operating system does not allow the browser to use it. */
  | "media_system_denied"
  /** Forbidden by a permissions policy of an embedding page or of the administrator. */
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

/** The local camera. */
export type CameraState =
  | { kind: "none" }
  | { kind: "off" }
  | { kind: "on"; detail?: DetailMode }
  /** Was on when it was lost; goes on again when it is back. */
  | { kind: "lost" };

/** The detail view: something small is held to the (back) camera. */
export interface DetailMode {
  /** Whether the camera is on afterwards. */
  before: "off" | "on" | "lost";
  /** Is the camera's light on? Absent if it has none. */
  torchOn?: boolean;
}

/** The local microphone. `lost`: taken away, on or off; when it is back, its switch decides. */
type MicrophoneState = "none" | "off" | "on" | "lost";

/** One's own camera, microphone and screen. */
export interface MediaState {
  status: "unasked" | "asking" | "ready" | "refused";
  /** Set when refused, or when ready with less than was asked for. */
  problem?: MediaProblem;
  camera: CameraState;
  microphone: MicrophoneState;
  /** The local screen is shared. */
  screenOn: boolean;
}
