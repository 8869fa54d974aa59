import type { ComponentChildren } from "preact";
import type { MediaProblem, MediaState } from "../../call/media/media_state.ts";
import { type CallState, isNewDevice, type PairingState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";
import { LineNotices } from "./Line.tsx";
import type { Voices } from "./Participants.tsx";
import { RecoveryNotice, type RecoveryNoticeProps } from "./RecoveryNotice.tsx";
import { StageQuestion } from "./StageQuestion.tsx";

export interface StageNoticesProps extends Pick<RecoveryNoticeProps, "trouble" | "phone" | "onRetry"> {
  state: CallState;
  t: Catalogue["call"];
  /** The partner's name. */
  name: string;
  voices: Voices;
  /** The browser wants a gesture before it plays the partner's sound. */
  soundBlocked: boolean;
  onPlaySound: () => void;
  onAudioOnly: (on: boolean) => void;
  onReplaceDevice: (peerId: string) => void;
  onRefuse: (peerId: string) => void;
  onShowSafety: () => void;
  onSafetyRead: () => void;
  /** For hosts: who is waiting in the practice's other rooms. */
  aside?: ComponentChildren;
}

/** What the person should know: connection, devices, who knocks. */
export function StageNotices(props: StageNoticesProps) {
  const { state, t, name } = props;
  const problem = newProblemOf(state.media);
  const shown = state.phase === "connected" ? shownText(state, t) : undefined;
  return (
    <div class="notices">
      <p role="status" class="empty:hidden tag text-center">{statusText(state, t)}</p>
      {shown && <p role="status" class="tag text-center">{fill(shown, { name })}</p>}
      <RecoveryNotice {...props} />
      {state.safetyChanged && state.phase === "connected" && (
        <StageQuestion
          role="alert"
          label={t.safetyCode.title}
          text={fill(t.safetyCode.changed, { name })}
          yes={t.safetyCode.compare}
          no={t.safetyCode.read}
          onYes={props.onShowSafety}
          onNo={props.onSafetyRead}
        />
      )}
      <LineNotices state={state} t={t} name={name} onAudioOnly={props.onAudioOnly} />
      {problem && (
        <p role="status" class="tag" data-error={problem}>
          <Icon name="alert" /> {t.problems[problem]}
        </p>
      )}
      {props.voices.own && state.media.microphone !== "none" && state.media.microphone !== "on" && (
        <p role="status" class="tag" data-muted>
          <Icon name="microphone-off" /> {fill(t.line.muted, { name })}
        </p>
      )}
      {props.aside}
      {state.pairings.filter(({ stage }) => stage === "knocking").map((pairing) => (
        <KnockNotice key={pairing.peerId} pairing={pairing} {...props} />
      ))}
      {props.soundBlocked && <Button kind="primary" onClick={props.onPlaySound}>{t.status.playSound}</Button>}
    </div>
  );
}

interface KnockNoticeProps extends Pick<StageNoticesProps, "state" | "t" | "onReplaceDevice" | "onRefuse"> {
  pairing: PairingState;
}

/** Somebody knocks: the partner from another device, or somebody who has to wait. */
function KnockNotice({ state, t, pairing, ...on }: KnockNoticeProps) {
  const { peerId, name = "" } = pairing;
  if (!isNewDevice(state, pairing)) return <p class="tag">{fill(t.knock.busy, { name })}</p>;
  return (
    <StageQuestion
      role="group"
      label={t.newDevice.label}
      text={fill(t.newDevice.question, { name })}
      yes={t.newDevice.replace}
      no={t.newDevice.refuse}
      onYes={() => on.onReplaceDevice(peerId)}
      onNo={() => on.onRefuse(peerId)}
    />
  );
}

function statusText(state: CallState, t: Catalogue["call"]): string {
  const { notice } = state;
  switch (notice?.kind) {
    case "signalingLost":
    case "serverDisturbs":
    case "openElsewhere":
      return state.phase === "connected" ? t.status[notice.kind] : "";
    case "codeBlocked":
      return t.status.codeBlocked;
    default:
      return "";
  }
}

/** The problem of camera or microphone, unless the device is missing: that was said before the conversation. */
function newProblemOf({ problem, camera, microphone }: MediaState): MediaProblem | undefined {
  const isOld = problem === "camera_missing" && camera.kind === "none" ||
    problem === "microphone_missing" && microphone === "none";
  return isOld ? undefined : problem;
}

/** A sentence on the screen or the detail that one of the two is showing. */
function shownText({ media, pairings, currentPeerId }: CallState, t: Catalogue["call"]): string | undefined {
  const partner = pairings.find(({ peerId }) => peerId === currentPeerId);
  if (partner?.partnerScreen) return t.showing.partnerScreen;
  if (partner?.partnerDetail) return t.showing.partnerDetail;
  return media.screenOn ? t.showing.ownScreen : undefined;
}
