import type { ErrorBody } from "../wire/errors.ts";
import type { Peer } from "../wire/mailbox.ts";
import type { FailureCause } from "./connection/failure_cause.ts";
import type { SendPlan } from "./connection/quality.ts";
import type { LineSample } from "./connection/stats.ts";
import type { Candidate, Description, PeerMessage } from "./pairing/messages.ts";
import type { Greeting, Partner } from "./pairing/secure_channel.ts";
import type { MediaProblem } from "./media/media_state.ts";
import type { ServerAbsence } from "./signaling/client.ts";
import type { BlockedCode, CallState } from "./state.ts";

/** Something that happened: in the browser, at the server, at the peer, or on the person's command. */
export type CallEvent =
  | { kind: "started"; mediaGranted: boolean }
  | { kind: "mediaRequested"; camera: boolean; microphone: boolean }
  | { kind: "mediaReady"; hasCamera: boolean; hasMicrophone: boolean; problem?: MediaProblem }
  | { kind: "mediaRefused"; problem: MediaProblem }
  /** A camera or a microphone has ended by itself: unplugged, or taken by a phone call. */
  | { kind: "trackLost"; medium: "camera" | "microphone" }
  /** The result of `renewMedia`; a medium is absent if a later request replaced this one. */
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
  | { kind: "signalingLost"; how: ServerAbsence }
  | { kind: "signalingRegained" }
  | { kind: "signalingEnded"; code: string }
  /** `serverNowMs`: the server's clock, as used in the peers' times. */
  | { kind: "peersSeen"; peers: readonly Peer[]; ownPeerId: string; atMs: number; serverNowMs: number }
  | { kind: "greeted"; peerId: string; atMs: number }
  | { kind: "identified"; peerId: string; name: string }
  | { kind: "messageOpened"; peerId: string; message: PeerMessage }
  | { kind: "secured"; peerId: string; partner: Partner }
  | { kind: "connectionVerified"; peerId: string }
  /** `fatal`: even a running conversation must end. */
  | { kind: "channelFailed"; peerId: string; code: string; fatal: boolean }
  /** Host: the code is blocked, or the progress of its replacement. */
  | { kind: "codeBlocked"; blockedCode: BlockedCode }
  /** Host: the person confirms that the knocking peer with the partner's name is the partner at another device. */
  | { kind: "deviceReplaced"; peerId: string }
  | { kind: "admitted"; peerId: string }
  | { kind: "refused"; peerId: string }
  /** Host: tells the knocking guest that it may take a few more minutes. */
  | { kind: "putOff"; peerId: string }
  /** Host: the partner must leave the conversation, and knock to come back. */
  | { kind: "removed"; peerId: string }
  | { kind: "connectionEstablished"; peerId: string; atMs: number }
  /** `failed`: it cannot recover by itself; `dead`: the browser closed the connection. */
  | { kind: "connectionLost"; peerId: string; failed: boolean; cause?: FailureCause; dead?: boolean }
  /** The device changed networks, or is back in its network. */
  | { kind: "networkChanged" }
  /** The device woke up, or the page is visible again. `mediaLost`: a track has ended meanwhile. */
  | { kind: "woken"; mediaLost: boolean }
  | { kind: "timerFired"; timer: TimerKind; peerId: string }
  | { kind: "lineMeasured"; peerId: string; sample: LineSample }
  /** The person switches to audio only, or back to video. */
  | { kind: "audioOnlyChosen"; on: boolean }
  /** `forAll` (host): also locks the room until the host opens it again. */
  | { kind: "hungUp"; forAll?: true }
  | { kind: "rejoined" }
  /** Guest: the person knocks again, although the resume secret was refused. */
  | { kind: "knockChosen" }
  /** The person has compared the changed safety code, or does not want to. */
  | { kind: "safetyRead" };

/** The event of one kind. */
export type EventOf<Kind extends CallEvent["kind"]> = Extract<CallEvent, { kind: Kind }>;

/** `patience` and `seat` are the call's, not a peer's: their peerId is empty. */
export type TimerKind = "restart" | "grace" | "proof" | "patience" | "seat";

/** Something to do; the engine does it through its ports. */
export type CallEffect =
  | { kind: "askForMedia"; camera: boolean; microphone: boolean }
  | { kind: "setCamera"; on: boolean }
  | { kind: "setMicrophone"; on: boolean }
  | { kind: "setScreen"; on: boolean }
  /** `camera`: whether it is on afterwards. */
  | { kind: "setDetail"; on: boolean; camera: boolean }
  | { kind: "setTorch"; on: boolean }
  /** Drop chat and files: the conversation is over, or continues with somebody else. */
  | { kind: "forgetExchange" }
  /** Adapt the senders to the line's capacity. */
  | { kind: "adaptSending"; plan: SendPlan }
  /** Request what is switched on again, and send the new tracks. */
  | { kind: "renewMedia"; camera: boolean; microphone: boolean }
  | { kind: "stopMedia" }
  | { kind: "takeSeat" }
  | { kind: "startPolling" }
  | { kind: "lockRoom" }
  | { kind: "leaveSeat" }
  /** Guest: make a channel to this host and send its hello. */
  | { kind: "greet"; peerId: string; by: Greeting }
  /** Prepare the connection in advance, so that an admission is fast. */
  | { kind: "prepareConnection"; peerId: string }
  | { kind: "send"; peerId: string; message: PeerMessage }
  /** Go on with the connection of the pairing `from`, which ends without a word. */
  | { kind: "keepConnection"; peerId: string; from: string }
  /** Host: the admission, with an offer; with `keeps` of the connection that was kept, else of a new one. */
  | { kind: "admit"; peerId: string; round: number; keeps: boolean }
  | { kind: "keepWaiting"; peerId: string }
  | { kind: "putOff"; peerId: string }
  /** Both, at the admission: store the secret with which this guest resumes without a knock. */
  | { kind: "keepResumeSecret"; peerId: string }
  /** Host: refuse or remove the guest, who must knock to come back. */
  | { kind: "turnAway"; peerId: string; how: "refused" | "removed" }
  /** `fresh`: with a new peer connection in place of the old one. */
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

/** The next state, and the effects in their order. */
export type CallStep = readonly [CallState, readonly CallEffect[]];

/** No effect. */
export const NOTHING: readonly CallEffect[] = [];
