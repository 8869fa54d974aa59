/** Messages of the peer. Each role takes only those that the other one sends (docs/protocol.md). */

import { type CallStep, type EventOf, NOTHING } from "./events.ts";
import { canKeepConnection, farewell, keepConnection } from "./kept_connection.ts";
import type { Description, PeerMessage } from "./pairing/messages.ts";
import {
  closeEffects,
  dropPairing,
  endCall,
  partFrom,
  updatePairing,
  withoutConversation,
} from "./pairings.ts";
import { planRestart } from "./recovery.ts";
import { type CallState, currentPairing, isInConversation, pairingOf, type PairingState } from "./state.ts";
import { carryOut, connectTimer } from "./step_connection.ts";

type MessageOf<Kind extends PeerMessage["kind"]> = Extract<PeerMessage, { kind: Kind }>;

/** A message of a peer was opened. */
export function openMessage(state: CallState, { peerId, message }: EventOf<"messageOpened">): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  return state.role === "host" ? openAsHost(state, pairing, message) : openAsGuest(state, pairing, message);
}

function openAsHost(state: CallState, pairing: PairingState, message: PeerMessage): CallStep {
  const { peerId } = pairing;
  switch (message.kind) {
    case "answer":
      if (pairing.stage !== "admitted" || message.answer.round !== pairing.round) return [state, NOTHING];
      return [updatePairing(state, peerId, { answered: true }), [
        { kind: "acceptAnswer", peerId, answer: message.answer },
      ]];
    case "restartRequest": {
      if (pairing.stage !== "admitted" || message.round !== pairing.round) return [state, NOTHING];
      const fresh = message.fresh === true;
      return carryOut(state, peerId, planRestart(state.role, pairing, { online: true, forced: true, fresh }));
    }
    case "bye": {
      const [next, effects] = dropPairing(state, peerId);
      return [state.currentPeerId === peerId ? partFrom(next, pairing) : next, effects];
    }
    case "replaced":
      // A stranger who knocks has replaced nobody.
      return pairing.stage === "admitted" ? leave(state, pairing, "replaced") : [state, NOTHING];
    case "safetyChanged":
      return [pairing.stage === "admitted" ? { ...state, safetyChanged: true } : state, NOTHING];
    default:
      return openAsEither(state, pairing, message);
  }
}

function openAsGuest(state: CallState, pairing: PairingState, message: PeerMessage): CallStep {
  switch (message.kind) {
    case "admission":
      return takeAdmission(state, pairing, message);
    case "offer":
      return takeOffer(state, pairing, message);
    case "bye":
      return leave(state, pairing, "partner_hung_up");
    case "replaced":
      return leave(state, pairing, "replaced");
    default:
      return openAsEither(state, pairing, message);
  }
}

/** The partner ends the call; anybody else ends no more than its own pairing while the conversation runs. */
function leave(
  state: CallState,
  { peerId }: PairingState,
  endReason: NonNullable<CallState["endReason"]>,
): CallStep {
  if (peerId !== state.currentPeerId && currentPairing(state)?.connection === "connected") {
    return dropPairing(state, peerId);
  }
  return endCall(state, { endReason });
}

/** The host's answer to the knock. */
function takeAdmission(state: CallState, pairing: PairingState, message: MessageOf<"admission">): CallStep {
  const { peerId } = pairing;
  const named = updatePairing(state, peerId, { name: message.hostName });
  switch (message.state) {
    case "refused":
    case "removed":
      return leave(named, pairing, message.state);
    case "later":
      return [updatePairing(named, peerId, { later: true }), NOTHING];
    case "waiting":
      return isExpected(state, pairing) && (pairing.stage === "greeting" || pairing.stage === "refused")
        ? startKnocking(named, peerId)
        : [named, NOTHING];
    case "admitted":
      return isExpected(state, pairing) && pairing.stage !== "admitted" && message.offer
        ? enterConversation(named, pairingOf(named, peerId)!, message.offer)
        : [named, NOTHING];
  }
}

