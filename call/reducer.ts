import { type CallEffect, type CallEvent, type CallStep, type EventOf, NOTHING } from "./events.ts";
import { PATIENCE_MS } from "./recovery.ts";
import {
  awaitsConnection,
  type CallState,
  currentPairing,
  isInConversation,
  isOver,
  type Phase,
} from "./state.ts";
import { blockCode } from "./step_blocked_code.ts";
import { isAsked, knockAgain, readSafety } from "./step_coming_back.ts";
import {
  changeNetwork,
  establishConnection,
  loseConnection,
  verifyConnection,
  wake,
} from "./step_connection.ts";
import { hangUp, rejoin, retry } from "./step_ending.ts";
import { chooseSound, measureLine } from "./step_line.ts";
import {
  changeDevices,
  failCamera,
  findDevice,
  getMedia,
  loseTrack,
  mediaRenewed,
  refuseMedia,
  requestMedia,
  startMedia,
  toggleCamera,
  toggleMicrophone,
} from "./step_media.ts";
import { openMessage } from "./step_messages.ts";
import {
  admitGuest,
  failChannel,
  identifyGuest,
  knowPartner,
  putOff,
  replaceDevice,
  seePeers,
  startPairing,
  turnAway,
} from "./step_pairings.ts";
import {
  endForRefusal,
  endSignaling,
  loseSignaling,
  refuseSeat,
  regainSignaling,
  startPolling,
} from "./step_seat.ts";
import { show, stopShowing, withoutDetail } from "./step_showing.ts";
import { fireTimer } from "./step_timers.ts";

/** The step for each kind of event. */
const STEPS: { [Kind in CallEvent["kind"]]: (state: CallState, event: EventOf<Kind>) => CallStep } = {
  started: startMedia,
  mediaRequested: requestMedia,
  mediaReady: getMedia,
  mediaRefused: refuseMedia,
  trackLost: loseTrack,
  devicesChanged: changeDevices,
  mediaRenewed,
  deviceFound: findDevice,
  cameraToggled: toggleCamera,
  microphoneToggled: toggleMicrophone,
  cameraFailed: failCamera,
  screenToggled: show,
  screenStarted: show,
  screenEnded: show,
  detailToggled: show,
  detailStarted: show,
  torchToggled: show,
  seatTaken: startPolling,
  seatRefused: refuseSeat,
  signalingLost: loseSignaling,
  signalingRegained: regainSignaling,
  signalingEnded: endSignaling,
  peersSeen: seePeers,
  greeted: startPairing,
  identified: identifyGuest,
  secured: knowPartner,
  messageOpened: openMessage,
  channelFailed: failChannel,
  admitted: admitGuest,
  deviceReplaced: replaceDevice,
  putOff,
  refused: turnAway,
  removed: turnAway,
  connectionEstablished: establishConnection,
  connectionVerified: verifyConnection,
  connectionLost: loseConnection,
  networkChanged: changeNetwork,
  woken: wake,
  timerFired: fireTimer,
  lineMeasured: measureLine,
  audioOnlyChosen: chooseSound,
  codeBlocked: blockCode,
  hungUp: hangUp,
  rejoined: rejoin,
  retryRequested: retry,
  knockChosen: knockAgain,
  safetyRead: readSafety,
};

/** Events that are handled after the end of the call. */
const AFTER_THE_END = new Set<CallEvent["kind"]>([
  "rejoined",
  "retryRequested",
  "codeBlocked",
]);

/** One step of the call: the next state, and what is to be done. */
export function stepCall(state: CallState, event: CallEvent): CallStep {
  if (isOver(state) && !AFTER_THE_END.has(event.kind)) return [state, NOTHING];
  const step = STEPS[event.kind] as (state: CallState, event: CallEvent) => CallStep;
  const [stepped, effects] = step(state, event);
  if (stepped === state) return [state, effects];
  const [next, last] = withoutSeat(stepped);
  const [parted, more] = hasParted(state, next) ? partWays(next) : [next, NOTHING];
  return withPatience(state, { ...parted, phase: phaseOf(parted) }, [...more, ...effects, ...last]);
}

/** A page that the server gives no seat ends with its conversation. */
function withoutSeat(state: CallState): CallStep {
  const { refusal } = state;
  if (!refusal || isInConversation(state) || isOver(state)) return [state, NOTHING];
  return endForRefusal(state, refusal);
}

/** Whether the conversation has ended, or goes on with somebody who does not have the partner's resume secret. */
function hasParted(former: CallState, next: CallState): boolean {
  if (isOver(former)) return false;
  const ended = isInConversation(former) && !isInConversation(next);
  const another = former.follower !== undefined && next.follower !== former.follower &&
    currentPairing(next)?.partner?.follows !== former.follower;
  return ended || another || isOver(next);
}

/** Ends what belongs to the conversation: screen and detail view, chat and files. */
function partWays(state: CallState): CallStep {
  const forget: CallEffect = { kind: "forgetExchange" };
  // At the end of the call all media stop; the camera must not be requested again.
  if (isOver(state)) {
    return [{ ...state, media: { ...withoutDetail(state.media), screenOn: false } }, [forget]];
  }
  const [media, effects] = stopShowing(state.media);
  return [{ ...state, media }, [...effects, forget]];
}

/** Runs one timer over all attempts to connect; when it ends, people are offered a way on. */
function withPatience(former: CallState, next: CallState, effects: readonly CallEffect[]): CallStep {
  const [waited, waits] = [awaitsConnection(former.phase), awaitsConnection(next.phase)];
  if (waited === waits) return [next, effects];
  const timer = { timer: "patience", peerId: "" } as const;
  const effect: CallEffect = waits
    ? { kind: "startTimer", ...timer, delayMs: PATIENCE_MS }
    : { kind: "stopTimer", ...timer };
  return [{ ...next, stuck: false }, [...effects, effect]];
}

/** The phase is computed from everything else, so the two never disagree. */
function phaseOf(state: CallState): Phase {
  if (state.failure) return "failed";
  if (state.endReason) return "ended";
  if (state.media.status !== "ready") return "permission";
  if (isAsked(state)) return "asking";
  const current = currentPairing(state);
  if (current?.connection === "connected") return "connected";
  if (current) return isInConversation(state) ? "recovering" : "connecting";
  // The seat was lost during a conversation and is being taken again.
  if (isInConversation(state)) return "recovering";
  return state.pairings.some(({ stage }) => stage === "knocking") ? "knocking" : "waiting";
}
