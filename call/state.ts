import type { Peer } from "../wire/mailbox.ts";
import type { Role } from "../wire/rooms.ts";
import type { ErrorBody } from "../wire/errors.ts";
import { initialQuality, type QualityState, type Rating, type SendPlan } from "./connection/quality.ts";
import type { LineSample } from "./connection/stats.ts";
import type { Candidate, Description, PeerMessage } from "./pairing/messages.ts";

/** What the page shows; `main[data-phase]`. */
export type Phase =
  | "permission"
  | "waiting"
  | "knocking"
  | "connecting"
  | "connected"
  | "recovering"
  | "ended"
  | "failed";

/** Why there is no camera or microphone. Stable codes: each has its sentence and its way on. */
export type MediaProblem =
  | "media_denied"
  /** The browser will ask again. */
  | "media_dismissed"
  /** Not the browser: the system keeps it out. */
  | "media_system_denied"
  /** By the rules of a page around this one, or of whoever looks after the device. */
  | "media_blocked"
  | "camera_denied"
  | "camera_missing"
  | "microphone_missing"
  | "devices_missing"
  | "media_in_use"
  | "camera_in_use"
  | "microphone_in_use"
  | "media_insecure"
  | "media_unsupported"
  | "media_failed";

export interface MediaState {
  status: "unasked" | "asking" | "ready" | "refused";
  /** Set when refused, or when ready with less than was asked for. */
  problem?: MediaProblem;
  /** Is there a camera (a microphone) that could be switched on? */
  hasCamera: boolean;
  hasMicrophone: boolean;
  cameraOn: boolean;
  microphoneOn: boolean;
  /** One's own screen is shown to the partner. */
  screenOn: boolean;
  /** Something small is held to the (back) camera; `torchOn` where the camera has a light. */
  detail?: { cameraWasOn: boolean; torchOn?: boolean };
  /** It was on when it was taken away: it goes on again by itself when it is back; the microphone as its switch says. */
  cameraLost?: true;
  microphoneLost?: true;
}

/** Whether the person wants to be seen and heard, whatever devices there are; outlives a reload and a retry. */
export interface Switches {
  camera: boolean;
  microphone: boolean;
}

/** One pairing with one peer. */
export interface PairingState {
  peerId: string;
  /** Known once the peer has proved that it holds the secret. */
  name?: string;
  /**
   * greeting: keys are being made; knocking: the host has to decide; admitted: media may flow.
   */
  stage: "greeting" | "knocking" | "admitted";
  /** Told (to) that it may take a few more minutes. */
  later?: true;
  connection: "none" | "connecting" | "connected" | "lost";
  /** The number of the latest offer, 0 before the first. */
  round: number;
  partnerCamera: boolean;
  partnerMicrophone: boolean;
  /** The partner shows its screen, or something small in its camera. */
  partnerScreen: boolean;
  partnerDetail: boolean;
  /** What the partner's line is like, by its own word. */
  partnerLine: Rating;
  /** The partner sends no picture because of its line. */
  partnerRests: boolean;
  sinceMs: number;
  /** When the peer was last in touch with the server, by this device's clock. */
  seenAtMs: number;
  /** For how long it has been seen in touch since it was greeted; outages of either side hardly count. */
  watchedMs: number;
  /** The peer's seat is in the room. */
  present: boolean;
  /** The server has not seen the peer for a while. */
  silent: boolean;
  /** Tries to get the connection back since it was lost. */
  restarts: number;
  /** The peer has answered the latest offer (to a guest: has made one since it was asked). */
  answered: boolean;
  /** The browser has closed the connection (a device that slept): only a new one helps. */
  dead: boolean;
  cause?: FailureCause;
  /** Four pictures that both people may compare; known with the name. */
  safetyCode?: readonly number[];
  /** The direct connection has been proved to end where the handshake did: now it is end-to-end encrypted. */
  verified: boolean;
  /** What broke the way through the server while the direct connection ran on without it. */
  channelError?: string;
}

/** Why the direct connection has failed, as far as this side can tell. */
export type FailureCause =
  /** Neither the peer nor the relay can be reached from this network. */
  | "network_blocks"
  /** The other side's network lets nothing through. */
  | "partner_blocked"
  /** The relay was reached and refused: the operator's mistake. */
  | "relay_refused"
  /** There is no direct way, and this installation has no relay. */
  | "no_relay"
  /** This device has no network at all. */
  | "network_missing";

