/** The person ends the call or starts it again. */

import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import { closeAllEffects, endCall } from "./pairings.ts";
import { PATIENCE_MS } from "./recovery.ts";
import { type CallState, initialCallState, isOver, type PairingState } from "./state.ts";
import { askForMedia } from "./step_media.ts";

export function hangUp(state: CallState, event: EventOf<"hungUp">): CallStep {
  const forAll = event.forAll === true;
  const lock: CallEffect[] = forAll && state.role === "host" ? [{ kind: "lockRoom" }] : [];
  // A host that leaves does not turn away those who knock: it is just not there any more.
  const isToldTo = ({ stage }: PairingState) => forAll || state.role === "guest" || stage === "admitted";
  const [ended, effects] = endCall(state, { endReason: "hung_up" }, isToldTo);
  return [ended, [...lock, ...effects]];
}

/** The person tries again: while the call is stuck, or after it has failed. */
export function retry(state: CallState): CallStep {
  return state.stuck ? startAnew(state) : rejoin(state);
}

/** Begins again with a new seat, a new handshake and new connections; media stay. */
function startAnew(state: CallState): CallStep {
  const { currentPeerId: _, notice: __, ...rest } = state;
  return [{ ...rest, signaling: "off", pairings: [], stuck: false }, [
    ...closeAllEffects(state),
    { kind: "takeSeat" },
    { kind: "startTimer", timer: "patience", peerId: "", delayMs: PATIENCE_MS },
  ]];
}

/** The call is over, and the person comes back. */
export function rejoin(state: CallState): CallStep {
  if (!isOver(state)) return [state, NOTHING];
  const { blockedCode, safetyChanged } = state;
  const fresh: CallState = {
    // Who comes back after the end of a call asks to knock; who tries again after a failure does not.
    ...initialCallState(state.role, state.switches, false, state.failure && state.greets),
    ...(blockedCode ? { blockedCode } : {}),
    ...(safetyChanged ? { safetyChanged } : {}),
  };
  if (state.media.status === "ready" && state.failure) {
    return [{ ...fresh, media: state.media }, [{ kind: "takeSeat" }]];
  }
  return askForMedia(fresh, fresh.switches.camera, true);
}
