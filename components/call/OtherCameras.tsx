import type { Device } from "../../call/media/devices.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";

interface OtherCamerasProps {
  t: Catalogue["call"];
  /** Devices of every kind. */
  devices: readonly Device[];
  onChoose: (camera: string) => void;
}

/** Buttons for all cameras, for when another program uses the chosen one; nothing if there is only one camera. */
export function OtherCameras({ t, devices, onChoose }: OtherCamerasProps) {
  const cameras = devices.filter(({ kind }) => kind === "camera");
  if (cameras.length < 2) return null;
  return (
    <div class="flex flex-wrap gap-3">
      {cameras.map(({ id, label }) => (
        <Button key={id} kind="secondary" onClick={() => onChoose(id)}>
          {fill(t.devices.take.camera, { name: label })}
        </Button>
      ))}
    </div>
  );
}
