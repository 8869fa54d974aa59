/** Adapts sending to the line, as connection/quality.ts decides. */

import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import { chooseAudioOnly, type QualityState, sendPlanOf, stepQuality } from "./connection/quality.ts";
import { type CallState, currentPairing } from "./state.ts";

export function measureLine(state: CallState, { peerId, sample }: EventOf<"lineMeasured">): CallStep {
  const current = currentPairing(state);
  if (current?.peerId !== peerId || current.connection !== "connected") return [state, NOTHING];
  return adapt(state, stepQuality(state.quality, sample));
}

/** The person chooses sound only, or video again. */
export function chooseSound(state: CallState, { on }: EventOf<"audioOnlyChosen">): CallStep {
  return adapt(state, chooseAudioOnly(state.quality, on));
}

/** Changes the senders if the plan has changed, and tells the partner what it shows of it. */
function adapt(state: CallState, quality: QualityState): CallStep {
  const former = state.quality;
  const next = { ...state, quality };
  const effects: CallEffect[] = [];
  if (quality.step !== former.step || quality.redundant !== former.redundant) {
    effects.push({ kind: "adaptSending", plan: sendPlanOf(quality) });
  }
  const rests = (of: QualityState) => of.step === "audio";
  if (quality.rating !== former.rating || rests(quality) !== rests(former)) effects.push(...tellLine(next));
  return [next, effects];
}

/** Tells the partner what our line is like, for its screen. */
export function tellLine(state: CallState): CallEffect[] {
  const current = currentPairing(state);
  // Nothing before it is verified; until it is told otherwise, the partner takes the line to be good.
  if (current?.connection !== "connected" || !current.verified) return [];
  const { rating, step } = state.quality;
  const message = { kind: "line", rating, pictureRests: step === "audio" } as const;
  return [{ kind: "send", peerId: current.peerId, message }];
}
