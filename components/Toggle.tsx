import { Icon, type IconName } from "./Icon.tsx";

interface ToggleProps {
  /** The accessible name; the same for on and off. */
  label: string;
  pressed: boolean;
  on: IconName;
  off: IconName;
  disabled?: boolean;
  onToggle?: () => void;
}

/** A toggle button with icon and word. */
export function Toggle({ label, pressed, on, off, disabled, onToggle }: ToggleProps) {
  return (
    <button type="button" class="toggle" aria-pressed={pressed} disabled={disabled} onClick={onToggle}>
      <Icon name={pressed ? on : off} />
      {label}
    </button>
  );
}
