import type { ComponentChildren } from "preact";
import { troubleOf } from "../../call/recovery.ts";
import { ariaShortcuts } from "../../call/stage/shortcuts.ts";
import { cornerAt, stepStageView } from "../../call/stage/stage_view.ts";
import { detailOf } from "../../call/step_showing.ts";
import type { Call } from "../../call/use_call.ts";
import { CallBar } from "../../components/call/CallBar.tsx";
import { HangUpQuestion } from "../../components/call/HangUpQuestion.tsx";
import { OwnPicture } from "../../components/call/OwnPicture.tsx";
import { isReminding, Stage } from "../../components/call/Stage.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import { ConversationPanel } from "./ConversationPanel.tsx";
import { type ConversationView, useConversation } from "./use_conversation.ts";

interface ConversationProps {
  call: Call;
  t: Catalogue["call"];
  lang: string;
  ownName: string;
  nowMs: number;
  room: string;
  /** A number to call when no connection comes about. */
  phone: string | undefined;
  /** For hosts: a notice over the conversation, and the button that removes the guest. */
  aside?: ComponentChildren;
  removal?: ComponentChildren;
}

/** The running conversation: the stage, and what lies on it and beside it. */
export default function Conversation(props: ConversationProps) {
  const { call, t, nowMs } = props;
  const conversation = useConversation(call, props.room, t);
  const { view, show, act, voices, soundBlocked } = conversation;
  const state = call.state.value;
  return (
    <Stage
      state={state}
      view={view.value}
      voices={voices.value}
      t={t}
      partnerStream={call.partnerStream.value}
      partnerScreen={call.partnerScreen.value}
      trouble={troubleOf(state)}
      onReplaceDevice={(peerId) => call.dispatch({ kind: "deviceReplaced", peerId })}
      onRefuse={(peerId) => call.dispatch({ kind: "refused", peerId })}
      phone={props.phone}
      aside={props.aside}
      onRetry={() => call.dispatch({ kind: "retryRequested" })}
      elapsedMs={nowMs - (state.connectedAtMs ?? nowMs)}
      soundBlocked={soundBlocked.value}
      onSoundBlocked={() => soundBlocked.value = true}
      onPlaySound={conversation.playSound}
      onShowSafety={() => show({ kind: "panelToggled", panel: "participants" })}
      onSafetyRead={() => call.dispatch({ kind: "safetyRead" })}
      onAudioOnly={(on) => call.dispatch({ kind: "audioOnlyChosen", on })}
      onReminderRead={() => show({ kind: "reminderRead" })}
      own={<OwnCamera {...props} conversation={conversation} />}
      panel={<ConversationPanel {...props} conversation={conversation} />}
      bar={
        <CallBar
          state={state}
          view={view.value}
          t={t}
          canShareScreen={"getDisplayMedia" in (navigator.mediaDevices ?? {})}
          shortcuts={ariaShortcuts(t.shortcuts)}
          onAction={act}
        />
      }
    >
      <Offered {...props} conversation={conversation} />
      <HangUpQuestion
        open={view.value.askedToHangUp}
        role={state.role}
        t={t}
        onHangUp={() => call.dispatch({ kind: "hungUp" })}
        onEndForAll={() => call.dispatch({ kind: "hungUp", forAll: true })}
        onStay={() => show({ kind: "hangUpDenied" })}
      />
    </Stage>
  );
}

type PartProps = Pick<ConversationProps, "call" | "t"> & { conversation: ConversationView };

/** The own camera: small in a corner, or large while something is held to it. */
function OwnCamera({ call, conversation, t }: PartProps) {
  const { view, show, voices, parts: { detail } } = conversation;
  const state = call.state.value;
  const stream = call.ownStream.value;
  if (detailOf(state.media)) {
    return detail.value && (
      <detail.value.DetailView
        state={state}
        stream={stream}
        t={t}
        onTorch={() => call.dispatch({ kind: "torchToggled" })}
        onDone={() => call.dispatch({ kind: "detailToggled" })}
      />
    );
  }
  const { corner, full } = view.value;
  return (
    <OwnPicture
      state={state}
      stream={stream}
      speaks={voices.value.own && state.media.microphone === "on"}
      // Until it is read, the reminder takes the place of the lower corners.
      corner={isReminding(view.value, state)
        ? stepStageView(view.value, { kind: "ownPictureNudged", towards: "up" }).corner
        : corner}
      hidden={full}
      t={t}
      onDrop={(inline, block) => show({ kind: "ownPictureMoved", to: cornerAt(inline, block) })}
      onNudge={(towards) => show({ kind: "ownPictureNudged", towards })}
    />
  );
}

/** Devices that were plugged in just now; with the settings open, these offer them. */
function Offered({ call, conversation: { view, parts: { settings } }, t }: PartProps) {
  if (view.value.panel === "settings" || !settings.value || call.devices.offered.value.length === 0) {
    return null;
  }
  return (
    <div class="offered">
      <settings.value.OfferedDevices devices={call.devices} t={t} />
    </div>
  );
}
