import type { DeviceCheck } from "../../call/check/use_device_check.ts";
import type { DeviceKind } from "../../call/media/devices.ts";
import { DeviceChoice } from "../../components/DeviceChoice.tsx";
import type { Catalogue } from "../../i18n/mod.ts";

interface ChooserProps {
  kind: DeviceKind;
  check: DeviceCheck;
  call: Catalogue["call"];
}

/** Which of several devices to use; shown only where there are several. The choice is kept for the call. */
export function Chooser({ kind, check, call }: ChooserProps) {
  const { list, choices, choose } = check.devices;
  const devices = list.value.filter((device) => device.kind === kind);
  if (devices.length < 2) return null;
  const tracks = check.stream.value?.getTracks() ?? [];
  const used = tracks.find((track) => track.kind === (kind === "camera" ? "video" : "audio"))?.getSettings();
  const isSpeaker = kind === "speaker";
  return (
    <DeviceChoice
      kind={kind}
      label={isSpeaker ? call.devices.speaker : call.controls[kind]}
      devices={devices}
      chosen={isSpeaker ? choices.value.speaker : used?.deviceId}
      {...(isSpeaker ? { own: call.devices.usual } : {})}
      onChoose={(id) => choose({ [kind]: id })}
    />
  );
}
