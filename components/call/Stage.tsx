import { useEffect, useRef } from "preact/hooks";
import type { CallState, PairingState } from "../../call/state.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";
import { CallControls } from "./CallControls.tsx";
import { formatSpan, partnerNameOf } from "./texts.ts";
import { VideoView } from "./VideoView.tsx";

interface StageProps {
  state: CallState;
  t: Catalogue["call"];
  lang: string;
  partnerStream: MediaStream | null;
  ownStream: MediaStream | null;
  /** How long the conversation has been running. */
  elapsedMs: number;
  soundBlocked: boolean;
  onSoundBlocked: () => void;
  onPlaySound: () => void;
  onCamera: () => void;
  onMicrophone: () => void;
  askedToHangUp: boolean;
  onAskToHangUp: (asked: boolean) => void;
  onHangUp: () => void;
}

/** The conversation: the partner large, oneself small, the controls below. */
export function Stage(props: StageProps) {
  const { state, t, askedToHangUp } = props;
  const name = partnerNameOf(state, t);
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  const waiting = state.pairings.filter(({ stage }) => stage === "knocking");
  return (
    <section class="fixed inset-0 z-10 flex flex-col bg-stage text-white">
      <div class="relative flex-1 min-h-0" aria-hidden={askedToHangUp}>
        <VideoView
          whose="partner"
          stream={props.partnerStream}
          label={name}
          class="absolute inset-0 w-full h-full object-contain"
          onBlocked={props.onSoundBlocked}
        />
        {partner?.partnerCamera === false && (
          <p class="absolute inset-0 flex items-center justify-center bg-stage text-xl">
            {fill(t.status.partnerCameraOff, { name })}
          </p>
        )}
        <header class="absolute inset-x-0 top-0 flex items-start justify-between gap-3 p-3 sm:p-4">
          <h1 class="rounded-2xl bg-stage-veil px-4 py-2 text-lg font-medium leading-tight">
            {name}
            {partner?.partnerMicrophone === false && (
              <span class="ms-2 text-sm">({t.status.partnerMicrophoneOff})</span>
            )}
          </h1>
          <div class="flex flex-col items-end gap-2">
            <p class="rounded-2xl bg-stage-veil px-4 py-2 leading-tight tabular-nums" role="timer">
              {state.connectedAtMs === undefined ? "" : formatSpan(props.elapsedMs)}
            </p>
            {partner && <Encryption partner={partner} t={t} lang={props.lang} />}
          </div>
        </header>
        <div class="absolute inset-x-0 top-16 flex flex-col items-center gap-2 px-4">
          <p role="status" class="empty:hidden rounded-xl bg-stage-veil px-4 py-2 text-center">
            {statusText(state, t)}
          </p>
          {waiting.map(({ peerId, name: other }) => (
            <p key={peerId} class="rounded-xl bg-stage-veil px-4 py-2">
              {fill(t.knock.busy, { name: other ?? "" })}
            </p>
          ))}
          {props.soundBlocked && (
            <Button kind="primary" onClick={props.onPlaySound}>{t.status.playSound}</Button>
          )}
        </div>
        <div class="absolute end-3 bottom-3 w-28 sm:w-52 overflow-hidden rounded-xl bg-stage-raised shadow-lg aspect-[4/3]">
          <VideoView
            whose="self"
            stream={props.ownStream}
            label={t.you}
            class="w-full h-full object-cover"
          />
          {!state.media.cameraOn && (
            <p class="absolute inset-0 flex items-center justify-center text-center text-sm p-2">
              {t.status.cameraOff}
            </p>
          )}
        </div>
      </div>
      <div class="bg-stage px-2 pt-3 pb-4" aria-hidden={askedToHangUp}>
        <CallControls
          state={state}
          t={t}
          onCamera={props.onCamera}
          onMicrophone={props.onMicrophone}
          onHangUp={() => props.onAskToHangUp(true)}
        />
      </div>
      {askedToHangUp && <HangUpQuestion {...props} />}
    </section>
  );
}

/** What has been proved about the connection, and the pictures to compare. */
function Encryption({ partner, t, lang }: { partner: PairingState; t: Catalogue["call"]; lang: string }) {
  if (!partner.verified) {
    return <p class="rounded-full bg-stage-veil px-4 py-1 text-sm">{t.status.securing}</p>;
  }
  return (
    <details class="rounded-2xl bg-stage-veil px-4 py-2 text-sm max-w-xs">
      <summary class="cursor-pointer min-h-[2rem] flex items-center gap-2">
        <Icon name="lock" /> {t.status.encrypted}
      </summary>
      <h2 class="mt-2 font-semibold">{t.safetyCode.title}</h2>
      <ol class="flex gap-3 mt-1" data-safety-code>
        {(partner.safetyCode ?? []).map((index) => {
          const picture = PICTURES[index];
          return picture && (
            <li key={index} class="flex flex-col items-center">
              <span class="text-3xl" aria-hidden="true">{picture.emoji}</span>
              {lang === "de" ? picture.de : picture.en}
            </li>
          );
        })}
      </ol>
      <p class="mt-2">{t.safetyCode.lead}</p>
    </details>
  );
}

/** Asks once, because a slip of the finger must not end a consultation. */
function HangUpQuestion({ t, onAskToHangUp, onHangUp }: StageProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="hang-up-title"
      class="m-auto max-w-md rounded-2xl bg-card text-ink p-6"
      onClose={() => onAskToHangUp(false)}
    >
      <h2 id="hang-up-title" class="text-xl font-semibold">{t.hangUp.title}</h2>
      <p class="mt-2">{t.hangUp.lead}</p>
      <div class="mt-5 flex flex-wrap gap-3">
        <Button kind="danger" onClick={onHangUp}>{t.controls.hangUp}</Button>
        <Button kind="secondary" onClick={() => dialog.current?.close()}>{t.hangUp.stay}</Button>
      </div>
    </dialog>
  );
}

function statusText(state: CallState, t: Catalogue["call"]): string {
  if (state.phase === "connecting") return t.status.connecting;
  if (state.phase === "recovering") return t.status.recovering;
  if (state.notice?.kind === "signalingLost") return t.status.signalingLost;
  if (state.notice?.kind === "secretLocked") return t.status.secretLocked;
  return "";
}