/** Why there is no conversation right now, for the words on the screen. */
export type Trouble =
  /** This device does not reach the server either: its own network is down. */
  | "offline"
  /** The other device has not been seen for a while. */
  | "partner_away"
  | FailureCause
  /** Nothing more is known. */
  | "interrupted";

export type EndReason = "hung_up" | "partner_hung_up" | "refused" | "removed" | "replaced";

/** Why the page cannot go on: a refusal of the server, or a code of the call's own. */
export interface Failure {
  code: string;
  opensAtMs?: number;
  retryAfterMs?: number;
}

/** Something that is told once, beside the phase. */
export type Notice =
  | { kind: "left"; name: string }
  | { kind: "signalingLost" }
  | { kind: "codeBlocked"; method: "code" | "link" };

export interface CallState {
  role: Role;
  phase: Phase;
  media: MediaState;
  switches: Switches;
  signaling: "off" | "online" | "offline";
  pairings: readonly PairingState[];
  /** The peer of the running (or just interrupted) conversation. */
  currentPeerId?: string;
  /** Since when the conversation has been running. */
  connectedAtMs?: number;
  notice?: Notice;
  endReason?: EndReason;
  failure?: Failure;
  /** One's own line, and what is sent over it. */
  quality: QualityState;
  /** There has been no connection for a minute: people are offered a way on. */
  stuck: boolean;
}

export type CallEvent =
  | { kind: "started"; mediaGranted: boolean }
  | { kind: "mediaRequested"; camera: boolean; microphone: boolean }
  | { kind: "mediaReady"; hasCamera: boolean; hasMicrophone: boolean; problem?: MediaProblem }
  | { kind: "mediaRefused"; problem: MediaProblem }
  /** A camera or a microphone has ended by itself: unplugged, or taken by a phone call. */
  | { kind: "trackLost"; medium: "camera" | "microphone" }
  /** What came of asking anew for what was lost; nothing is said of what a later wish has overtaken. */
  | { kind: "mediaRenewed"; hasCamera?: boolean; hasMicrophone?: boolean; problem?: MediaProblem }
  /** A device was plugged in or out. */
  | { kind: "devicesChanged" }
  /** The person takes a camera or a microphone that was plugged in where there was none. */
  | { kind: "deviceFound"; medium: "camera" | "microphone" }
  | { kind: "cameraToggled" }
  | { kind: "microphoneToggled" }
  | { kind: "cameraFailed"; problem: MediaProblem }
  | { kind: "screenToggled" }
  | { kind: "screenStarted" }
  | { kind: "screenEnded" }
  | { kind: "detailToggled" }
  | { kind: "detailStarted"; hasTorch: boolean }
  | { kind: "torchToggled" }
  | { kind: "seatTaken" }
  | { kind: "seatRefused"; refusal: Partial<ErrorBody> & { error: string } }
  | { kind: "retryRequested" }
  | { kind: "signalingLost" }
  | { kind: "signalingRegained" }
  | { kind: "signalingEnded"; code: string }
  /** `serverNowMs`: the clock that the peers' times are by. */
  | { kind: "peersSeen"; peers: readonly Peer[]; ownPeerId: string; atMs: number; serverNowMs: number }
  | { kind: "greeted"; peerId: string; atMs: number }
  /** `formerPeerId`: the seat in which the guest that resumes was admitted. */
  | { kind: "identified"; peerId: string; name: string; resumes: boolean; formerPeerId?: string }
  | { kind: "messageOpened"; peerId: string; message: PeerMessage }
  | { kind: "secured"; peerId: string; safetyCode: readonly number[] }
  | { kind: "connectionVerified"; peerId: string }
  /** `fatal`: even a running conversation must end. */
  | { kind: "channelFailed"; peerId: string; code: string; fatal: boolean }
  /** Host: the code (the link) has been guessed at too often; it is dead until it is replaced. */
  | { kind: "codeBlocked"; method: "code" | "link" }
  /** Host: there is a new code (a new link) in its place. */
  | { kind: "codeReplaced" }
  /** Host: whoever knocks under the partner's name is the partner, at another device. */
  | { kind: "deviceReplaced"; peerId: string }
  | { kind: "admitted"; peerId: string }
  | { kind: "refused"; peerId: string }
  /** Host: whoever knocks is told that it may take a few more minutes. */
  | { kind: "putOff"; peerId: string }
  /** Host: the partner leaves the conversation, and has to knock to come back. */
  | { kind: "removed"; peerId: string }
  | { kind: "connectionEstablished"; peerId: string; atMs: number }
  /** `dead`: the browser has closed the connection. */
  | { kind: "connectionLost"; peerId: string; failed: boolean; cause?: FailureCause; dead?: boolean }
  /** Another network, or the same one again. */
  | { kind: "networkChanged" }
  /** The device slept, or the page was hidden; media may have been taken away meanwhile. */
  | { kind: "woken"; mediaLost: boolean }
  | { kind: "timerFired"; timer: TimerKind; peerId: string }
  | { kind: "lineMeasured"; peerId: string; sample: LineSample }
  /** The person takes the offer to go on with sound only, or to have the picture again. */
  | { kind: "audioOnlyChosen"; on: boolean }
  /** `forAll` (host): and nobody comes in any more until the host opens the room again. */
  | { kind: "hungUp"; forAll?: true }
  | { kind: "rejoined" };

