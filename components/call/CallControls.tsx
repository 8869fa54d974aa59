import type { Catalogue } from "../../i18n/mod.ts";
import type { CallState } from "../../call/state.ts";
import { Icon, type IconName } from "../Icon.tsx";

interface ControlProps {
  icon: IconName;
  label: string;
  /** For a switch: is it on? Its name stays the same. */
  pressed?: boolean;
  disabled?: boolean;
  danger?: boolean;
  onClick: () => void;
}

/** One round button with its word below. */
export function Control({ icon, label, pressed, disabled, danger, onClick }: ControlProps) {
  const look = danger
    ? "bg-danger text-on-danger"
    : pressed === false
    ? "bg-white text-black"
    : "bg-stage-raised text-white";
  return (
    <button
      type="button"
      class="control group flex flex-col items-center gap-1 text-sm text-white min-w-[4.5rem] disabled:opacity-50"
      disabled={disabled}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      onClick={onClick}
    >
      <span class={`flex items-center justify-center w-14 h-14 rounded-full ${look}`}>
        <Icon name={icon} />
      </span>
      {label}
    </button>
  );
}

interface CallControlsProps {
  state: CallState;
  t: Catalogue["call"];
  onCamera: () => void;
  onMicrophone: () => void;
  /** Absent before the conversation. */
  onHangUp?: () => void;
}

/** The bar below the picture: camera, microphone, hang up. */
export function CallControls({ state, t, onCamera, onMicrophone, onHangUp }: CallControlsProps) {
  const { media } = state;
  return (
    <div role="group" aria-label={t.controls.label} class="flex items-start justify-center gap-3">
      <Control
        icon={media.cameraOn ? "camera" : "camera-off"}
        label={t.controls.camera}
        pressed={media.cameraOn}
        disabled={!media.hasCamera}
        onClick={onCamera}
      />
      <Control
        icon={media.microphoneOn ? "microphone" : "microphone-off"}
        label={t.controls.microphone}
        pressed={media.microphoneOn}
        disabled={!media.hasMicrophone}
        onClick={onMicrophone}
      />
      {onHangUp && <Control icon="hang-up" label={t.controls.hangUp} danger onClick={onHangUp} />}
    </div>
  );
}
