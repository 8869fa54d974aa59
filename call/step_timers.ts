import { type CallStep, type EventOf, NOTHING } from "./events.ts";
import { dropPairing, endCall, partFrom, withoutConversation } from "./pairings.ts";
import { awaitsConnection, type CallState, pairingOf, type PairingState } from "./state.ts";
import { GRACE_MS, restartLate } from "./step_connection.ts";
import { endForRefusal, fireSeatTimer } from "./step_seat.ts";

/** A timer of an earlier step has fired. */
export function fireTimer(state: CallState, { timer, peerId }: EventOf<"timerFired">): CallStep {
  if (timer === "seat") return fireSeatTimer(state);
  if (timer === "patience") return loseProspect(state);
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  const { connection } = pairing;
  switch (timer) {
    case "proof":
      if (connection !== "connected" || pairing.verified) return [state, NOTHING];
      return endCall(state, { failure: { code: "confirmation_missing" } });
    case "restart":
      if (connection === "connected" || connection === "none") return [state, NOTHING];
      return restartLate(state, pairing);
    case "grace":
      return endGrace(state, pairing);
  }
}

/** There has been no connection for a minute: without a seat it does not come back by itself. */
function loseProspect(state: CallState): CallStep {
  if (!awaitsConnection(state.phase)) return [state, NOTHING];
  return state.refusal ? endForRefusal(state, state.refusal) : [{ ...state, stuck: true }, NOTHING];
}

/** The wait for an interrupted partner is over. */
function endGrace(state: CallState, pairing: PairingState): CallStep {
  const { peerId } = pairing;
  if (pairing.stage === "knocking" && state.currentPeerId === undefined) {
    return [withoutConversation(state), [{ kind: "announceKnock" }]];
  }
  if (pairing.connection !== "lost") return [state, NOTHING];
  // A peer whose seat is still in the room may come back; one that left does not under this peer id.
  if (pairing.present) return [state, [{ kind: "startTimer", timer: "grace", peerId, delayMs: GRACE_MS }]];
  const [next, effects] = dropPairing(state, peerId);
  return [partFrom(next, pairing), effects];
}
