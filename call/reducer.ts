import type { PeerMessage } from "./pairing/messages.ts";
import {
  chooseAudioOnly,
  type QualityState,
  sendPlanOf,
  settleAgain,
  stepQuality,
} from "./connection/quality.ts";
import {
  CONNECT_WITHIN_MS,
  PATIENCE_MS,
  type Plan,
  planAfterLoss,
  planRestart,
  SILENT_MS,
} from "./recovery.ts";
import { stepShowing, stopShowing, withoutDetail } from "./step_showing.ts";
import {
  type CallEffect,
  type CallEvent,
  type CallState,
  type CallStep,
  initialCallState,
  isNewDevice,
  type MediaProblem,
  type MediaState,
  type PairingState,
  type Phase,
  type Switches,
  type TimerKind,
} from "./state.ts";

/** How long a host may be there without answering a hello: three times 20 s (docs/protocol.md, "Who counts guesses"). */
export const HOST_SILENT_MS = 60_000;
/** How much of that one poll can tell: in what lies further apart, an outage of either side may have held the answer back. */
const WATCHED_AT_ONCE_MS = 30_000;
/** How long a connection that is up may go without the peer's proof. */
export const PROOF_MS = 30_000;
/** How long after its seat was given back, with the connection gone, a partner counts as gone (a reload takes less). */
export const GONE_MS = 4_000;
/** How long an interrupted partner is expected back before its place is given up. */
export const GRACE_MS = 60_000;

/** Refusals of whoever is too early, or whose appointment is no more. */
const ROOM_NOT_OPEN = new Set<string>(["not_open_yet", "consultation_unknown"]);

/** What the browser, its person or the system does not allow. */
const REFUSALS = new Set<MediaProblem>([
  "camera_denied",
  "media_denied",
  "media_dismissed",
  "media_system_denied",
  "media_blocked",
]);

const NOTHING: readonly CallEffect[] = [];

/** One step of the call: what is known now, and what is to be done about it. */
export function stepCall(state: CallState, event: CallEvent): CallStep {
  const [next, effects] = stepWithoutPhase(state, event);
  if (next === state) return [state, effects];
  const [known, more] = hasParted(state, next, event) ? partWays(next) : [next, NOTHING];
  return withPatience(state, { ...known, phase: phaseOf(known) }, [...more, ...effects]);
}

/** Is the conversation over, or goes on with another person? One who resumes is the same. */
function hasParted(former: CallState, next: CallState, event: CallEvent): boolean {
  if (isOver(former)) return false;
  const ended = former.connectedAtMs !== undefined && next.connectedAtMs === undefined;
  const another = event.kind === "admitted" && former.currentPeerId !== undefined &&
    next.currentPeerId !== former.currentPeerId;
  return ended || another || isOver(next);
}

function isOver({ endReason, failure }: CallState): boolean {
  return endReason !== undefined || failure !== undefined;
}

/** What belonged to a conversation ends with it: what was shown, and what was written. */
function partWays(state: CallState): CallStep {
  const forget: CallEffect = { kind: "forgetExchange" };
  // At the end everything is stopped anyway; the camera must not be asked for again.
  if (isOver(state)) {
    return [{ ...state, media: { ...withoutDetail(state.media), screenOn: false } }, [forget]];
  }
  const [media, effects] = stopShowing(state.media);
  return [{ ...state, media }, [...effects, forget]];
}

/** Phases in which people wait for a connection. */
const STRUGGLES = new Set<Phase>(["connecting", "recovering"]);

/** People wait for a connection for a minute, whatever becomes of it meanwhile; then they are offered a way on. */
function withPatience(former: CallState, next: CallState, effects: readonly CallEffect[]): CallStep {
  const [struggled, struggles] = [STRUGGLES.has(former.phase), STRUGGLES.has(next.phase)];
  if (struggled === struggles) return [next, effects];
  const timer = { timer: "patience", peerId: "" } as const;
  const effect: CallEffect = struggles
    ? { kind: "startTimer", ...timer, delayMs: PATIENCE_MS }
    : { kind: "stopTimer", ...timer };
  return [{ ...next, stuck: false }, [...effects, effect]];
}

/** The phase follows from everything else, so the two can never disagree. */
function phaseOf(state: CallState): Phase {
  if (state.failure) return "failed";
  if (state.endReason) return "ended";
  if (state.media.status !== "ready") return "permission";
  const current = pairingOf(state, state.currentPeerId);
  if (current?.connection === "connected") return "connected";
  if (current) return state.connectedAtMs === undefined ? "connecting" : "recovering";
  // The seat was lost in the middle of a conversation, and is being taken anew.
  if (state.connectedAtMs !== undefined) return "recovering";
  return state.pairings.some(({ stage }) => stage === "knocking") ? "knocking" : "waiting";
}

