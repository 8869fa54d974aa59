import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { leaveFullScreen, requestFullScreen } from "../../browser/full_screen.ts";
import { soundOn } from "../../call/media/loudspeaker.ts";
import { useVoices } from "../../call/media/use_voices.ts";
import { actionOf } from "../../call/stage/shortcuts.ts";
import { type StageView, type StageViewEvent, stepStageView } from "../../call/stage/stage_view.ts";
import { loadStageView, saveStageView } from "../../call/stage/stored_view.ts";
import type { Call } from "../../call/use_call.ts";
import type { BarAction } from "../../components/call/CallBar.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import { type LoadedParts, useLoadedParts } from "./use_loaded_parts.ts";

/** What the person sees of a running conversation, and what the bar and the keys do. */
export interface ConversationView {
  view: Signal<StageView>;
  show(event: StageViewEvent): void;
  act(action: BarAction): void;
  voices: ReturnType<typeof useVoices>;
  parts: LoadedParts;
  /** The browser wants a gesture before it plays the partner's sound. */
  soundBlocked: Signal<boolean>;
  playSound(): void;
}

/** The state of a running conversation on the page, and its shortcuts, tab title and full screen. */
export function useConversation(call: Call, room: string, t: Catalogue["call"]): ConversationView {
  const view = useSignal(loadStageView(room));
  const show = (event: StageViewEvent) => {
    view.value = stepStageView(view.value, event);
    saveStageView(room, view.value);
  };
  const soundBlocked = useSignal(false);
  const voices = useVoices(call);
  const parts = useLoadedParts(call, view.value.panel);
  useSpeaker(call.devices.choices.value.speaker);
  useUnread(call.messagesCame.value, view.value.unread, show, t.pageTitle);
  useEffect(() => closePictureInPicture, []);
  const toggleFull = () => {
    show({ kind: "fullToggled" });
    // Switched off before the browser has answered: leave again.
    if (view.value.full) void requestFullScreen().then(() => view.value.full || leaveFullScreen());
    else leaveFullScreen();
  };
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
  useKeys(view, show, act, t.shortcuts);
  const playSound = () => {
    soundBlocked.value = false;
    void partnerVideo()?.play();
  };
  return { view, show, act, voices, parts, soundBlocked, playSound };
}

function partnerVideo(): HTMLVideoElement | null {
  return document.querySelector<HTMLVideoElement>("video[data-video=partner]");
}

/** Plays the partner on the chosen loudspeaker. */
function useSpeaker(speaker: string | undefined): void {
  useEffect(() => {
    const video = partnerVideo();
    if (video) void soundOn(video, speaker);
  }, [speaker]);
}

/** Counts the messages that came while the chat was closed, and shows the number in the tab's title. */
function useUnread(
  came: number,
  unread: number,
  show: (event: StageViewEvent) => void,
  pageTitle: string,
): void {
  const seenBefore = useRef(came);
  useEffect(() => {
    for (; seenBefore.current < came; seenBefore.current++) show({ kind: "messageCame" });
  }, [came]);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${pageTitle}` : pageTitle;
  }, [unread]);
}

/** Listens to the shortcuts, and to the browser leaving full screen, until the conversation is over. */
function useKeys(
  view: Signal<StageView>,
  show: (event: StageViewEvent) => void,
  act: (action: BarAction) => void,
  letters: Readonly<Record<BarAction, string>>,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOf(event, {
        typing: (event.target as Element).matches("input,textarea,select,[contenteditable]"),
        altGraph: event.getModifierState("AltGraph"),
      }, letters);
      // The open dialog keeps the keys for itself.
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
}

/** The browser keeps the small window open, with its last frame, when the video has left the page. */
function closePictureInPicture(): void {
  if (!document.pictureInPictureElement) return;
  document.exitPictureInPicture().catch((error: DOMException) => {
    // The person has closed it first.
    if (!(error instanceof DOMException)) throw error;
  });
}
