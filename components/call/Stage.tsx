import type { ComponentChildren } from "preact";
import { type CallState, isNewDevice, type MediaProblem, type MediaState } from "../../call/state.ts";
import type { StageView } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";
import { LineNotices, LineTag } from "./Line.tsx";
import type { Voices } from "./Participants.tsx";
import { NewDevice } from "./NewDevice.tsx";
import { RecoveryNotice, type RecoveryNoticeProps } from "./RecoveryNotice.tsx";
import { formatSpan, partnerNameOf } from "./texts.ts";
import { VideoView } from "./VideoView.tsx";

interface StageProps extends Pick<RecoveryNoticeProps, "trouble" | "phone" | "onRetry"> {
  state: CallState;
  view: StageView;
  voices: Voices;
  t: Catalogue["call"];
  partnerStream: MediaStream | null;
  partnerScreen: MediaStream | null;
  /** How long the conversation has been running. */
  elapsedMs: number;
  soundBlocked: boolean;
  onSoundBlocked: () => void;
  onPlaySound: () => void;
  onShowSafety: () => void;
  onReminderRead: () => void;
  onAudioOnly: (on: boolean) => void;
  onReplaceDevice: (peerId: string) => void;
  onRefuse: (peerId: string) => void;
  /** What a host reads beside. */
  aside?: ComponentChildren;
  /** The own picture. */
  own: ComponentChildren;
  bar: ComponentChildren;
  panel: ComponentChildren;
  /** What is asked or shown above everything. */
  children?: ComponentChildren;
}

/** The conversation: the partner large, oneself small, the controls below, a panel beside. */
export function Stage(props: StageProps) {
  const { state, view, t } = props;
  const name = partnerNameOf(state, t);
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  const waiting = state.pairings.filter(({ stage }) => stage === "knocking");
  const problem = newProblemOf(state.media);
  const told = state.phase === "connected" ? shownText(state, t) : undefined;
  return (
    <section class="conversation bg-stage" data-panel={view.panel} data-full={view.full ? "" : undefined}>
      <div class="picture">
        <VideoView
          whose="partner"
          stream={props.partnerStream}
          label={name}
          class={partner?.partnerScreen ? "partner-small" : "absolute inset-0 w-full h-full object-contain"}
          onBlocked={props.onSoundBlocked}
        />
        {partner?.partnerScreen && (
          <VideoView
            whose="screen"
            stream={props.partnerScreen}
            label={fill(t.showing.screen, { name })}
            class="absolute inset-0 w-full h-full object-contain"
          />
        )}
        {partner?.partnerCamera === false && !partner.partnerScreen && (
          <p class="absolute inset-0 flex items-center justify-center bg-stage p-6 text-center text-xl">
            {fill(t.status.partnerCameraOff, { name })}
          </p>
        )}
        {props.voices.partner && <span class="voice" aria-hidden="true" />}
        <div class="absolute inset-x-0 top-0 z-[1] flex flex-col">
          <header class="flex flex-wrap items-start justify-between gap-2 p-3">
            <h1 class="tag font-medium">
              {name}
              {partner?.partnerMicrophone === false && (
                <span class="flex items-center gap-1 text-sm">
                  <Icon name="microphone-off" /> {t.status.partnerMicrophoneOff}
                </span>
              )}
              {props.voices.partner && (
                <span class="flex items-center gap-1 text-sm">
                  <Icon name="voice" /> {t.panel.speaks}
                </span>
              )}
            </h1>
            {state.connectedAtMs !== undefined && (
              <p class="tag tabular-nums ms-auto" role="timer">{formatSpan(props.elapsedMs)}</p>
            )}
            <div class="flex flex-wrap items-center gap-2">
              {partner && view.panel !== "participants" && (partner.verified
                ? (
                  <button type="button" class="tag tag-button" onClick={props.onShowSafety}>
                    <Icon name="lock" /> {t.status.encrypted}
                  </button>
                )
                : <p class="tag">{t.status.securing}</p>)}
              {state.phase === "connected" && <LineTag state={state} t={t} />}
            </div>
          </header>
          <div class="notices">
            <p role="status" class="empty:hidden tag text-center">{statusText(state, t)}</p>
            {told && <p role="status" class="tag text-center">{fill(told, { name })}</p>}
            <RecoveryNotice {...props} name={name} />
            <LineNotices state={state} t={t} name={name} onAudioOnly={props.onAudioOnly} />
            {problem && (
              <p role="status" class="tag" data-error={problem}>
                <Icon name="alert" /> {t.problems[problem]}
              </p>
            )}
            {props.voices.own && !state.media.microphoneOn && state.media.hasMicrophone && (
              <p role="status" class="tag" data-muted>
                <Icon name="microphone-off" /> {fill(t.line.muted, { name })}
              </p>
            )}
            {props.aside}
            {waiting.map((pairing) =>
              isNewDevice(state, pairing)
                ? (
                  <NewDevice
                    key={pairing.peerId}
                    t={t.newDevice}
                    name={pairing.name ?? ""}
                    onReplace={() => props.onReplaceDevice(pairing.peerId)}
                    onRefuse={() =>
                      props.onRefuse(pairing.peerId)}
                  />
                )
                : (
                  <p key={pairing.peerId} class="tag">
                    {fill(t.knock.busy, { name: pairing.name ?? "" })}
                  </p>
                )
            )}
            {props.soundBlocked && (
              <Button kind="primary" onClick={props.onPlaySound}>{t.status.playSound}</Button>
            )}
          </div>
        </div>
        {!view.reminded && state.phase === "connected" && <Reminder t={t} onRead={props.onReminderRead} />}
        {props.own}
      </div>
      {props.panel}
      {props.bar}
      {props.children}
    </section>
  );
}

/** What both are reminded of at the beginning (PRODUCT, P13). */
function Reminder({ t, onRead }: { t: Catalogue["call"]; onRead: () => void }) {
  return (
    <div class="absolute inset-x-0 bottom-3 z-[2] flex justify-center px-3 pointer-events-none">
      <div class="reminder pointer-events-auto" role="region" aria-labelledby="reminder">
        <h2 id="reminder">{t.reminder.title}</h2>
        <ul>
          {t.reminder.points.map((point) => <li key={point}>{point}</li>)}
        </ul>
        <Button kind="primary" onClick={onRead}>{t.reminder.read}</Button>
      </div>
    </div>
  );
}

function statusText(state: CallState, t: Catalogue["call"]): string {
  if (state.notice?.kind === "signalingLost" && state.phase === "connected") return t.status.signalingLost;
  if (state.notice?.kind === "codeBlocked") return t.status.codeBlocked[state.notice.method];
  return "";
}

/** What went wrong with camera or microphone; not that there is none, which was said before the conversation. */
function newProblemOf({ problem, hasCamera, hasMicrophone }: MediaState): MediaProblem | undefined {
  const isOld = problem === "camera_missing" && !hasCamera ||
    problem === "microphone_missing" && !hasMicrophone;
  return isOld ? undefined : problem;
}

/** Who shows what, to whoever sees it and to whoever shows it. */
function shownText({ media, pairings, currentPeerId }: CallState, t: Catalogue["call"]): string | undefined {
  const partner = pairings.find(({ peerId }) => peerId === currentPeerId);
  if (partner?.partnerScreen) return t.showing.partnerScreen;
  if (partner?.partnerDetail) return t.showing.partnerDetail;
  return media.screenOn ? t.showing.ownScreen : undefined;
}
