import { type CheckStep, verdictOf } from "../../call/check/device_check.ts";
import type { DeviceCheck } from "../../call/check/use_device_check.ts";
import { OtherCameras } from "../../components/call/OtherCameras.tsx";
import { VideoView } from "../../components/call/VideoView.tsx";
import { Icon, type IconName } from "../../components/Icon.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import { Chooser } from "./Chooser.tsx";
import { StepWork } from "./StepWork.tsx";

interface StepProps {
  step: CheckStep;
  check: DeviceCheck;
  t: Catalogue["check"];
  call: Catalogue["call"];
  /** True for the step that waits for the person or for an answer. */
  isCurrent: boolean;
}

const ICONS: Record<CheckStep, IconName> = {
  browser: "globe",
  camera: "camera",
  microphone: "microphone",
  loudspeaker: "speaker",
  network: "screen",
};

/** One step of the check: its outcome, and while it is the current one, what to do. */
export function Step({ step, check, t, call, isCurrent }: StepProps) {
  const { status, outcome, code } = check.state.value.steps[step];
  const shown = outcome ?? (status === "done" ? "good" : status);
  return (
    <li class="card p-5" data-step={step} data-outcome={shown}>
      <div class="flex flex-wrap items-center gap-3">
        <Icon name={ICONS[step]} />
        <h2 class="text-lg font-semibold">{t.steps[step]}</h2>
        <p class={`flex items-center gap-2 ${LOOKS[shown]}`}>
          {shown === "running" && <span class="spinner" aria-hidden="true" />}
          {(shown === "good" || shown === "weak" || shown === "bad") && (
            <Icon name={shown === "good" ? "check" : "alert"} />
          )}
          {t.status[shown]}
        </p>
      </div>
      <div class="check-work">
        {code && (
          <Notice kind={outcome === "bad" ? "error" : "warning"} code={code}>
            {sentenceOf(code, t, call)}
          </Notice>
        )}
        {code === "camera_in_use" && status === "done" && (
          <OtherCameras
            t={call}
            devices={check.devices.list.value}
            onChoose={(camera) => {
              check.devices.choose({ camera });
              check.start();
            }}
          />
        )}
        {isCurrent && <StepWork step={step} check={check} t={t} call={call} />}
        {step === "camera" && verdictOf(check.state.value) === "unfinished" && status === "done" &&
          outcome === "good" && <CameraPicture check={check} t={t} call={call} />}
        {step === "network" && status === "done" && <Ways check={check} t={t} />}
      </div>
    </li>
  );
}

const LOOKS = {
  open: "text-muted",
  running: "text-muted",
  good: "text-good font-semibold",
  weak: "text-warm font-semibold",
  bad: "text-danger-ink font-semibold",
};

function sentenceOf(code: string, t: Catalogue["check"], call: Catalogue["call"]): string {
  const own: Record<string, string> = t.codes;
  const media: Record<string, string> = call.problems;
  return own[code] ?? media[code] ?? call.problems.media_failed;
}

/** The own picture, once the camera works; it goes when the check is over. */
function CameraPicture({ check, t, call }: Pick<StepProps, "check" | "t" | "call">) {
  return (
    <figure>
      <VideoView
        whose="self"
        stream={check.stream.value}
        label={t.camera.picture}
        class="w-full max-w-sm rounded-xl bg-stage aspect-video object-cover"
      />
      <figcaption class="mt-2 text-muted">{t.camera.seen}</figcaption>
      <Chooser kind="camera" check={check} call={call} />
    </figure>
  );
}

/** The ways through the network that were tried, each with its outcome. */
function Ways({ check, t }: Pick<StepProps, "check" | "t">) {
  const { network } = check.state.value;
  if (!network) return null;
  const { server, direct, relays } = network;
  const tried = [
    [t.network.ways.server, server.outcome],
    ...(direct ? [[t.network.ways.direct, direct.outcome]] : []),
    ...relays.map(({ transport, outcome }) => [t.network.ways[transport], outcome]),
  ] as [string, "good" | "bad"][];
  return (
    <ul class="text-muted">
      {tried.map(([name, outcome], index) => (
        <li key={index} data-way={outcome}>{name}: {t.network[outcome]}</li>
      ))}
    </ul>
  );
}