function stepWithoutPhase(state: CallState, event: CallEvent): CallStep {
  if (isOver(state) && event.kind !== "rejoined" && event.kind !== "retryRequested") return [state, NOTHING];
  switch (event.kind) {
    case "started":
      return event.mediaGranted ? requestMedia(state, state.switches.camera, true) : [state, NOTHING];
    case "mediaRequested": {
      // After a refusal the switch is no reason to ask for less: there may be nothing but a camera.
      const isRefused = state.media.status === "refused";
      return requestMedia(
        state,
        event.camera && (isRefused || state.switches.camera),
        event.microphone,
      );
    }
    case "mediaReady": {
      const { hasCamera, hasMicrophone, problem } = event;
      const isMicrophoneBusy = problem === "microphone_in_use";
      const microphoneOn = hasMicrophone && state.switches.microphone;
      // Neither there nor missing: it was not asked for.
      const camera = state.switches.camera && (hasCamera || problem !== undefined);
      const media = {
        status: "ready" as const,
        // One that was not asked for, or is in use elsewhere, can still be switched on.
        hasCamera: hasCamera || problem !== "camera_missing",
        hasMicrophone: hasMicrophone || isMicrophoneBusy,
        cameraOn: hasCamera && camera,
        microphoneOn,
        screenOn: false,
        ...(isMicrophoneBusy ? { microphoneLost: true as const } : {}),
        ...(problem ? { problem } : {}),
      };
      const off: CallEffect[] = [];
      if (hasMicrophone && !microphoneOn) off.push({ kind: "setMicrophone", on: false });
      if (hasCamera && !camera) off.push({ kind: "setCamera", on: false });
      return [{ ...state, media, switches: { ...state.switches, camera } }, [...off, { kind: "takeSeat" }]];
    }
    case "mediaRefused":
      return [{ ...state, media: { ...state.media, status: "refused", problem: event.problem } }, NOTHING];
    case "trackLost":
    case "devicesChanged":
    case "mediaRenewed":
      return stepMedia(state, event);
    case "deviceFound": {
      if (state.media.status !== "ready") return [state, NOTHING];
      if (event.medium === "camera") {
        return toggleCamera({ ...state, media: { ...state.media, hasCamera: true } }, true);
      }
      return renewMedia({
        ...state,
        media: { ...state.media, hasMicrophone: true, microphoneLost: true },
        switches: { ...state.switches, microphone: true },
      });
    }
    case "cameraToggled":
      return toggleCamera(state, !state.media.cameraOn);
    case "cameraFailed": {
      const media = { ...withoutDetail(state.media), cameraOn: false, problem: event.problem };
      return [{ ...state, media }, [{ kind: "setCamera", on: false }, ...tellMedia({ ...state, media })]];
    }
    case "screenToggled":
    case "screenStarted":
    case "screenEnded":
    case "detailToggled":
    case "detailStarted":
    case "torchToggled": {
      const [media, effects] = stepShowing(state.media, event);
      if (media === state.media) return [state, effects];
      const next = { ...state, media };
      return [next, [...effects, ...tellMedia(next)]];
    }
    case "microphoneToggled": {
      if (!state.media.hasMicrophone) return [state, NOTHING];
      if (state.media.microphoneLost) {
        return renewMedia({ ...state, switches: { ...state.switches, microphone: true } });
      }
      const on = !state.media.microphoneOn;
      const next = {
        ...state,
        media: { ...state.media, microphoneOn: on },
        switches: { ...state.switches, microphone: on },
      };
      return [next, [{ kind: "setMicrophone", on }, ...tellMedia(next)]];
    }
    case "seatTaken":
      return [withoutNotice({ ...state, signaling: "online" }, "signalingLost"), [{ kind: "startPolling" }]];
    case "seatRefused": {
      const { error, opensAtMs, retryAfterMs } = event.refusal;
      const failure = {
        code: error,
        ...(opensAtMs === undefined ? {} : { opensAtMs }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
      if (!ROOM_NOT_OPEN.has(error)) return [{ ...state, failure }, NOTHING];
      // It may be closed for days: nobody's camera stays on so long.
      return [{ ...withoutMedia(state), failure }, [{ kind: "stopMedia" }]];
    }
    case "retryRequested":
      return state.stuck ? startAnew(state) : rejoin(state);
    case "rejoined":
      return rejoin(state);
    case "signalingLost":
      return [{ ...state, signaling: "offline", notice: { kind: "signalingLost" } }, NOTHING];
    case "signalingRegained":
      return restartNow(withoutNotice({ ...state, signaling: "online" }, "signalingLost"), false);
    case "signalingEnded":
      return endSignaling(state, event.code);
    case "peersSeen":
      return seePeers(state, event);
    case "greeted":
      return pairingOf(state, event.peerId)
        ? [state, NOTHING]
        : [{ ...state, pairings: [...state.pairings, newPairing(event.peerId, event.atMs)] }, NOTHING];
    case "identified":
      return identify(state, event);
    case "messageOpened":
      return state.role === "host"
        ? openAsHost(state, event.peerId, event.message)
        : openAsGuest(state, event.peerId, event.message);
    case "channelFailed":
      return failChannel(state, event);
    case "secured":
      return [update(state, event.peerId, { safetyCode: event.safetyCode }), NOTHING];
    case "connectionVerified": {
      const next = update(state, event.peerId, { verified: true });
      return [next, [
        { kind: "stopTimer", timer: "proof", peerId: event.peerId },
        ...tellMedia(next),
        ...tellLine(next),
      ]];
    }
    case "codeBlocked":
      return [{ ...state, notice: { kind: "codeBlocked", method: event.method } }, NOTHING];
    case "codeReplaced":
      return [withoutNotice(state, "codeBlocked"), NOTHING];
    case "deviceReplaced": {
      const pairing = pairingOf(state, event.peerId);
      return pairing && isNewDevice(state, pairing) ? admit(state, event.peerId, true) : [state, NOTHING];
    }
    case "admitted":
      return admit(state, event.peerId);
    case "putOff": {
      const { peerId } = event;
      if (pairingOf(state, peerId)?.stage !== "knocking") return [state, NOTHING];
      return [update(state, peerId, { later: true }), [{ kind: "putOff", peerId }]];
    }
    case "refused":
    case "removed": {
      const { kind: how, peerId } = event;
      const [next, effects] = drop(state, peerId, false);
      return [
        state.currentPeerId === peerId ? withoutConnectedAt(next) : next,
        [{ kind: "turnAway", peerId, how }, ...effects],
      ];
    }
    case "connectionEstablished":
      return establishConnection(state, event.peerId, event.atMs);
    case "connectionLost":
      return loseConnection(state, event);
    case "networkChanged": {
      const [next, effects] = restartNow(state, true);
      return [next, [{ kind: "wakeSignaling" }, ...effects]];
    }
    case "woken":
      return wake(state, event.mediaLost);
    case "timerFired":
      return fireTimer(state, event.timer, event.peerId);
    case "lineMeasured":
      if (
        pairingOf(state, event.peerId)?.connection !== "connected" || event.peerId !== state.currentPeerId
      ) {
        return [state, NOTHING];
      }
      return adapt(state, stepQuality(state.quality, event.sample));
    case "audioOnlyChosen":
      return adapt(state, chooseAudioOnly(state.quality, event.on));
    case "hungUp": {
      const lock: CallEffect[] = event.forAll && state.role === "host" ? [{ kind: "lockRoom" }] : [];
      // A host that goes does not throw out whoever waits: to them the host is not there any more.
      const isToldTo = ({ stage }: PairingState) =>
        event.forAll === true || state.role === "guest" || stage === "admitted";
      const [ended, effects] = shutDown(state, { endReason: "hung_up" }, isToldTo);
      return [ended, [...lock, ...effects]];
    }
  }
}

function requestMedia(state: CallState, camera: boolean, microphone: boolean): CallStep {
  if (state.media.status === "asking") return [state, NOTHING];
  const { problem: _, ...media } = state.media;
  return [{ ...state, media: { ...media, status: "asking" } }, [{ kind: "askForMedia", camera, microphone }]];
}

function toggleCamera(state: CallState, on: boolean): CallStep {
  if (!state.media.hasCamera) return [state, NOTHING];
  const { problem: _, cameraLost: __, ...media } = withoutDetail(state.media);
  const next = {
    ...state,
    media: { ...media, cameraOn: on },
    switches: { ...state.switches, camera: on },
  };
  return [next, [{ kind: "setCamera", on }, ...tellMedia(next)]];
}

/** The partner's screen says what our camera and microphone do. */
function tellMedia(state: CallState): CallEffect[] {
  const current = pairingOf(state, state.currentPeerId);
  if (current?.connection !== "connected") return [];
  const message = {
    kind: "media",
    camera: state.media.cameraOn,
    microphone: state.media.microphoneOn,
    screen: state.media.screenOn,
    detail: state.media.detail !== undefined,
  } as const;
  return [{ kind: "send", peerId: current.peerId, message }];
}

function endSignaling(state: CallState, code: string): CallStep {
  if (code === "seat_replaced" && state.role === "host") {
    return shutDown(state, { endReason: "replaced" });
  }
  // The seat gave way to others while this client was out of reach: take a new one, and everything goes on.
  if (code === "seat_unknown") {
    const { currentPeerId: _, ...rest } = state;
    return [
      { ...rest, signaling: "offline", pairings: [] },
      [...state.pairings.flatMap((pairing) => closeEffects(pairing, false)), { kind: "takeSeat" }],
    ];
  }
  // The consultation is over for the server; a conversation that runs is between the two and may go on.
  if (pairingOf(state, state.currentPeerId)?.connection === "connected") {
    return [{ ...state, signaling: "off" }, NOTHING];
  }
  return shutDown(state, { failure: { code: code === "seat_replaced" ? "code_replaced" : code } });
}

function seePeers(state: CallState, event: Extract<CallEvent, { kind: "peersSeen" }>): CallStep {
  const others = event.peers.filter(({ peerId, role }) => peerId !== event.ownPeerId && role !== state.role);
  const seenAtMs = new Map(
    others.map((peer) => [peer.peerId, peer.seenAtMs - event.serverNowMs + event.atMs]),
  );
  const effects: CallEffect[] = [];
  let pairings = state.pairings.map((pairing) => {
    const lastSeenAtMs = seenAtMs.get(pairing.peerId) ?? pairing.seenAtMs;
    const gapMs = Math.max(0, lastSeenAtMs - Math.max(pairing.seenAtMs, pairing.sinceMs));
    return {
      ...pairing,
      present: seenAtMs.has(pairing.peerId),
      seenAtMs: lastSeenAtMs,
      watchedMs: pairing.watchedMs + Math.min(gapMs, WATCHED_AT_ONCE_MS),
      silent: event.atMs - lastSeenAtMs > SILENT_MS,
    };
  });
  // Whoever left before being let in is gone; whoever was in conversation may come back.
  const gone = pairings.filter((pairing) => !pairing.present && pairing.stage !== "admitted");
  for (const { peerId } of gone) effects.push({ kind: "closePairing", peerId, goodbye: false });
  pairings = pairings.filter((pairing) => !gone.includes(pairing));
  // A tab that was closed, or is being reloaded: it has given its seat back, and the connection is gone as well.
  for (const { peerId, connection, present } of pairings) {
    const wasPresent = pairingOf(state, peerId)?.present;
    if (connection === "lost" && wasPresent && !present) {
      effects.push({ kind: "startTimer", timer: "grace", peerId, delayMs: GONE_MS });
    }
  }
  if (state.role === "guest") {
    for (const { peerId } of others) {
      if (pairings.some((pairing) => pairing.peerId === peerId)) continue;
      pairings = [...pairings, newPairing(peerId, event.atMs)];
      effects.push({ kind: "greet", peerId });
    }
    const next = { ...state, pairings };
    // A host that has been there all the time and does not answer does not want this code (any more).
    if (pairings.some(({ stage, watchedMs }) => stage === "greeting" && watchedMs >= HOST_SILENT_MS)) {
      return shutDown(next, { failure: { code: "host_silent" } });
    }
  }
  return [{ ...state, pairings }, effects];
}

function identify(state: CallState, event: Extract<CallEvent, { kind: "identified" }>): CallStep {
  const pairing = pairingOf(state, event.peerId);
  if (!pairing) return [state, NOTHING];
  const known = update(state, event.peerId, { name: event.name, stage: "knocking" });
  // Somebody who was let in before and comes back while another one is in conversation has to knock.
  const isFree = state.currentPeerId === undefined || state.currentPeerId === event.formerPeerId;
  if (event.resumes && isFree) return admit(known, event.peerId, true);
  const effects: CallEffect[] = [
    { kind: "keepWaiting", peerId: event.peerId },
    { kind: "prepareConnection", peerId: event.peerId },
  ];
  if (state.currentPeerId !== undefined) return [known, effects];
  // The partner of before may be back in a moment; after it the host has to be able to let in whoever is here.
  return [known, [
    ...effects,
    state.connectedAtMs === undefined
      ? { kind: "announceKnock" }
      : { kind: "startTimer", timer: "grace", peerId: event.peerId, delayMs: GRACE_MS },
  ]];
}

/**
 * Lets a peer in. It takes the place of an interrupted partner, and, if it is the same guest in a new window or at
 * another device (`resumes`), that of its own running one; nobody else ever falls into a running conversation.
 */
function admit(state: CallState, peerId: string, resumes = false): CallStep {
  const pairing = pairingOf(state, peerId);
  if (pairing?.stage !== "knocking") return [state, NOTHING];
  const former = pairingOf(state, state.currentPeerId);
  if (former && former.connection !== "lost" && !resumes) return [state, NOTHING];
  const [cleared, effects] = former ? drop(state, former.peerId, false) : [state, NOTHING];
  const next = update(cleared, peerId, {
    stage: "admitted",
    connection: "connecting",
    round: 1,
    answered: false,
  });
  const farewell: CallEffect[] = former
    ? [{ kind: "send", peerId: former.peerId, message: { kind: "replaced" } }]
    : [];
  return [
    withoutNotice({ ...next, currentPeerId: peerId }, "left"),
    [...farewell, ...effects, { kind: "admit", peerId, round: 1 }, connectTimer(peerId)],
  ];
}

/** A peer that does not follow the protocol is left; a conversation that runs goes on without the server. */
function failChannel(state: CallState, event: Extract<CallEvent, { kind: "channelFailed" }>): CallStep {
  const { peerId, fatal } = event;
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  // What comes after the first error is its consequence.
  const code = fatal ? event.code : pairing.channelError ?? event.code;
  if (pairing.connection === "connected" && !fatal) {
    return [update(state, peerId, { channelError: code }), NOTHING];
  }
  // A stranger that fails at the door is nothing to tell the host of, and no reason to end a conversation that runs; a
  // partner that turns out to be another one is.
  const current = pairingOf(state, state.currentPeerId);
  const isStranger = pairing.stage !== "admitted" && code !== "storage_failed";
  if (isStranger && (state.role === "host" || current?.connection === "connected")) {
    return drop(state, peerId, false);
  }
  return shutDown(state, { failure: { code } });
}

function openAsHost(state: CallState, peerId: string, message: PeerMessage): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  switch (message.kind) {
    case "answer":
      if (pairing.stage !== "admitted" || message.answer.round !== pairing.round) return [state, NOTHING];
      return [update(state, peerId, { answered: true }), [
        { kind: "acceptAnswer", peerId, answer: message.answer },
      ]];
    case "restartRequest":
      if (pairing.stage !== "admitted" || message.round !== pairing.round) return [state, NOTHING];
      return carryOut(
        state,
        peerId,
        planRestart(state.role, pairing, { online: true, forced: true, fresh: message.fresh === true }),
      );
    case "bye": {
      const [next, effects] = drop(state, peerId, false);
      return [state.currentPeerId === peerId ? partedFrom(next, pairing) : next, effects];
    }
    default:
      return openAsEither(state, pairing, message);
  }
}

function openAsGuest(state: CallState, peerId: string, message: PeerMessage): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  switch (message.kind) {
    case "admission": {
      const named = update(state, peerId, { name: message.hostName });
      if (message.state === "refused" || message.state === "removed") {
        return shutDown(named, { endReason: message.state });
      }
      if (message.state === "later") return [update(named, peerId, { later: true }), NOTHING];
      if (message.state === "waiting") {
        if (pairing.stage !== "greeting") return [named, NOTHING];
        // A host that came back but does not know us any more: the interrupted conversation is over.
        const former = pairingOf(named, named.currentPeerId);
        const ended = withoutConnectedAt(named);
        const [left, effects] = former?.connection === "connected"
          ? [named, NOTHING]
          : former
          ? drop(ended, former.peerId, false)
          : [ended, NOTHING];
        return [update(left, peerId, { stage: "knocking" }), [...effects, {
          kind: "prepareConnection",
          peerId,
        }]];
      }
      return acceptAdmission(named, peerId, message.offer);
    }
    case "offer":
      if (pairing.stage !== "admitted" || message.offer.round <= pairing.round) return [state, NOTHING];
      return [
        update(state, peerId, {
          round: message.offer.round,
          answered: true,
          dead: false,
          ...(message.offer.fresh ? { verified: false } : {}),
        }),
        [{ kind: "acceptOffer", peerId, offer: message.offer }],
      ];
    case "bye":
      return shutDown(state, { endReason: "partner_hung_up" });
    case "replaced":
      return shutDown(state, { endReason: "replaced" });
    default:
      return openAsEither(state, pairing, message);
  }
}

