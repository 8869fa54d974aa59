import { useSignal } from "@preact/signals";
import type { DeviceKind } from "../../call/media/devices.ts";
import { canChooseSpeaker, playTone } from "../../call/media/test_tone.ts";
import type { Devices } from "../../call/media/use_devices.ts";
import { useLevel } from "../../call/media/use_level.ts";
import { Button } from "../../components/Button.tsx";
import { DeviceChoice } from "../../components/DeviceChoice.tsx";
import { LevelMeter } from "../../components/LevelMeter.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import type { ConversationPanelProps } from "./ConversationPanel.tsx";
import { fill } from "../../i18n/fill.ts";

interface DeviceProps {
  devices: Devices;
  /** One's own camera and microphone. */
  stream: MediaStream | null;
  t: Catalogue["call"];
}

/** The choice of loudspeaker, microphone and camera. What the browser cannot do is said in place of its control. */
export default function DeviceSettings(
  { call: { devices, ownStream: { value: stream } }, t }: Pick<ConversationPanelProps, "call" | "t">,
) {
  const isPhone = matchMedia("(pointer:coarse) and (hover:none)").matches;
  return (
    <>
      <OfferedDevices devices={devices} t={t} />
      <SoundSettings devices={devices} stream={stream} t={t} isPhone={isPhone} />
      <PictureSettings devices={devices} stream={stream} t={t} isPhone={isPhone} />
    </>
  );
}

interface SettingsProps extends DeviceProps {
  /** Phones choose the loudspeaker and the microphone themselves, and have a front and a back camera. */
  isPhone: boolean;
}

function SoundSettings({ devices, stream, t, isPhone }: SettingsProps) {
  const level = useLevel(stream);
  const texts = t.devices;
  const choices = devices.choices.value;
  const speakers = devicesOf(devices, "speaker");
  const microphones = devicesOf(devices, "microphone");
  const [microphone] = stream?.getAudioTracks() ?? [];
  return (
    <section class="setting" aria-labelledby="setting-sound">
      <h3 id="setting-sound">{texts.sound}</h3>
      {canChooseSpeaker() && speakers.length > 0 && !isPhone
        ? (
          <DeviceChoice
            kind="speaker"
            label={texts.speaker}
            devices={speakers}
            chosen={choices.speaker}
            own={texts.usual}
            onChoose={(speaker) => devices.choose({ speaker })}
          />
        )
        : <p class="text-muted">{isPhone ? texts.phoneSound : texts.noSpeaker}</p>}
      <ToneButton speaker={choices.speaker} label={texts.tone} />
      {!isPhone && microphones.length > 0 && (
        <DeviceChoice
          kind="microphone"
          label={t.controls.microphone}
          devices={microphones}
          chosen={microphone?.getSettings().deviceId}
          onChoose={(id) => devices.choose({ microphone: id })}
        />
      )}
      <p class="font-semibold">{texts.level}</p>
      <LevelMeter label={texts.level} level={level.value} />
      {canSuppressNoise(microphone)
        ? (
          <label class="check">
            <input
              type="checkbox"
              checked={choices.noiseSuppression ?? true}
              onChange={(event) => devices.choose({ noiseSuppression: event.currentTarget.checked })}
            />
            {texts.noise}
          </label>
        )
        : <p class="text-muted">{texts.noNoise}</p>}
    </section>
  );
}

/** Plays a test tone on the chosen loudspeaker. */
function ToneButton({ speaker, label }: { speaker: string | undefined; label: string }) {
  const playing = useSignal(false);
  return (
    <Button
      kind="secondary"
      busy={playing.value}
      onClick={() => {
        playing.value = true;
        playTone(speaker).finally(() => playing.value = false);
      }}
    >
      {label}
    </Button>
  );
}

function canSuppressNoise(microphone: MediaStreamTrack | undefined): boolean {
  const capabilities = microphone?.getCapabilities?.() as { noiseSuppression?: boolean[] } | undefined;
  return (capabilities?.noiseSuppression?.length ?? 0) > 1;
}

function PictureSettings({ devices, stream, t, isPhone }: SettingsProps) {
  return (
    <section class="setting" aria-labelledby="setting-picture">
      <h3 id="setting-picture">{t.devices.picture}</h3>
      {isPhone
        ? <FacingChoice devices={devices} t={t} />
        : <CameraChoice devices={devices} stream={stream} t={t} />}
    </section>
  );
}

/** The front or the back camera of a phone. */
function FacingChoice({ devices, t }: Pick<DeviceProps, "devices" | "t">) {
  const { facing: chosen = "user" } = devices.choices.value;
  return (
    <div role="radiogroup" aria-label={t.controls.camera} class="flex flex-col">
      {(["user", "environment"] as const).map((facing) => (
        <label key={facing} class="check">
          <input
            type="radio"
            name="facing"
            checked={chosen === facing}
            onChange={() => devices.choose({ facing })}
          />
          {t.devices[facing]}
        </label>
      ))}
    </div>
  );
}

function CameraChoice({ devices, stream, t }: DeviceProps) {
  const cameras = devicesOf(devices, "camera");
  const { camera: chosen } = devices.choices.value;
  const [used] = stream?.getVideoTracks() ?? [];
  if (cameras.length > 0) {
    return (
      <DeviceChoice
        kind="camera"
        label={t.controls.camera}
        devices={cameras}
        chosen={used?.getSettings().deviceId ?? chosen}
        onChoose={(camera) => devices.choose({ camera })}
      />
    );
  }
  // Firefox names no device until its window has the focus.
  return used ? null : <p class="text-muted">{t.problems.camera_missing}</p>;
}

function devicesOf(devices: Devices, kind: DeviceKind) {
  return devices.list.value.filter((device) => device.kind === kind);
}

/** Devices that were plugged in just now: each can be taken with one click, or all left. */
export function OfferedDevices({ devices, t }: Pick<DeviceProps, "devices" | "t">) {
  const offered = devices.offered.value;
  if (offered.length === 0) return null;
  return (
    <Notice kind="info">
      <div class="flex flex-col gap-2">
        <p>{t.devices.offered}</p>
        {offered.map(({ kind, id, label }) => (
          <Button
            key={`${kind} ${id}`}
            kind="primary"
            onClick={() => devices.choose({ [kind]: id })}
          >
            {fill(t.devices.take[kind], { name: label })}
          </Button>
        ))}
        <Button kind="secondary" onClick={devices.leave}>{t.devices.leave}</Button>
      </div>
    </Notice>
  );
}
