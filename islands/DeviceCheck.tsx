import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { CHECK_STEPS, type CheckStep, currentStep, reportOf, verdictOf } from "../call/check/device_check.ts";
import type { DeviceKind } from "../call/media/devices.ts";
import { canChooseSpeaker } from "../call/media/test_tone.ts";
import { parsePlatform } from "../browser/platform.ts";
import { markStarted } from "../browser/started.ts";
import { type DeviceCheck as RunningCheck, useDeviceCheck } from "../call/check/use_device_check.ts";
import { Button } from "../components/Button.tsx";
import { Question, WayBack } from "../components/call/Lobby.tsx";
import { OtherCameras } from "../components/call/OtherCameras.tsx";
import { VideoView } from "../components/call/VideoView.tsx";
import { DeviceChoice } from "../components/DeviceChoice.tsx";
import { takeFocus, useKeptFocus } from "../components/focus.ts";
import { Icon, type IconName } from "../components/Icon.tsx";
import { LevelMeter } from "../components/LevelMeter.tsx";
import { Notice } from "../components/Notice.tsx";
import type { Catalogue } from "../i18n/mod.ts";
import { copyText } from "../browser/clipboard.ts";

interface DeviceCheckProps {
  t: Catalogue["check"];
  call: Catalogue["call"];
}

/** Tries everything a call needs, one after the other. Every decision is made in `call/check/device_check.ts`. */
export default function DeviceCheck({ t, call }: DeviceCheckProps) {
  useKeptFocus();
  const check = useDeviceCheck();
  const state = check.state.value;
  const verdict = verdictOf(state);
  const atHand = currentStep(state);
  const list = useRef<HTMLOListElement>(null);
  const ready = useSignal(false);
  useEffect(() => {
    ready.value = true;
    markStarted();
  }, []);
  useLayoutEffect(() => {
    // Whoever works by keyboard or by ear goes along with the step at hand.
    const next = verdict !== "unfinished" ? "#verdict" : atHand ? `[data-step=${atHand}] h2` : undefined;
    const at = document.activeElement;
    const isElsewhere = !at?.contains(list.current) && !list.current?.contains(at);
    if (next && !isElsewhere) takeFocus(document.querySelector<HTMLElement>(next));
  }, [atHand, verdict]);
  if (!check.isStarted.value) {
    return <Button kind="primary" disabled={!ready.value} onClick={check.start}>{t.start}</Button>;
  }
  return (
    <>
      <ol ref={list} class="flex flex-col gap-4">
        {CHECK_STEPS.map((step) => (
          <Step key={step} step={step} check={check} t={t} call={call} isAtHand={step === atHand} />
        ))}
      </ol>
      {verdict !== "unfinished" && <End check={check} t={t} />}
    </>
  );
}

interface StepProps extends DeviceCheckProps {
  step: CheckStep;
  check: RunningCheck;
  isAtHand: boolean;
}

const ICONS: Record<CheckStep, IconName> = {
  browser: "globe",
  camera: "camera",
  microphone: "microphone",
  loudspeaker: "speaker",
  network: "screen",
};