function acceptAdmission(
  state: CallState,
  peerId: string,
  offer: Extract<PeerMessage, { kind: "admission" }>["offer"],
): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!offer || pairing?.stage === "admitted") return [state, NOTHING];
  const others = state.pairings.filter((other) => other.peerId !== peerId);
  const next = update(state, peerId, {
    stage: "admitted",
    connection: "connecting",
    round: offer.round,
    answered: true,
  });
  const effects: CallEffect[] = others.flatMap((other) => closeEffects(other, false));
  if (state.connectedAtMs === undefined) effects.push({ kind: "announceAdmission" });
  return [
    {
      ...next,
      pairings: next.pairings.filter((other) => other.peerId === peerId),
      currentPeerId: peerId,
    },
    [...effects, { kind: "acceptOffer", peerId, offer }, connectTimer(peerId)],
  ];
}

function openAsEither(state: CallState, pairing: PairingState, message: PeerMessage): CallStep {
  const { peerId } = pairing;
  switch (message.kind) {
    case "candidates":
      if (pairing.stage !== "admitted" || message.round !== pairing.round) return [state, NOTHING];
      return [state, [{ kind: "addCandidates", peerId, candidates: message.candidates }]];
    case "media":
      return [
        update(state, peerId, {
          partnerCamera: message.camera,
          partnerMicrophone: message.microphone,
          partnerScreen: message.screen,
          partnerDetail: message.detail,
        }),
        NOTHING,
      ];
    case "line": {
      const { rating: partnerLine, pictureRests: partnerRests } = message;
      return [update(state, peerId, { partnerLine, partnerRests }), NOTHING];
    }
    default:
      return [state, NOTHING];
  }
}

