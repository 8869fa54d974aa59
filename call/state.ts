import type { Role } from "../wire/rooms.ts";
import type { FailureCause } from "./connection/failure_cause.ts";
import type { Greeting, Partner } from "./pairing/secure_channel.ts";
import type { MediaState } from "./media/media_state.ts";
import type { ServerAbsence } from "./signaling/client.ts";
import { initialQuality, type QualityState, type Rating } from "./connection/quality.ts";

/** Which part of the call the page shows; `main[data-phase]`. */
export type Phase =
  | "permission"
  | "waiting"
  | "knocking"
  | "connecting"
  | "connected"
  | "recovering"
  /** Guest: its resume secret was refused, and the person has to say whether to knock again. */
  | "asking"
  | "ended"
  | "failed";

/** Whether the person wants camera and microphone on, independent of devices; kept over reloads and retries. */
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
   * greeting: keys are being made; refused: the host does not know the resume secret, or does not answer to it; knocking:
   * the host has to decide; admitted: media may flow.
   */
  stage: "greeting" | "refused" | "knocking" | "admitted";
  /** The guest has been told that it may take a few more minutes. */
  later?: true;
  connection: "none" | "connecting" | "connected" | "lost";
  /** The number of the latest offer, 0 before the first. */
  round: number;
  partnerCamera: boolean;
  partnerMicrophone: boolean;
  /** The partner shows its screen, or something small in its camera. */
  partnerScreen: boolean;
  partnerDetail: boolean;
  /** The partner's line, as reported by the partner. */
  partnerLine: Rating;
  /** The partner sends no picture because of its line. */
  partnerRests: boolean;
  sinceMs: number;
  /** When the peer was last in touch with the server, by this device's clock. */
  seenAtMs: number;
  /** How long the peer has been seen in touch since the greeting; outages of either side hardly count. */
  watchedMs: number;
  /** The peer's seat is in the room. */
  present: boolean;
  /** The server has not seen the peer for a while. */
  silent: boolean;
  /** How many times a restart has been tried since the connection was lost. */
  restarts: number;
  /** The peer has answered the latest offer (to a guest: has made one since it was asked). */
  answered: boolean;
  /** The lost connection does not come back by itself. */
  hasFailed?: boolean;
  /** The browser has closed the connection (a device that slept): only a new one helps. */
  dead: boolean;
  cause?: FailureCause;
  /** Whom the handshake has proved. */
  partner?: Partner;
  /** The direct connection has been proved to end where the handshake did: now it is end-to-end encrypted. */
  verified: boolean;
  /** What broke the way through the server while the direct connection ran on without it. */
  channelError?: string;
  /** The seat in which this pairing was made is lost: it has no way through the server any more. */
  seatLost?: true;
}

/** Why there is no conversation right now, for the words on the screen. */
export type Trouble =
  /** This device does not reach the server either: its own network is down. */
  | "offline"
  /** The server answers, but is away from its database. */
  | "unavailable"
  /** The other device has not been seen for a while. */
  | "partner_away"
  | FailureCause
  /** Nothing more is known. */
  | "interrupted";

type EndReason = "hung_up" | "partner_hung_up" | "refused" | "removed" | "replaced";

/** Why the page cannot go on: a refusal of the server, or a code of the call's own. */
interface Failure {
  code: string;
  opensAtMs?: number;
  retryAfterMs?: number;
}

/** Something that is told once, beside the phase. */
export type Notice =
  | { kind: "left"; name: string }
  | { kind: "signalingLost" }
  /** The server said what cannot be true, or cannot be helped; the conversation goes on without it. */
  | { kind: "serverDisturbs" }
  /** Host: the server says that another device has opened the room; the conversation goes on. */
  | { kind: "openElsewhere" }
  | { kind: "codeBlocked" };

/** Host: a code that was guessed at too often, and how far its replacement is. */
export interface BlockedCode {
  status: "blocked" | "replacing" | "failed" | "replaced";
  /** The new code, in groups; with `replaced` only. */
  code?: string;
}

/** Whether the server is missing now. */
export function isAbsent(signaling: CallState["signaling"]): signaling is ServerAbsence {
  return signaling === "offline" || signaling === "unavailable";
}

export interface CallState {
  role: Role;
  phase: Phase;
  media: MediaState;
  switches: Switches;
  signaling: "off" | "online" | ServerAbsence;
  pairings: readonly PairingState[];
  /** The peer of the running (or just interrupted) conversation. */
  currentPeerId?: string;
  /** Since when the conversation has been running. */
  connectedAtMs?: number;
  /** Guest: by what it greets a host. Once admitted, by the resume secret only, until the person knocks again. */
  greets: Greeting;
  /** The resume secret that the partner of the running or interrupted conversation has. */
  follower?: string;
  /** Host: the resume secrets of guests that were turned away, also while such a guest was coming back by them. */
  turnedAway?: readonly string[];
  /** The name of the latest partner. */
  latestName?: string;
  /** The partner has come back without the resume secret: people are told to compare the safety code again. */
  safetyChanged?: true;
  /** How many seats were lost or refused in a row. */
  seatLosses: number;
  /** Why the server gives no seat beside the conversation. */
  refusal?: Failure;
  notice?: Notice;
  blockedCode?: BlockedCode;
  endReason?: EndReason;
  failure?: Failure;
  /** One's own line, and what is sent over it. */
  quality: QualityState;
  /** There has been no connection for a minute: people are offered a way on. */
  stuck: boolean;
}

/**
 * The state of a call that has not begun. `codeIsBlocked` (host): it was guessed at too often before.
 * `switches`: as the person left them. @default both on
 */
export function initialCallState(
  role: Role,
  switches: Switches = { camera: true, microphone: true },
  codeIsBlocked = false,
  greets: Greeting = "any",
): CallState {
  return {
    role,
    phase: "permission",
    media: {
      status: "unasked",
      camera: { kind: "none" },
      microphone: "none",
      screenOn: false,
    },
    switches,
    signaling: "off",
    pairings: [],
    greets,
    seatLosses: 0,
    quality: initialQuality,
    stuck: false,
    ...(codeIsBlocked ? { blockedCode: { status: "blocked" } } : {}),
  };
}

/** The pairing with this peer, if there is one. */
export function pairingOf(state: CallState, peerId: string | undefined): PairingState | undefined {
  return peerId === undefined ? undefined : state.pairings.find((pairing) => pairing.peerId === peerId);
}

/** The pairing of the running or just interrupted conversation. */
export function currentPairing(state: CallState): PairingState | undefined {
  return pairingOf(state, state.currentPeerId);
}

/** Is a conversation running or interrupted? */
export function isInConversation({ connectedAtMs }: CallState): boolean {
  return connectedAtMs !== undefined;
}

/** Do people wait for a connection in this phase? */
export function awaitsConnection(phase: Phase): boolean {
  return phase === "connecting" || phase === "recovering";
}

/** Is the call over, well or badly? */
export function isOver({ endReason, failure }: CallState): boolean {
  return endReason !== undefined || failure !== undefined;
}

/** Host: does this peer knock under the name of the partner in the running conversation? Then it may be a second device. */
export function isNewDevice(state: CallState, pairing: PairingState): boolean {
  const partner = currentPairing(state);
  return state.role === "host" && pairing.stage === "knocking" && partner !== undefined &&
    partner !== pairing && isSameName(pairing.name, partner.name);
}

/** Whether two names are the same, however they are written. */
export function isSameName(one: string | undefined, other: string | undefined): boolean {
  return folded(one) === folded(other) && folded(one) !== "";
}

function folded(name = ""): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
