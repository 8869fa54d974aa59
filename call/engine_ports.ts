import type { Clock } from "../browser/clock.ts";
import type { RequestPort } from "../wire/client.ts";
import type { Role } from "../wire/rooms.ts";
import type { Certificate } from "./connection/certificate.ts";
import type {
  ExchangeChannels,
  PeerConnection,
  PeerConnectionOptions,
} from "./connection/peer_connection.ts";
import type { CallEffect, CallEvent } from "./events.ts";
import type { LocalMedia } from "./media/local_media.ts";
import type { ScreenShare } from "./media/screen_share.ts";
import type { Greeting, SecureChannel } from "./pairing/secure_channel.ts";
import type { SeatPort } from "./seats/seat_port.ts";
import type { CallState, Switches } from "./state.ts";

/** Camera, microphone and screen, as the engine uses them. */
type MediaPort =
  & Pick<
    LocalMedia,
    | "ask"
    | "renew"
    | "setCamera"
    | "setMicrophone"
    | "setDetail"
    | "setTorch"
    | "use"
    | "stop"
    | "tracks"
    | "isLost"
    | "onTrackLost"
  >
  & { screen: Pick<ScreenShare, "start" | "stop" | "onEnded"> };

/** What the engine needs of the browser; tests replace it. */
export interface EnginePorts {
  clock: Clock;
  request: RequestPort;
  seats: SeatPort;
  media: MediaPort;
  /** The DTLS certificate is made before any handshake, because the handshake binds its fingerprint. */
  makeCertificate(): Promise<Certificate>;
  makeConnection(options: PeerConnectionOptions): PeerConnection;
  random?: () => number;
}

/** The two ends of a channel. */
export interface ChannelPlace {
  room: string;
  peerId: string;
  theirPeerId: string;
  /** Of the local certificate. */
  fingerprint: Uint8Array;
  /** Whether the pairing has ended. */
  isOver(): boolean;
}

export interface EngineOptions {
  role: Role;
  /** The local name, as shown to the partner. */
  name: string;
  /** Whether the person last had camera and microphone on. */
  switches: Switches;
  /** Host: the code was already blocked when the page was opened. @default false */
  codeIsBlocked?: boolean;
  /** Guest: by what it greets hosts. @default "any" */
  greets?: Greeting;
  /** The safety code had changed before the page was loaded, and nobody has compared it. @default false */
  safetyChanged?: boolean;
  /** Makes a channel to one peer; only channels read and build message bodies. */
  makeChannel(place: ChannelPlace): SecureChannel;
  ports: EnginePorts;
  events: EngineEvents;
}

/** What the engine tells the page. */
export interface EngineEvents {
  stateChanged(state: CallState): void;
  /** The partner's stream in the running conversation, or null. */
  partnerStreamChanged(stream: MediaStream | null): void;
  partnerScreenChanged(stream: MediaStream | null): void;
  /** The channels of chat and files; null unless the connection is proved. */
  exchangeChannelsChanged(channels: ExchangeChannels | null): void;
  /** The conversation is over: its chat and files are to be dropped. */
  exchangeForgotten(): void;
  /** The local tracks have changed. */
  ownStreamChanged(): void;
  knocked(): void;
  admitted(): void;
}

/** The engine, as its parts use it. */
export interface EngineContext {
  readonly options: EngineOptions;
  readonly state: CallState;
  /** Aborted when the page closes the call. */
  readonly closing: AbortSignal;
  dispatch(event: CallEvent): void;
}

/** The functions that carry out the effects of these kinds. */
export type EffectHandlers<Kind extends CallEffect["kind"]> = {
  readonly [K in Kind]: (effect: Extract<CallEffect, { kind: K }>) => void | Promise<void>;
};