function Step({ step, check, t, call, isAtHand }: StepProps) {
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
        {isAtHand && <Work step={step} check={check} t={t} call={call} />}
        {step === "camera" && verdictOf(check.state.value) === "unfinished" && status === "done" &&
          outcome === "good" && (
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
        )}
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

function sentenceOf(code: string, t: DeviceCheckProps["t"], call: DeviceCheckProps["call"]): string {
  const own: Record<string, string> = t.codes;
  const media: Record<string, string> = call.problems;
  return own[code] ?? media[code] ?? call.problems.media_failed;
}

/** What there is to do in the step at hand; one can always go on. */
function Work({ step, check, t, call }: Omit<StepProps, "isAtHand">) {
  const { code } = check.state.value.steps[step];
  const goOn = <Button kind="secondary" onClick={() => check.skip(step)}>{t.goOn}</Button>;
  switch (step) {
    case "camera": {
      const platform = parsePlatform(navigator);
      const problem = code as Parameters<typeof WayBack>[0]["problem"] | undefined;
      return (
        <>
          {problem
            ? (
              <>
                <WayBack t={call} platform={platform} problem={problem} />
                {problem === "media_in_use" && (
                  <OtherCameras
                    t={call}
                    devices={check.devices.list.value}
                    onChoose={(camera) => {
                      check.devices.choose({ camera });
                      check.askAgain(true);
                    }}
                  />
                )}
              </>
            )
            : (
              <>
                <p>{call.permission.asking}</p>
                <Question t={call} platform={platform} />
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
            {goOn}
          </Choices>
        </>
      );
    }
    case "microphone":
      return (
        <>
          <p>{t.microphone.ask}</p>
          <LevelMeter label={t.microphone.level} level={check.level.value} />
          <Chooser kind="microphone" check={check} call={call} />
          <Choices>{goOn}</Choices>
        </>
      );
    case "loudspeaker":
      return (
        <>
          <p>{t.loudspeaker.ask}</p>
          {canChooseSpeaker() && <Chooser kind="speaker" check={check} call={call} />}
          <Choices>
            <Button kind="primary" busy={check.isPlaying.value} onClick={check.playTone}>
              {t.loudspeaker.play}
            </Button>
            {!check.state.value.toneHeardAsked && goOn}
          </Choices>
          <p role="status" class={check.isPlaying.value ? "" : "sr-only"}>
            {check.isPlaying.value ? t.loudspeaker.playing : ""}
          </p>
          {check.state.value.toneHeardAsked && (
            <div role="group" aria-labelledby="tone-question" class="flex flex-col gap-3">
              <p id="tone-question" class="font-semibold">{t.loudspeaker.question}</p>
              <Choices>
                <Button
                  kind="primary"
                  onClick={() =>
                    check.answer(true)}
                >
                  {t.loudspeaker.yes}
                </Button>
                <Button
                  kind="secondary"
                  onClick={() =>
                    check.answer(false)}
                >
                  {t.loudspeaker.no}
                </Button>
                {goOn}
              </Choices>
            </div>
          )}
        </>
      );
    case "network":
      return (
        <>
          <p role="status">{t.network.running}</p>
          <Choices>{goOn}</Choices>
        </>
      );
    default:
      return null;
  }
}

interface ChooserProps {
  kind: DeviceKind;
  check: RunningCheck;
  call: DeviceCheckProps["call"];
}

/** Where there are several: which one. The choice holds for the call, too. */
function Chooser({ kind, check, call }: ChooserProps) {
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

function Choices({ children }: { children: ComponentChildren }) {
  return <div class="flex flex-wrap gap-3">{children}</div>;
}

/** Each way that was tried. */
function Ways({ check, t }: { check: RunningCheck; t: DeviceCheckProps["t"] }) {
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

/** The verdict in words, and what to tell whoever helps. */
function End({ check, t }: { check: RunningCheck; t: DeviceCheckProps["t"] }) {
  const told = useSignal("");
  const state = check.state.value;
  const verdict = verdictOf(state);
  if (verdict === "unfinished") return null;
  const about = { userAgent: navigator.userAgent, atMs: Date.now(), picture: check.picture.value };
  const report = reportOf(state, about);
  const copy = async () => told.value = await copyText(report) ? t.copied : t.copyFailed;
  const { title, lead } = t.verdicts[verdict];
  return (
    <section aria-labelledby="verdict" data-verdict={verdict} class="flex flex-col gap-4">
      <div class="card p-5">
        <h2 id="verdict" class={`text-2xl font-semibold ${VERDICT_LOOKS[verdict]}`}>{title}</h2>
        <p class="mt-2">{lead}</p>
      </div>
      <Choices>
        <Button kind="primary" href="/">{t.toJoin}</Button>
        <Button kind="secondary" onClick={check.start}>{t.again}</Button>
      </Choices>
      <details class="details">
        <summary>{t.details}</summary>
        <div class="flex flex-col gap-3">
          <p class="text-muted">{t.detailsHint}</p>
          <pre class="report" tabIndex={0} aria-label={t.details}>{report}</pre>
          <Button kind="secondary" onClick={copy}>{t.copy}</Button>
          <p role="status" class={told.value ? "text-muted" : "sr-only"}>{told.value}</p>
        </div>
      </details>
    </section>
  );
}

const VERDICT_LOOKS = { ready: "text-good", ready_with_less: "text-warm", not_ready: "text-danger-ink" };
