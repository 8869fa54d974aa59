import type { ComponentChildren } from "preact";
import type { Signal } from "@preact/signals";
import type { Platform } from "../../browser/platform.ts";
import type { Device } from "../../call/media/devices.ts";
import type { CallState, MediaProblem } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Notice } from "../Notice.tsx";
import { LevelMeter } from "../LevelMeter.tsx";
import { CallControls } from "./CallControls.tsx";
import { CopyLink } from "./CopyLink.tsx";
import { OtherCameras } from "./OtherCameras.tsx";
import { PermissionPicture } from "./PermissionPicture.tsx";
import { momentText, movedText } from "./texts.ts";
import { VideoView } from "./VideoView.tsx";
import { phoneLink } from "../phone.ts";

type CallTexts = Catalogue["call"];

interface SheetProps {
  title: string;
  children: ComponentChildren;
}

/** One card with one heading: everything before and after the conversation. */
export function Sheet({ title, children }: SheetProps) {
  return (
    <section class="sheet mx-auto w-full max-w-xl flex flex-col gap-5 p-6 sm:p-8 rounded-2xl bg-card border border-line shadow-sm">
      <h1 class="text-2xl font-semibold leading-tight">{title}</h1>
      {children}
    </section>
  );
}

interface PermissionProps {
  state: CallState;
  t: CallTexts;
  platform: Platform;
  /** The address by which this person comes in from another browser. */
  link: string;
  /** Is it the join page's address, where name and code are asked for again? */
  linkNeedsCode: boolean;
  copy: (text: string) => Promise<boolean>;
  /** What there is, as far as the browser tells. */
  devices: readonly Device[];
  onAsk: (camera: boolean, microphone: boolean) => void;
  onOtherCamera: (camera: string) => void;
}

/** Says what the browser will ask, before it asks; and what to do when it was told no. */
export function Permission(props: PermissionProps) {
  const { state, t, platform, onAsk } = props;
  const { status, problem } = state.media;
  const isRefused = status === "refused" && problem !== undefined;
  const isAsking = status === "asking";
  return (
    <Sheet title={t.permission.title}>
      {isRefused
        ? (
          <>
            <Notice kind="error" code={problem}>{t.problems[problem]}</Notice>
            <WayBack t={t} platform={platform} problem={problem} />
            {problem === "media_in_use" && (
              <OtherCameras t={t} devices={props.devices} onChoose={props.onOtherCamera} />
            )}
          </>
        )
        : (
          <>
            <p>{t.permission.lead}</p>
            <p role="status">{isAsking ? t.permission.asking : t.permission.ask}</p>
            <Question t={t} platform={platform} />
          </>
        )}
      {!isRefused && <p class="text-muted">{t.permission.why}</p>}
      <Button kind="primary" busy={isAsking} onClick={() => onAsk(true, true)}>
        {isRefused ? t.permission.retry : t.permission.allow}
      </Button>
      {isRefused && (
        <Button kind="secondary" onClick={() => onAsk(false, true)}>{t.permission.audioOnly}</Button>
      )}
      {isAsking && (
        <Details summary={t.guide.noQuestion}>
          <Steps steps={t.guide.undo[platform.browser]} back={t.guide.back} />
        </Details>
      )}
      {isRefused && (
        <Details summary={t.guide.otherBrowser}>
          <p>{t.guide.otherBrowserLead}</p>
          {props.linkNeedsCode && <p>{t.guide.codeToo}</p>}
          <CopyLink t={t} link={props.link} copy={props.copy} />
        </Details>
      )}
    </Sheet>
  );
}

interface GuideProps {
  t: CallTexts;
  platform: Platform;
}

/** What the browser's question looks like, and where. */
export function Question({ t, platform: { browser } }: GuideProps) {
  return (
    <div class="guide">
      <PermissionPicture browser={browser} scene="question" />
      <p>{t.guide.where[browser]}</p>
    </div>
  );
}

/** Who refused, and how that is undone there. */
export function WayBack({ t, platform, problem }: GuideProps & { problem: MediaProblem }) {
  const { undoTitle, undo, system, back, noQuestion } = t.guide;
  switch (problem) {
    case "media_dismissed":
      return (
        <>
          <Question t={t} platform={platform} />
          <Details summary={noQuestion}>
            <Steps steps={undo[platform.browser]} back={back} />
          </Details>
        </>
      );
    case "media_denied":
      return (
        <section aria-labelledby="undo">
          <h2 id="undo" class="text-lg font-semibold">{undoTitle}</h2>
          <div class="guide">
            <PermissionPicture browser={platform.browser} scene="settings" />
            <Steps steps={undo[platform.browser]} back={back} />
          </div>
        </section>
      );
    case "media_system_denied":
      return (
        <section aria-labelledby="undo">
          <h2 id="undo" class="text-lg font-semibold">{undoTitle}</h2>
          <Steps steps={system[platform.system]} back={back} />
        </section>
      );
    default:
      return null;
  }
}