/** The browser is told when the plan changes, the partner when what it sees of it does. */
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

function tellLine(state: CallState): CallEffect[] {
  const current = pairingOf(state, state.currentPeerId);
  // Nothing before the proof; what is good is believed until told otherwise.
  if (current?.connection !== "connected" || !current.verified) return [];
  const { rating, step } = state.quality;
  const message = { kind: "line", rating, pictureRests: step === "audio" } as const;
  return [{ kind: "send", peerId: current.peerId, message }];
}

/** A connection that does not come about is treated like one that is lost. */
function connectTimer(peerId: string): CallEffect {
  return { kind: "startTimer", timer: "restart", peerId, delayMs: CONNECT_WITHIN_MS };
}

function establishConnection(state: CallState, peerId: string, atMs: number): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!pairing || peerId !== state.currentPeerId) return [state, NOTHING];
  const { cause: _, ...known } = pairing;
  const connected = { ...known, connection: "connected", restarts: 0, dead: false } as const;
  const next = {
    ...state,
    pairings: state.pairings.map((other) => other === pairing ? connected : other),
    connectedAtMs: state.connectedAtMs ?? atMs,
    quality: settleAgain(state.quality),
  };
  return [next, [
    { kind: "adaptSending", plan: sendPlanOf(next.quality) },
    { kind: "stopTimer", timer: "restart", peerId },
    { kind: "stopTimer", timer: "grace", peerId },
    // Before its proof a connection carries nothing else.
    ...(pairingOf(next, peerId)?.verified
      ? [...tellMedia(next), ...tellLine(next)]
      : [{ kind: "startTimer", timer: "proof", peerId, delayMs: PROOF_MS } as const]),
  ]];
}

