import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type BarAction, CallBar } from "../components/call/CallBar.tsx";
import { CallPanel } from "../components/call/CallPanel.tsx";
import { HangUpQuestion } from "../components/call/HangUpQuestion.tsx";
import { OwnPicture } from "../components/call/OwnPicture.tsx";
import { Stage } from "../components/call/Stage.tsx";
import { partnerNameOf } from "../components/call/texts.ts";
import { soundOn } from "../call/media/loudspeaker.ts";
import { troubleOf } from "../call/recovery.ts";
import { actionOf, ariaShortcuts } from "../call/stage/shortcuts.ts";
import { cornerAt, type StageViewEvent, stepStageView } from "../call/stage/stage_view.ts";
import { loadStageView, saveStageView } from "../call/stage/stored_view.ts";
import type { Call } from "../call/use_call.ts";
import { useVoices } from "../call/media/use_voices.ts";
import type { Catalogue } from "../i18n/mod.ts";

export interface ConversationProps {
  call: Call;
  t: Catalogue["call"];
  lang: string;
  ownName: string;
  nowMs: number;
  room: string;
  /** A number to call when no connection comes about. */
  phone: string | undefined;
  /** What only hosts see: beside the conversation, and at the partner's name. */
  aside?: ComponentChildren;
  removal?: ComponentChildren;
}

