import type { CallEffect, CallStep, EventOf } from "./events.ts";
import type { DetailMode, MediaState } from "./media/media_state.ts";
import type { CallState } from "./state.ts";
import { tellMedia } from "./step_media.ts";

/** Sharing the screen, and the detail view of the camera. */
type ShowingEvent = EventOf<
  | "screenToggled"
  | "screenStarted"
  | "screenEnded"
  | "detailToggled"
  | "detailStarted"
  | "torchToggled"
>;

type ShowingStep = readonly [MediaState, readonly CallEffect[]];

/** One step of showing; the partner is told of what has changed. */
export function show(state: CallState, event: ShowingEvent): CallStep {
  const [media, effects] = stepShowing(state.media, event);
  if (media === state.media) return [state, effects];
  const next = { ...state, media };
  return [next, [...effects, ...tellMedia(next)]];
}

function stepShowing(media: MediaState, event: ShowingEvent): ShowingStep {
  switch (event.kind) {
    case "screenToggled":
      // `screenStarted` follows when the person has chosen a window, which may never happen.
      if (!media.screenOn) return [media, [{ kind: "setScreen", on: true }]];
      return [{ ...media, screenOn: false }, [{ kind: "setScreen", on: false }]];
    case "screenStarted":
      return [{ ...media, screenOn: true }, []];
    case "screenEnded":
      return [{ ...media, screenOn: false }, []];
    case "detailToggled":
      return toggleDetail(media);
    case "detailStarted":
      return event.hasTorch ? setTorch(media, false, []) : [media, []];
    case "torchToggled": {
      const torchOn = detailOf(media)?.torchOn;
      if (torchOn === undefined) return [media, []];
      return setTorch(media, !torchOn, [{ kind: "setTorch", on: !torchOn }]);
    }
  }
}

/** The detail mode, while something small is shown. */
export function detailOf({ camera }: MediaState): DetailMode | undefined {
  return camera.kind === "on" ? camera.detail : undefined;
}

function setTorch(media: MediaState, torchOn: boolean, effects: CallEffect[]): ShowingStep {
  const detail = detailOf(media);
  if (!detail) return [media, []];
  return [{ ...media, camera: { kind: "on", detail: { ...detail, torchOn } } }, effects];
}

/** Begins the detail mode, with the camera on, or ends it and restores the camera's former state. */
function toggleDetail(media: MediaState): ShowingStep {
  if (media.camera.kind === "none") return [media, []];
  const detail = detailOf(media);
  if (detail) {
    const { before: kind } = detail;
    return [{ ...media, camera: { kind } }, [{ kind: "setDetail", on: false, camera: kind === "on" }]];
  }
  const { problem: _, ...rest } = media;
  return [
    { ...rest, camera: { kind: "on", detail: { before: media.camera.kind } } },
    [{ kind: "setDetail", on: true, camera: true }],
  ];
}

/** Ends screen sharing and detail mode after a conversation, so that the next partner sees nothing unasked. */
export function stopShowing(media: MediaState): ShowingStep {
  const [withoutScreen, effects] = media.screenOn
    ? stepShowing(media, { kind: "screenToggled" })
    : [media, []];
  if (!detailOf(media)) return [withoutScreen, effects];
  const [next, more] = toggleDetail(withoutScreen);
  return [next, [...effects, ...more]];
}

/** Ends the detail mode; the camera stays on. */
export function withoutDetail(media: MediaState): MediaState {
  return detailOf(media) ? { ...media, camera: { kind: "on" } } : media;
}