function loseConnection(state: CallState, event: Extract<CallEvent, { kind: "connectionLost" }>): CallStep {
  const { peerId } = event;
  const pairing = pairingOf(state, peerId);
  if (pairing?.stage !== "admitted") return [state, NOTHING];
  const [next, effects] = carryOut(state, peerId, planAfterLoss(pairing, event));
  return [next, [...graceOf(pairing), ...effects]];
}

/** From when a connection is lost, its partner is waited for only so long. */
function graceOf({ peerId, connection, present }: PairingState): CallEffect[] {
  if (connection === "lost") return [];
  return [{ kind: "startTimer", timer: "grace", peerId, delayMs: present ? GRACE_MS : GONE_MS }];
}

function fireTimer(state: CallState, timer: TimerKind, peerId: string): CallStep {
  if (timer === "patience") return [{ ...state, stuck: STRUGGLES.has(state.phase) }, NOTHING];
  const pairing = pairingOf(state, peerId);
  if (timer === "proof") {
    if (pairing?.connection !== "connected" || pairing.verified) return [state, NOTHING];
    return shutDown(state, { failure: { code: "confirmation_missing" } });
  }
  if (pairing?.stage === "knocking" && timer === "grace" && state.currentPeerId === undefined) {
    return [withoutConnectedAt(state), [{ kind: "announceKnock" }]];
  }
  if (!pairing || pairing.connection === "connected" || pairing.connection === "none") {
    return [state, NOTHING];
  }
  if (timer === "restart") {
    const lost = update(state, peerId, { connection: "lost" });
    const plan = planRestart(state.role, pairing, { online: state.signaling === "online", forced: false });
    const [next, effects] = carryOut(lost, peerId, plan);
    return [next, [...graceOf(pairing), ...effects]];
  }
  if (pairing.connection !== "lost") return [state, NOTHING];
  // A seat that is still in the room may come back at any time; one that left will not under this id.
  if (pairing.present) {
    return [state, [{ kind: "startTimer", timer: "grace", peerId, delayMs: GRACE_MS }]];
  }
  const [next, effects] = drop(state, peerId, false);
  return [partedFrom(next, pairing), effects];
}

