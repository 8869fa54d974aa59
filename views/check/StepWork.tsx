import type { ComponentChildren } from "preact";
import { parsePlatform } from "../../browser/platform.ts";
import type { CheckStep } from "../../call/check/device_check.ts";
import type { DeviceCheck } from "../../call/check/use_device_check.ts";
import { canChooseSpeaker } from "../../call/media/test_tone.ts";
import type { MediaProblem } from "../../call/media/media_state.ts";
import { Button } from "../../components/Button.tsx";
import { MediaProblemHelp, PermissionPrompt } from "../../components/call/PermissionGuide.tsx";
import { LevelMeter } from "../../components/LevelMeter.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import { Choices } from "./Choices.tsx";
import { Chooser } from "./Chooser.tsx";

interface StepWorkProps {
  step: CheckStep;
  check: DeviceCheck;
  t: Catalogue["check"];
  call: Catalogue["call"];
}

/** What to do in the current step; it can always be skipped. */
export function StepWork({ step, ...props }: StepWorkProps) {
  const { check, t } = props;
  const skip = <Button kind="secondary" onClick={() => check.skip(step)}>{t.goOn}</Button>;
  switch (step) {
    case "camera":
      return <CameraWork {...props} skip={skip} />;
    case "microphone":
      return <MicrophoneWork {...props} skip={skip} />;
    case "loudspeaker":
      return <LoudspeakerWork {...props} skip={skip} />;
    case "network":
      return (
        <>
          <p role="status">{t.network.running}</p>
          <Choices>{skip}</Choices>
        </>
      );
    default:
      return null;
  }
}

interface WorkProps extends Omit<StepWorkProps, "step"> {
  /** The button that skips the step. */
  skip: ComponentChildren;
}

function CameraWork({ check, call, skip }: WorkProps) {
  const platform = parsePlatform(navigator);
  const problem = check.state.value.steps.camera.code as MediaProblem | undefined;
  return (
    <>
      {problem
        ? (
          <MediaProblemHelp
            t={call}
            platform={platform}
            problem={problem}
            devices={check.devices.list.value}
            onOtherCamera={(camera) => {
              check.devices.choose({ camera });
              check.askAgain(true);
            }}
          />
        )
        : (
          <>
            <p>{call.permission.asking}</p>
            <PermissionPrompt t={call} platform={platform} />
          </>
        )}
      <Choices>
        {problem && (
          <>
            <Button kind="primary" busy={check.isAsking.value} onClick={() => check.askAgain(true)}>
              {call.permission.retry}
            </Button>
            <Button kind="secondary" onClick={() => check.askAgain(false)}>
              {call.permission.audioOnly}
            </Button>
          </>
        )}
        {skip}
      </Choices>
    </>
  );
}

function MicrophoneWork({ check, t, call, skip }: WorkProps) {
  return (
    <>
      <p>{t.microphone.ask}</p>
      <LevelMeter label={t.microphone.level} level={check.level.value} />
      <Chooser kind="microphone" check={check} call={call} />
      <Choices>{skip}</Choices>
    </>
  );
}

function LoudspeakerWork({ check, t, call, skip }: WorkProps) {
  const isAsked = check.state.value.toneHeardAsked;
  return (
    <>
      <p>{t.loudspeaker.ask}</p>
      {canChooseSpeaker() && <Chooser kind="speaker" check={check} call={call} />}
      <Choices>
        <Button kind="primary" busy={check.isPlaying.value} onClick={check.playTone}>
          {t.loudspeaker.play}
        </Button>
        {!isAsked && skip}
      </Choices>
      <p role="status" class={check.isPlaying.value ? "" : "sr-only"}>
        {check.isPlaying.value ? t.loudspeaker.playing : ""}
      </p>
      {isAsked && (
        <div role="group" aria-labelledby="tone-question" class="flex flex-col gap-3">
          <p id="tone-question" class="font-semibold">{t.loudspeaker.question}</p>
          <Choices>
            <Button kind="primary" onClick={() => check.answer(true)}>{t.loudspeaker.yes}</Button>
            <Button kind="secondary" onClick={() => check.answer(false)}>{t.loudspeaker.no}</Button>
            {skip}
          </Choices>
        </div>
      )}
    </>
  );
}