/** `patience` is the call's, not a peer's: its peerId is empty. */
export type TimerKind = "restart" | "grace" | "proof" | "patience";

export type CallEffect =
  | { kind: "askForMedia"; camera: boolean; microphone: boolean }
  | { kind: "setCamera"; on: boolean }
  | { kind: "setMicrophone"; on: boolean }
  | { kind: "setScreen"; on: boolean }
  /** `camera`: shall it be on afterwards? */
  | { kind: "setDetail"; on: boolean; camera: boolean }
  | { kind: "setTorch"; on: boolean }
  /** The conversation is over, or goes on with somebody else: nothing of chat and files stays. */
  | { kind: "forgetExchange" }
  /** What is sent adapts to the line. */
  | { kind: "adaptSending"; plan: SendPlan }
  /** Ask anew for what is switched on, and send that. */
  | { kind: "renewMedia"; camera: boolean; microphone: boolean }
  | { kind: "stopMedia" }
  | { kind: "takeSeat" }
  | { kind: "startPolling" }
  | { kind: "lockRoom" }
  | { kind: "leaveSeat" }
  /** Guest: make a channel to this host and send its hello. */
  | { kind: "greet"; peerId: string }
  /** Make the connection ready before it is needed, so that an admission takes no time. */
  | { kind: "prepareConnection"; peerId: string }
  | { kind: "send"; peerId: string; message: PeerMessage }
  /** Host: the admission, with the first offer. */
  | { kind: "admit"; peerId: string; round: number }
  | { kind: "keepWaiting"; peerId: string }
  | { kind: "putOff"; peerId: string }
  /** Host: nothing lets this guest in again without a knock. */
  | { kind: "turnAway"; peerId: string; how: "refused" | "removed" }
  /** `fresh`: with a new connection in place of the old one. */
  | { kind: "restartIce"; peerId: string; round: number; fresh: boolean }
  /** The server may be back, or the network has changed: ask now. */
  | { kind: "wakeSignaling" }
  | { kind: "acceptOffer"; peerId: string; offer: Description }
  | { kind: "acceptAnswer"; peerId: string; answer: Description }
  | { kind: "addCandidates"; peerId: string; candidates: Candidate[] }
  | { kind: "closePairing"; peerId: string; goodbye: boolean }
  | { kind: "startTimer"; timer: TimerKind; peerId: string; delayMs: number }
  | { kind: "stopTimer"; timer: TimerKind; peerId: string }
  /** Host: somebody knocks (silent while a conversation runs). */
  | { kind: "announceKnock" }
  | { kind: "announceAdmission" };

export type CallStep = readonly [CallState, readonly CallEffect[]];

/** `switches`: as the person left them. @default both on */
export function initialCallState(
  role: Role,
  switches: Switches = { camera: true, microphone: true },
): CallState {
  return {
    role,
    phase: "permission",
    media: {
      status: "unasked",
      hasCamera: false,
      hasMicrophone: false,
      cameraOn: false,
      microphoneOn: false,
      screenOn: false,
    },
    switches,
    signaling: "off",
    pairings: [],
    quality: initialQuality,
    stuck: false,
  };
}

/** Host: does this one knock under the name of the partner in the running conversation? Then it may be a second device. */
export function isNewDevice(state: CallState, pairing: PairingState): boolean {
  const partner = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  return state.role === "host" && pairing.stage === "knocking" && partner !== undefined &&
    partner !== pairing && folded(pairing.name) === folded(partner.name) && folded(pairing.name) !== "";
}

function folded(name = ""): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
