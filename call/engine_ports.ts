import type { Clock } from "../browser/clock.ts";
import type { GuessedMethod } from "../e2ee/guesses.ts";
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
import type { SecureChannel } from "./pairing/secure_channel.ts";
import type { SeatPort } from "./seats/seat_port.ts";
import type { CallState, Switches } from "./state.ts";

/** Camera, microphone and screen, as the engine uses them. */
export type MediaPort =
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

/** Between which peers a channel is. */
export interface ChannelPlace {
  room: string;
  peerId: string;
  theirPeerId: string;
  /** Of one's own certificate. */
  fingerprint: Uint8Array;
}

export interface EngineOptions {
  role: Role;
  /** One's own name, as the partner sees it. */
  name: string;
  /** How the person left camera and microphone. */
  switches: Switches;
  /** Host: was guessed at too often before the page was opened. */
  blockedMethod?: GuessedMethod | undefined;
  /** Makes a channel to one peer; only channels read and build message bodies. */
  makeChannel(place: ChannelPlace): SecureChannel;
  ports: EnginePorts;
  events: EngineEvents;
}

/** What the engine tells the page. */
export interface EngineEvents {
  stateChanged(state: CallState): void;
  /** The stream of the running conversation, or none. */
  partnerStreamChanged(stream: MediaStream | null): void;
  partnerScreenChanged(stream: MediaStream | null): void;
  /** Where chat and files go: only over a connection that has been proved. */
  exchangeChannelsChanged(channels: ExchangeChannels | null): void;
  /** The conversation is over: nothing of its chat and files stays. */
  exchangeForgotten(): void;
  /** One's own tracks have changed. */
  ownStreamChanged(): void;
  knocked(): void;
  admitted(): void;
}

/** What the engine's parts see of it. */
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
