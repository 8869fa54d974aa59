import type { Signal } from "@preact/signals";
import type { Device } from "../../call/media/devices.ts";
import type { CallState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { LevelMeter } from "../LevelMeter.tsx";
import { Notice } from "../Notice.tsx";
import { CallControls } from "./CallControls.tsx";
import { OtherCameras } from "./OtherCameras.tsx";
import { VideoView } from "./VideoView.tsx";

export interface OwnPreviewProps {
  state: CallState;
  t: Catalogue["call"];
  ownStream: MediaStream | null;
  /** How loud the own microphone is, 0 … 1. */
  level: Signal<number>;
  /** All devices that the browser lists. */
  devices: readonly Device[];
  onCamera: () => void;
  onOtherCamera: (camera: string) => void;
  onMicrophone: () => void;
}

/** The own picture and the loudness of the microphone, with their switches and problems. */
export function OwnPreview(props: OwnPreviewProps) {
  const { state, t, ownStream, level, onCamera, onMicrophone } = props;
  const { media } = state;
  return (
    <div class="flex flex-col gap-3">
      {media.problem && <Notice kind="warning" code={media.problem}>{t.problems[media.problem]}</Notice>}
      {media.problem === "camera_in_use" && (
        <OtherCameras t={t} devices={props.devices} onChoose={props.onOtherCamera} />
      )}
      <div class="relative overflow-hidden rounded-xl bg-stage aspect-video">
        <VideoView whose="self" stream={ownStream} label={t.you} class="w-full h-full object-cover" />
        {media.camera.kind !== "on" && (
          <p class="absolute inset-0 flex items-center justify-center text-white">{t.status.cameraOff}</p>
        )}
        <div class="absolute inset-x-0 bottom-0 p-2">
          <CallControls state={state} t={t} onCamera={onCamera} onMicrophone={onMicrophone} />
        </div>
      </div>
      {media.microphone === "on" && (
        <div>
          <MovingMeter label={t.waiting.level} level={level} />
          <p class="text-muted">{t.waiting.levelHint}</p>
        </div>
      )}
    </div>
  );
}

/** Reads the signal itself: it changes ten times a second, and nothing else is rendered again. */
function MovingMeter({ label, level }: { label: string; level: Signal<number> }) {
  return (
    <>
      <p aria-hidden="true">{label}</p>
      <LevelMeter label={label} level={level.value} />
    </>
  );
}
