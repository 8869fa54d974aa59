import { useSignal } from "@preact/signals";
import type { DeviceKind } from "../call/media/devices.ts";
import { canChooseSpeaker, playTone } from "../call/media/test_tone.ts";
import type { Devices } from "../call/media/use_devices.ts";
import { useLevel } from "../call/media/use_level.ts";
import { Button } from "../components/Button.tsx";
import { DeviceChoice } from "../components/DeviceChoice.tsx";
import { LevelMeter } from "../components/LevelMeter.tsx";
import { Notice } from "../components/Notice.tsx";
import type { Catalogue } from "../i18n/mod.ts";
import { fill } from "../i18n/fill.ts";

interface DeviceSettingsProps {
  devices: Devices;
  /** One's own camera and microphone. */
  stream: MediaStream | null;
  t: Catalogue["call"];
}

/** Which loudspeaker, microphone and camera; what the browser cannot do is not shown, but said. */
export default function DeviceSettings({ devices, stream, t }: DeviceSettingsProps) {
  const playing = useSignal(false);
  const level = useLevel(stream);
  const texts = t.devices;
  const choices = devices.choices.value;
  const of = (kind: DeviceKind) => devices.list.value.filter((device) => device.kind === kind);
  const isPhone = matchMedia("(pointer:coarse) and (hover:none)").matches;
  const canSpeaker = canChooseSpeaker() && of("speaker").length > 0 && !isPhone;
  const [microphone] = stream?.getAudioTracks() ?? [];
  const suppression = (microphone?.getCapabilities?.() as { noiseSuppression?: boolean[] } | undefined)
    ?.noiseSuppression;
  return (
    <>
      <OfferedDevices devices={devices} t={t} />
      <section class="setting" aria-labelledby="setting-sound">
        <h3 id="setting-sound">{texts.sound}</h3>
        {canSpeaker
          ? (
            <DeviceChoice
              kind="speaker"
              label={texts.speaker}
              devices={of("speaker")}
              chosen={choices.speaker}
              own={texts.usual}
              onChoose={(speaker) => devices.choose({ speaker })}
            />
          )
          : <p class="text-muted">{isPhone ? texts.phoneSound : texts.noSpeaker}</p>}
        <Button
          kind="secondary"
          busy={playing.value}
          onClick={() => {
            playing.value = true;
            playTone(choices.speaker).finally(() => playing.value = false);
          }}
        >
          {texts.tone}
        </Button>
        {!isPhone && of("microphone").length > 0 && (
          <DeviceChoice
            kind="microphone"
            label={t.controls.microphone}
            devices={of("microphone")}
            chosen={microphone?.getSettings().deviceId}
            onChoose={(id) => devices.choose({ microphone: id })}
          />
        )}
        <p class="font-semibold">{texts.level}</p>
        <LevelMeter label={texts.level} level={level.value} />
        {suppression && suppression.length > 1
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
      <section class="setting" aria-labelledby="setting-picture">
        <h3 id="setting-picture">{texts.picture}</h3>
        {isPhone
          ? (
            <div role="radiogroup" aria-label={t.controls.camera} class="flex flex-col">
              {(["user", "environment"] as const).map((facing) => (
                <label key={facing} class="check">
                  <input
                    type="radio"
                    name="facing"
                    checked={(choices.facing ?? "user") === facing}
                    onChange={() => devices.choose({ facing })}
                  />
                  {texts[facing]}
                </label>
              ))}
            </div>
          )
          : of("camera").length > 0
          ? (
            <DeviceChoice
              kind="camera"
              label={t.controls.camera}
              devices={of("camera")}
              chosen={stream?.getVideoTracks()[0]?.getSettings().deviceId ?? choices.camera}
              onChoose={(camera) => devices.choose({ camera })}
            />
          )
          // Firefox names no device until its window has the focus.
          : stream?.getVideoTracks().length
          ? null
          : <p class="text-muted">{t.problems.camera_missing}</p>}
      </section>
    </>
  );
}

/** What was plugged in just now: taken with one press, or left. */
export function OfferedDevices({ devices, t }: Pick<DeviceSettingsProps, "devices" | "t">) {
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
