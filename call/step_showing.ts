import type { CallEffect, CallEvent, MediaState } from "./state.ts";

/** What one shows beside one's face: the own screen, or something small held to the camera. */
export type ShowingEvent = Extract<
  CallEvent,
  {
    kind:
      | "screenToggled"
      | "screenStarted"
      | "screenEnded"
      | "detailToggled"
      | "detailStarted"
      | "torchToggled";
  }
>;

type ShowingStep = readonly [MediaState, readonly CallEffect[]];

/** One step of showing; the camera follows the detail mode and goes back to where it was. */
export function stepShowing(media: MediaState, event: ShowingEvent): ShowingStep {
  switch (event.kind) {
    case "screenToggled":
      // It is on when the person has chosen a window, which takes its time or never happens.
      if (!media.screenOn) return [media, [{ kind: "setScreen", on: true }]];
      return [{ ...media, screenOn: false }, [{ kind: "setScreen", on: false }]];
    case "screenStarted":
      return [{ ...media, screenOn: true }, []];
    case "screenEnded":
      return [{ ...media, screenOn: false }, []];
    case "detailToggled": {
      if (media.detail) {
        const camera = media.detail.cameraWasOn;
        return [{ ...withoutDetail(media), cameraOn: camera }, [{ kind: "setDetail", on: false, camera }]];
      }
      if (!media.hasCamera) return [media, []];
      const { problem: _, ...rest } = media;
      return [
        { ...rest, cameraOn: true, detail: { cameraWasOn: media.cameraOn } },
        [{ kind: "setDetail", on: true, camera: true }],
      ];
    }
    case "detailStarted":
      if (!media.detail || !event.hasTorch) return [media, []];
      return [{ ...media, detail: { ...media.detail, torchOn: false } }, []];
    case "torchToggled": {
      if (media.detail?.torchOn === undefined) return [media, []];
      const torchOn = !media.detail.torchOn;
      return [{ ...media, detail: { ...media.detail, torchOn } }, [{ kind: "setTorch", on: torchOn }]];
    }
  }
}

/** When a conversation is over, or goes on with somebody else, nothing is shown to the next one unasked. */
export function stopShowing(media: MediaState): ShowingStep {
  const effects: CallEffect[] = [];
  let next = media;
  for (const kind of ["screenToggled", "detailToggled"] as const) {
    if (kind === "screenToggled" ? !next.screenOn : !next.detail) continue;
    const [changed, more] = stepShowing(next, { kind });
    next = changed;
    effects.push(...more);
  }
  return [next, effects];
}

export function withoutDetail(media: MediaState): MediaState {
  const { detail: _, ...rest } = media;
  return rest;
}