/** The running conversation: what of it is shown, and what the person does there. */
export default function Conversation(props: ConversationProps) {
  const { call, t, lang, ownName, nowMs, room, phone } = props;
  const state = call.state.value;
  const view = useSignal(loadStageView(room));
  const show = (event: StageViewEvent) => {
    view.value = stepStageView(view.value, event);
    saveStageView(room, view.value);
  };
  const soundBlocked = useSignal(false);
  const voices = useVoices(call);
  const overview = useLazy(
    view.value.panel === "participants",
    () => import("../components/call/Participants.tsx"),
  );
  const chat = useLazy(
    view.value.panel === "chat",
    () =>
      Promise.all([import("./ChatPanel.tsx"), call.openExchange()])
        .then(([{ default: Panel }, exchange]) => ({ Panel, exchange })),
  );
  const settings = useLazy(
    view.value.panel === "settings" || call.devices.offered.value.length > 0,
    () => import("./DeviceSettings.tsx"),
  );
  const detail = useLazy(
    state.media.detail !== undefined,
    () => import("../components/call/DetailView.tsx"),
  );
  const { speaker } = call.devices.choices.value;
  useEffect(() => {
    const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]");
    if (video) void soundOn(video, speaker);
  }, [speaker]);
  const came = call.messagesCame.value;
  const seenBefore = useRef(came);
  useEffect(() => {
    for (; seenBefore.current < came; seenBefore.current++) show({ kind: "messageCame" });
  }, [came]);
  const { unread } = view.value;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t.pageTitle}` : t.pageTitle;
  }, [unread]);
  useEffect(() => closeSmallWindow, []);
  const act = (action: BarAction) => {
    switch (action) {
      case "camera":
        return call.dispatch({ kind: "cameraToggled" });
      case "microphone":
        return call.dispatch({ kind: "microphoneToggled" });
      case "screen":
        return call.dispatch({ kind: "screenToggled" });
      case "full":
        return toggleFull();
      case "hangUp":
        return show({ kind: "hangUpAsked" });
      default:
        return show({ kind: "panelToggled", panel: action });
    }
  };
  const toggleFull = () => {
    show({ kind: "fullToggled" });
    // Switched off again before the browser has answered: it must not stay.
    if (view.value.full) void requestFullScreen().then(() => view.value.full || leaveFullScreen());
    else leaveFullScreen();
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOf({
        key: event.key,
        code: event.code,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        repeat: event.repeat,
        typing: (event.target as Element).matches("input,textarea,select,[contenteditable]"),
        altGraph: event.getModifierState("AltGraph"),
      }, t.shortcuts);
      // A question that is open keeps the keys for itself.
      if (!action || view.value.askedToHangUp) return;
      event.preventDefault();
      act(action);
    };
    const leaveFull = () => document.fullscreenElement || show({ kind: "fullLeft" });
    document.addEventListener("keydown", press);
    document.addEventListener("fullscreenchange", leaveFull);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("fullscreenchange", leaveFull);
      leaveFullScreen();
    };
  }, []);
  const { panel, corner, full, reminded } = view.value;
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
      phone={phone}
      aside={props.aside}
      onRetry={() => call.dispatch({ kind: "retryRequested" })}
      elapsedMs={nowMs - (state.connectedAtMs ?? nowMs)}
      soundBlocked={soundBlocked.value}
      onSoundBlocked={() => soundBlocked.value = true}
      onPlaySound={() => {
        soundBlocked.value = false;
        void document.querySelector<HTMLVideoElement>("video[data-video=partner]")?.play();
      }}
      onShowSafety={() => show({ kind: "panelToggled", panel: "participants" })}
      onAudioOnly={(on) => call.dispatch({ kind: "audioOnlyChosen", on })}
      onReminderRead={() => show({ kind: "reminderRead" })}
      own={state.media.detail
        ? detail.value && (
          <detail.value.DetailView
            state={state}
            stream={call.ownStream.value}
            t={t}
            onTorch={() => call.dispatch({ kind: "torchToggled" })}
            onDone={() => call.dispatch({ kind: "detailToggled" })}
          />
        )
        : (
          <OwnPicture
            state={state}
            stream={call.ownStream.value}
            speaks={voices.value.own && state.media.microphoneOn}
            // The reminder stands where the lower corners are.
            corner={reminded
              ? corner
              : stepStageView(view.value, { kind: "ownPictureNudged", towards: "up" }).corner}
            hidden={full}
            t={t}
            onDrop={(inline, block) => show({ kind: "ownPictureMoved", to: cornerAt(inline, block) })}
            onNudge={(towards) => show({ kind: "ownPictureNudged", towards })}
          />
        )}
      panel={panel && (
        <CallPanel
          name={panel}
          title={t.controls[panel]}
          t={t}
          onBack={() => show({ kind: "backToOverview" })}
          onClose={() => show({ kind: "panelClosed" })}
        >
          {panel === "participants" && (overview.value
            ? (
              <overview.value.Participants
                state={state}
                voices={voices.value}
                ownName={ownName}
                t={t}
                lang={lang}
                more={{
                  canShowDetail: state.media.hasCamera && state.phase === "connected",
                  onSmallWindow: document.pictureInPictureEnabled ? showSmallWindow : undefined,
                  onDetail: () => {
                    show({ kind: "panelClosed" });
                    call.dispatch({ kind: "detailToggled" });
                  },
                }}
              >
                {props.removal}
              </overview.value.Participants>
            )
            : <p role="status">{t.panel.loading}</p>)}
          {panel === "settings" && (settings.value
            ? <settings.value.default devices={call.devices} stream={call.ownStream.value} t={t} />
            : <p role="status">{t.panel.loading}</p>)}
          {panel === "chat" && (chat.value && call.exchange.value
            ? (
              <chat.value.Panel
                exchange={chat.value.exchange}
                state={call.exchange.value}
                name={partnerNameOf(state, t)}
                t={t}
                lang={lang}
              />
            )
            : <p role="status">{t.panel.loading}</p>)}
        </CallPanel>
      )}
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
      {panel !== "settings" && settings.value && call.devices.offered.value.length > 0 && (
        <div class="offered">
          <settings.value.OfferedDevices devices={call.devices} t={t} />
        </div>
      )}
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

/** Where the browser has no full screen (iPhone), the picture takes the page, which is what `data-full` does. */
async function requestFullScreen(): Promise<void> {
  const { documentElement } = document;
  if (!document.fullscreenEnabled) return;
  try {
    await documentElement.requestFullscreen();
  } catch (error) {
    // Not allowed at this moment: the page's own full view is there all the same.
    if (!(error instanceof TypeError)) throw error;
  }
}

function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
}

/** How long after a part of the program did not arrive it is asked for again: at first, and at most. */
const ASK_AGAIN_MS = { first: 2_000, most: 30_000 };

/** Something that is loaded when it is wanted for the first time; as long as it is, it is tried again if that fails. */
function useLazy<Loaded extends object>(
  wanted: boolean,
  load: () => Promise<Loaded>,
): Signal<Loaded | undefined> {
  const loaded = useSignal<Loaded | undefined>(undefined);
  useEffect(() => {
    if (!wanted || loaded.value) return;
    let isOver = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    let delayMs = ASK_AGAIN_MS.first;
    const start = () =>
      void load().then((value) => loaded.value = value, (error) => {
        if (!(error instanceof TypeError)) throw error; // no network at this moment
        if (isOver) return;
        again = setTimeout(start, delayMs);
        delayMs = Math.min(2 * delayMs, ASK_AGAIN_MS.most);
      });
    start();
    return () => {
      isOver = true;
      clearTimeout(again);
    };
  }, [wanted]);
  return loaded;
}

/** The partner above other programs, for as long as the person wants and the conversation lasts. */
function showSmallWindow(): void {
  const video = document.querySelector<HTMLVideoElement>("video[data-video=partner]");
  if (!video) return;
  const ask = () =>
    video.requestPictureInPicture().catch((error: DOMException) => {
      // Not without a picture, or refused by a setting: the partner stays where it is.
      if (!(error instanceof DOMException)) throw error;
    });
  // Before the first picture the browser refuses; the click is not lost for that.
  if (video.readyState === HTMLMediaElement.HAVE_NOTHING) {
    video.addEventListener("loadedmetadata", ask, { once: true });
  } else void ask();
}

/** The browser leaves it open, with the last picture, when its video is gone from the page. */
function closeSmallWindow(): void {
  if (!document.pictureInPictureElement) return;
  document.exitPictureInPicture().catch((error: DOMException) => {
    // The person was faster.
    if (!(error instanceof DOMException)) throw error;
  });
}