function carryOut(state: CallState, peerId: string, { change, effects }: Plan): CallStep {
  return [update(state, peerId, change), effects];
}

/** There is news about the network: a lost connection is tried again at once; `always`: even one that seems to be well. */
function restartNow(state: CallState, always: boolean): CallStep {
  const current = pairingOf(state, state.currentPeerId);
  if (!current || current.connection === "none" || (current.connection !== "lost" && !always)) {
    return [state, NOTHING];
  }
  const online = state.signaling === "online";
  // A connection that is well is not restarted twice over, nor when nobody would hear of it.
  if (current.connection !== "lost" && (!online || !current.answered)) return [state, NOTHING];
  return carryOut(state, current.peerId, planRestart(state.role, current, { online, forced: true }));
}

/** The device was asleep, or the page out of sight. */
function wake(state: CallState, mediaLost: boolean): CallStep {
  const [next, effects] = restartNow(state, false);
  const { cameraLost, microphoneLost } = state.media;
  const [renewed, more] = mediaLost
    ? renewMedia(next)
    : cameraLost || microphoneLost
    ? renewLost(next)
    : [next, NOTHING];
  return [renewed, [{ kind: "wakeSignaling" }, ...effects, ...more]];
}

/** What the person asks for when nothing else helps: a new seat, a new handshake, new connections; media stay. */
function startAnew(state: CallState): CallStep {
  const { currentPeerId: _, notice: __, ...rest } = state;
  return [
    { ...rest, signaling: "off", pairings: [], stuck: false },
    [
      ...state.pairings.flatMap((pairing) => closeEffects(pairing, false)),
      { kind: "takeSeat" },
      { kind: "startTimer", timer: "patience", peerId: "", delayMs: PATIENCE_MS },
    ],
  ];
}