/** Who was admitted before follows only a host that has the resume secret. */
function isExpected({ greets }: CallState, { partner }: PairingState): boolean {
  return greets !== "resume" || partner?.follows !== undefined;
}

/** The host knows the guest's name and has to decide. */
function startKnocking(state: CallState, peerId: string): CallStep {
  const [left, effects] = leaveInterrupted(state);
  return [
    updatePairing(left, peerId, { stage: "knocking" }),
    [...effects, { kind: "prepareConnection", peerId }],
  ];
}

/** The host has come back and does not recognize this guest: the interrupted conversation is over. */
function leaveInterrupted(state: CallState): CallStep {
  const former = currentPairing(state);
  if (former?.connection === "connected") return [state, NOTHING];
  const ended = withoutConversation(state);
  return former ? dropPairing(ended, former.peerId) : [ended, NOTHING];
}

/** The host has admitted this guest. Other pairings, such as with another device of the host, end. */
function enterConversation(state: CallState, pairing: PairingState, offer: Description): CallStep {
  const { peerId, partner } = pairing;
  const former = currentPairing(state);
  const entering: CallState = {
    ...state,
    greets: "resume",
    currentPeerId: peerId,
    ...(partner ? { follower: partner.makes } : {}),
    ...(state.greets === "secret" ? { safetyChanged: true } : {}),
  };
  const round = { round: offer.round, answered: true };
  const keeps = offer.keeps && former && canKeepConnection(former, pairing);
  const { state: entered, effects } = keeps ? keepConnection(entering, former, pairing, round) : {
    state: updatePairing(entering, peerId, { ...round, stage: "admitted", connection: "connecting" }),
    effects: former ? farewell(former, pairing) : [],
  };
  const others = entered.pairings.filter((other) => other.peerId !== peerId);
  return [{ ...entered, pairings: entered.pairings.filter((other) => other.peerId === peerId) }, [
    ...effects,
    ...others.flatMap((other) => closeEffects(other)),
    ...(isInConversation(state) ? [] : [{ kind: "announceAdmission" } as const]),
    { kind: "keepResumeSecret", peerId },
    ...(state.greets === "secret"
      ? [{ kind: "send", peerId, message: { kind: "safetyChanged" } } as const]
      : []),
    offer.keeps && !keeps
      // This page does not have the connection that the host has kept.
      ? { kind: "send", peerId, message: { kind: "restartRequest", round: offer.round, fresh: true } }
      : { kind: "acceptOffer", peerId, offer },
    connectTimer(peerId),
  ]];
}

/** A new round: an ICE restart, or with `fresh` a new connection. */
function takeOffer(
  state: CallState,
  { peerId, stage, round }: PairingState,
  { offer }: MessageOf<"offer">,
): CallStep {
  if (stage !== "admitted" || offer.round <= round) return [state, NOTHING];
  const next = updatePairing(state, peerId, {
    round: offer.round,
    answered: true,
    dead: false,
    ...(offer.fresh ? { verified: false } : {}),
  });
  return [next, [{ kind: "acceptOffer", peerId, offer }]];
}

function openAsEither(state: CallState, pairing: PairingState, message: PeerMessage): CallStep {
  const { peerId } = pairing;
  switch (message.kind) {
    case "candidates":
      if (pairing.stage !== "admitted" || message.round !== pairing.round) return [state, NOTHING];
      return [state, [{ kind: "addCandidates", peerId, candidates: message.candidates }]];
    case "media": {
      const { camera: partnerCamera, microphone: partnerMicrophone } = message;
      const { screen: partnerScreen, detail: partnerDetail } = message;
      const change = { partnerCamera, partnerMicrophone, partnerScreen, partnerDetail };
      return [updatePairing(state, peerId, change), NOTHING];
    }
    case "line": {
      const { rating: partnerLine, pictureRests: partnerRests } = message;
      return [updatePairing(state, peerId, { partnerLine, partnerRests }), NOTHING];
    }
    default:
      return [state, NOTHING];
  }
}
