import type { Catalogue } from "../../i18n/mod.ts";
import type { CallState } from "../../call/state.ts";
import { Icon, type IconName } from "../Icon.tsx";

interface ControlProps {
  icon: IconName;
  label: string;
  /** For a switch: whether it is on. Its name stays the same. */
  pressed?: boolean;
  /** Bright, to show that something is unusual. */
  lit?: boolean;
  /** For a button that opens a panel: whether the panel is open. */
  expanded?: boolean;
  id?: string;
  /** A number of new things on the button, and its name for screen readers. */
  count?: { number: number; label: string };
  /** Takes no clicks but keeps the focus, because a camera may be unplugged at any time. */
  disabled?: boolean;
  danger?: boolean;
  /** The value of `aria-keyshortcuts`. */
  shortcut?: string | undefined;
  onClick: () => void;
}

/** A round button with its name below. */
export function Control(props: ControlProps) {
  const { icon, label, pressed, lit, expanded, count, disabled, danger } = props;
  const look = danger ? "disc disc-danger" : lit ? "disc disc-lit" : "disc";
  return (
    <button
      type="button"
      id={props.id}
      class="control"
      aria-disabled={disabled ? "true" : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-describedby={count && count.number > 0 ? `${props.id}-count` : undefined}
      aria-keyshortcuts={props.shortcut}
      onClick={disabled ? undefined : props.onClick}
    >
      <span class={look}>
        <Icon name={icon} />
        {count && count.number > 0 && (
          <span id={`${props.id}-count`} class="badge" aria-label={count.label} role="img">
            {count.number > 9 ? "9+" : count.number}
          </span>
        )}
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
  shortcuts?: Readonly<Record<"camera" | "microphone", string>>;
}

/** The switches of camera and microphone as a group, before the conversation. */
export function CallControls(props: CallControlsProps) {
  return (
    <div role="group" aria-label={props.t.controls.label} class="flex items-start justify-center gap-3">
      <DeviceControls {...props} />
    </div>
  );
}

/** The switches of camera and microphone; bright when off, because the person is then not seen or heard. */
export function DeviceControls({ state, t, shortcuts, onCamera, onMicrophone }: CallControlsProps) {
  const { media } = state;
  return (
    <>
      <Control
        icon={media.camera.kind === "on" ? "camera" : "camera-off"}
        label={t.controls.camera}
        pressed={media.camera.kind === "on"}
        lit={media.camera.kind !== "on"}
        disabled={media.camera.kind === "none"}
        shortcut={shortcuts?.camera}
        onClick={onCamera}
      />
      <Control
        icon={media.microphone === "on" ? "microphone" : "microphone-off"}
        label={t.controls.microphone}
        pressed={media.microphone === "on"}
        lit={media.microphone !== "on"}
        disabled={media.microphone === "none"}
        shortcut={shortcuts?.microphone}
        onClick={onMicrophone}
      />
    </>
  );
}
