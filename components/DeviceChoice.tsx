import type { Device, DeviceKind } from "../call/media/devices.ts";

interface DeviceChoiceProps {
  kind: DeviceKind;
  label: string;
  devices: readonly Device[];
  chosen: string | undefined;
  /** Label for the browser's own choice, where that can be selected. */
  own?: string;
  onChoose: (id: string) => void;
}

/** Selects one of several cameras, microphones or loudspeakers. */
export function DeviceChoice({ kind, label, devices, chosen, own, onChoose }: DeviceChoiceProps) {
  return (
    <div class="flex flex-col gap-1">
      <label for={`choose-${kind}`} class="font-semibold">{label}</label>
      <select
        id={`choose-${kind}`}
        class="input"
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {own !== undefined && <option value="" selected={!chosen}>{own}</option>}
        {devices.map(({ id, label: name }) => (
          <option key={id} value={id} selected={id === chosen}>{name}</option>
        ))}
      </select>
    </div>
  );
}
