import type { ErrorBody } from "../wire/errors.ts";
import type { Peer } from "../wire/mailbox.ts";
import type { FailureCause } from "./connection/failure_cause.ts";
import type { SendPlan } from "./connection/quality.ts";
import type { LineSample } from "./connection/stats.ts";
import type { Candidate, Description, PeerMessage } from "./pairing/messages.ts";
import type { MediaProblem } from "./media/media_state.ts";
import type { BlockedCode, CallState } from "./state.ts";

/** What has happened: in the browser, at the server, at the peer, or because the person asked for it. */
export type CallEvent =
  | { kind: "started"; mediaGranted: boolean }
  | { kind: "mediaRequested"; camera: boolean; microphone: boolean }
  | { kind: "mediaReady"; hasCamera: boolean; hasMicrophone: boolean; problem?: MediaProblem }
  | { kind: "mediaRefused"; problem: MediaProblem }
  /** A camera or a microphone has ended by itself: unplugged, or taken by a phone call. */
  | { kind: "trackLost"; medium: "camera" | "microphone" }
  /** The outcome of `renewMedia`; a medium is absent if a later request has overtaken the question for it. */
  | { kind: "mediaRenewed"; hasCamera?: boolean; hasMicrophone?: boolean; problem?: MediaProblem }
  /** A device was plugged in or out. */
  | { kind: "devicesChanged" }
  /** The person chooses a camera or a microphone that was plugged in where there was none. */
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
  /** `serverNowMs`: the server's clock, which the peers' times are by. */
  | { kind: "peersSeen"; peers: readonly Peer[]; ownPeerId: string; atMs: number; serverNowMs: number }
  | { kind: "greeted"; peerId: string; atMs: number }
  /** `formerPeerId`: the seat in which the guest that resumes was admitted. */
  | { kind: "identified"; peerId: string; name: string; resumes: boolean; formerPeerId?: string }
  | { kind: "messageOpened"; peerId: string; message: PeerMessage }
  | { kind: "secured"; peerId: string; safetyCode: readonly number[] }
  | { kind: "connectionVerified"; peerId: string }
  /** `fatal`: even a running conversation must end. */
  | { kind: "channelFailed"; peerId: string; code: string; fatal: boolean }
  /** Host: a code or invite link has been guessed at too often; or its replacement has come further. */
  | { kind: "codeBlocked"; blockedCode: BlockedCode }
  /** Host: the person says that the peer who knocks under the partner's name is the partner, at another device. */
  | { kind: "deviceReplaced"; peerId: string }
  | { kind: "admitted"; peerId: string }
  | { kind: "refused"; peerId: string }
  /** Host: the guest who knocks is told that it may take a few more minutes. */
  | { kind: "putOff"; peerId: string }
  /** Host: the partner has to leave the conversation, and to knock to come back. */
  | { kind: "removed"; peerId: string }
  | { kind: "connectionEstablished"; peerId: string; atMs: number }
  /** `failed`: it will not heal by itself; `dead`: the browser has closed the connection. */
  | { kind: "connectionLost"; peerId: string; failed: boolean; cause?: FailureCause; dead?: boolean }
  /** The device is in another network, or in the same one again. */
  | { kind: "networkChanged" }
  /** The device slept, or the page was hidden; media may have been taken away meanwhile. */
  | { kind: "woken"; mediaLost: boolean }
  | { kind: "timerFired"; timer: TimerKind; peerId: string }
  | { kind: "lineMeasured"; peerId: string; sample: LineSample }
  /** The person takes the offer to go on with sound only, or to have the picture again. */
  | { kind: "audioOnlyChosen"; on: boolean }
  /** `forAll` (host): also locks the room until the host opens it again. */
  | { kind: "hungUp"; forAll?: true }
  | { kind: "rejoined" };

/** The event of one kind. */
export type EventOf<Kind extends CallEvent["kind"]> = Extract<CallEvent, { kind: Kind }>;

/** `patience` is the call's, not a peer's: its peerId is empty. */
export type TimerKind = "restart" | "grace" | "proof" | "patience";

/** What is to be done: the engine does it through its ports. */
export type CallEffect =
  | { kind: "askForMedia"; camera: boolean; microphone: boolean }
  | { kind: "setCamera"; on: boolean }
  | { kind: "setMicrophone"; on: boolean }
  | { kind: "setScreen"; on: boolean }
  /** `camera`: whether it is on afterwards. */
  | { kind: "setDetail"; on: boolean; camera: boolean }
  | { kind: "setTorch"; on: boolean }
  /** The conversation is over, or goes on with somebody else: nothing of chat and files stays. */
  | { kind: "forgetExchange" }
  /** Set the senders to what the line can carry. */
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
  /** Both, at the admission: store the secret with which this guest comes back without a knock. */
  | { kind: "keepResumeSecret"; peerId: string }
  /** Host: this guest does not come in again without a knock. */
  | { kind: "turnAway"; peerId: string; how: "refused" | "removed" }
  /** `fresh`: with a new connection in the place of the old one. */
  | { kind: "restartIce"; peerId: string; round: number; fresh: boolean }
  /** The server may be back, or the network has changed: poll now. */
  | { kind: "wakeSignaling" }
  | { kind: "acceptOffer"; peerId: string; offer: Description }
  | { kind: "acceptAnswer"; peerId: string; answer: Description }
  | { kind: "addCandidates"; peerId: string; candidates: Candidate[] }
  | { kind: "closePairing"; peerId: string; goodbye: boolean }
  | { kind: "startTimer"; timer: TimerKind; peerId: string; delayMs: number }
  | { kind: "stopTimer"; timer: TimerKind; peerId: string }
  /** Host: tell the person that somebody knocks (silent while a conversation runs). */
  | { kind: "announceKnock" }
  | { kind: "announceAdmission" };

/** The outcome of one step. */
export type CallStep = readonly [CallState, readonly CallEffect[]];

/** No effect. */
export const NOTHING: readonly CallEffect[] = [];