function Steps({ steps, back }: { steps: readonly string[]; back: string }) {
  return (
    <div class="flex flex-col gap-3">
      <ol class="steps">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <p>{back}</p>
    </div>
  );
}

function Details({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="details">
      <summary>{summary}</summary>
      <div class="flex flex-col gap-3">{children}</div>
    </details>
  );
}

export interface LobbyProps {
  state: CallState;
  t: CallTexts;
  lang: string;
  startsAtMs: number;
  ownStream: MediaStream | null;
  /** How loud the own microphone is, 0 … 1. */
  level: Signal<number>;
  /** What there is, as far as the browser tells. */
  devices: readonly Device[];
  onCamera: () => void;
  onOtherCamera: (camera: string) => void;
  onMicrophone: () => void;
  onLeave: () => void;
}

/** `startsAtMs` 0 and an empty `practiceName`: the server has not told yet. */
interface GuestLobbyProps extends LobbyProps {
  practiceName: string;
  /** The start before it was moved. */
  movedFromMs?: number | undefined;
  waitingPhone?: string | undefined;
  waitedMs: number;
  /** The time by the server's clock: this device's may be wrong. */
  serverNowMs: number;
}

/** The guest's waiting room: who, when, how long, nothing to do. */
export function GuestLobby(props: GuestLobbyProps) {
  const { state, t, lang, startsAtMs, practiceName, waitingPhone, waitedMs, serverNowMs } = props;
  const minutes = Math.floor(waitedMs / 60_000);
  const moved = movedText(props, serverNowMs, lang, t);
  return (
    <Sheet title={t.waiting.guestTitle}>
      <p role="status" class="text-lg">{statusText(state, t)}</p>
      <p role="status" class={moved ? "font-semibold" : "sr-only"}>{moved}</p>
      <dl class="facts">
        {practiceName !== "" && (
          <>
            <dt>{t.waiting.with}</dt>
            <dd>{practiceName}</dd>
          </>
        )}
        {startsAtMs !== 0 && (
          <>
            <dt>{t.waiting.planned}</dt>
            <dd>{momentText(startsAtMs, serverNowMs, lang, t.entrance)}</dd>
          </>
        )}
        <dt>{t.waiting.sinceTitle}</dt>
        <dd>{minutes < 2 ? t.waiting.sinceNow : fill(t.waiting.since, { minutes })}</dd>
      </dl>
      <OwnPreview {...props} />
      <div class="flex flex-wrap gap-3">
        {waitingPhone && (
          <Button kind="secondary" href={phoneLink(waitingPhone)}>
            {fill(t.waiting.phone, { phone: waitingPhone.replaceAll(" ", "\u00a0") })}
          </Button>
        )}
        <Button kind="secondary" onClick={props.onLeave}>{t.waiting.leave}</Button>
      </div>
    </Sheet>
  );
}

/** One line that changes when something has happened; whoever does not see it hears it. */
function statusText({ signaling, phase, pairings }: CallState, t: CallTexts): string {
  if (signaling === "offline") return t.waiting.offline;
  if (pairings.some(({ later }) => later)) return t.waiting.later;
  return phase === "knocking" ? t.waiting.knocking : t.waiting.guestLead;
}

/** One's own picture and loudness, so that one sees that all works; and what does not. */
export function OwnPreview(props: LobbyProps) {
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
        {!media.cameraOn && (
          <p class="absolute inset-0 flex items-center justify-center text-white">{t.status.cameraOff}</p>
        )}
        <div class="absolute inset-x-0 bottom-0 p-2">
          <CallControls state={state} t={t} onCamera={onCamera} onMicrophone={onMicrophone} />
        </div>
      </div>
      {media.microphoneOn && (
        <div>
          <MovingMeter label={t.waiting.level} level={level} />
          <p class="text-muted">{t.waiting.levelHint}</p>
        </div>
      )}
    </div>
  );
}

/** Reads the loudness itself, so that ten times a second nothing else is drawn anew. */
function MovingMeter({ label, level }: { label: string; level: Signal<number> }) {
  return (
    <>
      <p aria-hidden="true">{label}</p>
      <LevelMeter label={label} level={level.value} />
    </>
  );
}

interface EndProps {
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** The conversation is over, or could not begin: what happened, and the way on. */
export function End({ title, lead, children }: EndProps) {
  return (
    <Sheet title={title}>
      <p>{lead}</p>
      <div class="flex flex-wrap gap-3">{children}</div>
    </Sheet>
  );
}
