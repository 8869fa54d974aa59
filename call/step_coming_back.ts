/** Guest: the resume secret was refused, and a person who was admitted before has to say what happens. */

import { type CallStep, NOTHING } from "./events.ts";
import { closeAllEffects, updatePairing, withoutConversation } from "./pairings.ts";
import { type CallState, currentPairing, type PairingState } from "./state.ts";

/** A host does not know the resume secret, or there is none. Who has just asked to come in knocks; anybody else is asked. */
export function refuseResume(state: CallState, peerId: string): CallStep {
  if (state.greets === "any") return knockAgain(state);
  return [updatePairing(state, peerId, { stage: "refused" }), NOTHING];
}

/** Knocks by code or invite link, from another seat; whatever conversation there was is over. */
export function knockAgain(state: CallState): CallStep {
  const { currentPeerId: _, notice: __, refusal: ___, ...rest } = withoutConversation(state);
  return [{ ...rest, greets: "secret", signaling: "off", pairings: [], stuck: false }, [
    ...closeAllEffects(state),
    { kind: "takeSeat" },
  ]];
}

/** Whether the person is to be asked: no host knows the resume secret, and there is no other way to the partner. */
export function isAsked(state: CallState): boolean {
  const current = currentPairing(state);
  if (current && !(current.connection === "lost" && (current.seatLost || !current.present))) return false;
  const others = state.pairings.filter((pairing) => pairing !== current);
  const isRefused = ({ stage }: PairingState) => stage === "refused";
  return others.some(isRefused) && others.every((other) => isRefused(other) || other.silent);
}

/** The person has compared the safety code, or does not want to. */
export function readSafety(state: CallState): CallStep {
  const { safetyChanged: _, ...rest } = state;
  return [rest, NOTHING];
}