function stepMedia(
  state: CallState,
  event: Extract<CallEvent, { kind: "trackLost" | "devicesChanged" | "mediaRenewed" }>,
): CallStep {
  const { media } = state;
  if (media.status !== "ready") return [state, NOTHING];
  switch (event.kind) {
    case "trackLost":
      return (event.medium === "camera" ? media.cameraOn : media.hasMicrophone)
        ? renewMedia(state)
        : [state, NOTHING];
    case "devicesChanged":
      return media.cameraLost || media.microphoneLost ? renewLost(state) : [state, NOTHING];
    case "mediaRenewed": {
      const { hasCamera, hasMicrophone, problem } = event;
      if (hasCamera === undefined && hasMicrophone === undefined) return [state, NOTHING];
      const { problem: _, ...known } = media;
      const seen = hasCamera === undefined
        ? known
        : renewCamera(known, hasCamera, problem !== undefined && REFUSALS.has(problem));
      const heard = hasMicrophone === undefined ? seen : renewMicrophone(seen, hasMicrophone, state.switches);
      const next = { ...state, media: { ...heard, ...(problem ? { problem } : {}) } };
      return [next, [{ kind: "setMicrophone", on: next.media.microphoneOn }, ...tellMedia(next)]];
    }
  }
}

/** One that is refused is not asked for again by itself, nor together with the microphone: only by its switch. */
function renewCamera(media: MediaState, isThere: boolean, isRefused: boolean): MediaState {
  const { cameraLost = false, ...known } = withoutDetail(media);
  const isWanted = known.cameraOn || cameraLost;
  return {
    ...known,
    cameraOn: isWanted && isThere,
    ...(isWanted && !isThere && !isRefused ? { cameraLost: true } : {}),
  };
}

/** Also one that is mute is lost when it does not come back: its switch has to ask for it. */
function renewMicrophone(media: MediaState, isThere: boolean, { microphone }: Switches): MediaState {
  const { microphoneLost: _, ...known } = media;
  return { ...known, microphoneOn: microphone && isThere, ...(isThere ? {} : { microphoneLost: true }) };
}

/** Asks the browser anew for what is switched on, or was when it was taken away; never for a camera that is off. */
function renewMedia(state: CallState): CallStep {
  const { cameraOn, cameraLost = false, hasMicrophone } = state.media;
  return [state, [{ kind: "renewMedia", camera: cameraOn || cameraLost, microphone: hasMicrophone }]];
}

/** As `renewMedia`; but where only the microphone is missing, a camera that runs does not go dark for it. */
function renewLost(state: CallState): CallStep {
  if (state.media.cameraLost) return renewMedia(state);
  return [state, [{ kind: "renewMedia", camera: false, microphone: true }]];
}

/** Takes a pairing out. */
function drop(state: CallState, peerId: string, goodbye: boolean): CallStep {
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  const pairings = state.pairings.filter((other) => other !== pairing);
  const effects = closeEffects(pairing, goodbye);
  if (state.currentPeerId !== peerId) return [{ ...state, pairings }, effects];
  const { currentPeerId: _, ...rest } = state;
  return [{ ...rest, pairings }, effects];
}

function closeEffects({ peerId }: PairingState, goodbye: boolean): CallEffect[] {
  return [
    { kind: "stopTimer", timer: "restart", peerId },
    { kind: "stopTimer", timer: "grace", peerId },
    { kind: "stopTimer", timer: "proof", peerId },
    { kind: "closePairing", peerId, goodbye },
  ];
}

function shutDown(
  state: CallState,
  outcome: Required<Pick<CallState, "endReason">> | Required<Pick<CallState, "failure">>,
  isToldTo: (pairing: PairingState) => boolean = () => false,
): CallStep {
  return [{ ...withoutMedia(state), ...outcome }, [
    ...state.pairings.flatMap((pairing) => closeEffects(pairing, isToldTo(pairing))),
    { kind: "leaveSeat" },
    { kind: "stopMedia" },
  ]];
}

/** Camera and microphone are stopped: whoever goes on has to ask for them again. */
function withoutMedia(state: CallState): CallState {
  return { ...state, media: initialCallState(state.role).media };
}

function rejoin(state: CallState): CallStep {
  const fresh = initialCallState(state.role, state.switches);
  if (state.endReason === undefined && state.failure === undefined) return [state, NOTHING];
  if (state.media.status === "ready" && state.failure) {
    return [{ ...fresh, media: state.media }, [{ kind: "takeSeat" }]];
  }
  return requestMedia(fresh, fresh.switches.camera, true);
}

function newPairing(peerId: string, atMs: number): PairingState {
  return {
    peerId,
    stage: "greeting",
    connection: "none",
    round: 0,
    partnerCamera: true,
    partnerMicrophone: true,
    partnerScreen: false,
    partnerDetail: false,
    partnerLine: "good",
    partnerRests: false,
    sinceMs: atMs,
    seenAtMs: atMs,
    watchedMs: 0,
    present: true,
    silent: false,
    restarts: 0,
    answered: false,
    dead: false,
    verified: false,
  };
}

function pairingOf(state: CallState, peerId: string | undefined): PairingState | undefined {
  return peerId === undefined ? undefined : state.pairings.find((pairing) => pairing.peerId === peerId);
}

function update(state: CallState, peerId: string, change: Partial<PairingState>): CallState {
  const pairings = state.pairings.map((pairing) =>
    pairing.peerId === peerId ? { ...pairing, ...change } : pairing
  );
  return { ...state, pairings };
}

function withoutNotice(state: CallState, kind: "left" | "signalingLost" | "codeBlocked"): CallState {
  if (state.notice?.kind !== kind) return state;
  const { notice: _, ...rest } = state;
  return rest;
}

/** The conversation is over, the room stays open. */
function partedFrom(state: CallState, { name }: PairingState): CallState {
  return { ...withoutConnectedAt(state), notice: { kind: "left", name: name ?? "" } };
}

function withoutConnectedAt(state: CallState): CallState {
  const { connectedAtMs: _, ...rest } = state;
  return rest;
}
