import { ApiError, NetworkError, type RequestPort } from "../wire/client.ts";
import type { IncomingMessage } from "../wire/mailbox.ts";
import type { Role } from "../wire/rooms.ts";
import { ProtocolError } from "../e2ee/mod.ts";
import { Backoff } from "../wire/backoff.ts";
import type { Certificate } from "./connection/certificate.ts";
import { StorageError } from "../browser/database.ts";
import type { DeviceChoices } from "./media/devices.ts";
import { IceServers } from "./signaling/ice_servers.ts";
import type { LocalMedia } from "./media/local_media.ts";
import { type Admission, MessageError, parseControlMessage, type PeerMessage } from "./pairing/messages.ts";
import type {
  ExchangeChannels,
  PeerConnection,
  PeerConnectionOptions,
} from "./connection/peer_connection.ts";
import type { Clock } from "../browser/clock.ts";
import type { Seat, SeatPort } from "./seats/seat_port.ts";
import { LOOK_EVERY_MS, type SendPlan } from "./connection/quality.ts";
import { stepCall } from "./reducer.ts";
import type { ScreenShare } from "./media/screen_share.ts";
import type { SecureChannel } from "./pairing/secure_channel.ts";
import { SignalingClient } from "./signaling/client.ts";
import {
  type CallEffect,
  type CallEvent,
  type CallState,
  initialCallState,
  type Switches,
  type TimerKind,
} from "./state.ts";

/** How long a goodbye may take before the seat is left anyway. */
const GOODBYE_MS = 2_000;

export interface EnginePorts {
  clock: Clock;
  request: RequestPort;
  seats: SeatPort;
  media:
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
  /** The DTLS certificate is made before any handshake, which binds its fingerprint. */
  makeCertificate(): Promise<Certificate>;
  makeConnection(options: PeerConnectionOptions): PeerConnection;
  random?: () => number;
}

/** What concerns the running conversation only. */
const DIRECT = new Set<PeerMessage["kind"]>(["media", "line"]);

/** Between whom a channel is. */
export interface ChannelPlace {
  room: string;
  peerId: string;
  theirPeerId: string;
  /** Of one's own certificate. */
  fingerprint: Uint8Array;
}

export interface EngineOptions {
  role: Role;
  /** One's own name, as the partner shall see it. */
  name: string;
  /** How the person left camera and microphone. */
  switches: Switches;
  /** A channel to one peer; the only place where message bodies are read and made. */
  makeChannel(place: ChannelPlace): SecureChannel;
  ports: EnginePorts;
  events: EngineEvents;
}

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

/** What the engine holds for one pairing. Work on it is done in order, each kind in its own line. */
interface Pairing {
  channel: Promise<SecureChannel>;
  /** The safety code has been told. */
  secured: boolean;
  connection?: PeerConnection;
  receiving: Promise<void>;
  sealing: Promise<void>;
  connecting: Promise<void>;
}

/** Runs a call: takes events to the reducer, and does what it asks for through the ports. */
export class CallEngine {
  #state: CallState;
  readonly #options: EngineOptions;
  readonly #pairings = new Map<string, Pairing>();
  readonly #timers = new Map<string, () => void>();
  readonly #certificate: Promise<Certificate>;
  readonly #closing = new AbortController();
  #seat: Seat | undefined;
  #signaling: SignalingClient | undefined;
  #ice: IceServers | undefined;
  #seatRun = 0;
  #partnerStream: MediaStream | null = null;
  #exchangeChannels: ExchangeChannels | null = null;
  /** What a new connection sends, too. */
  #plan: SendPlan | undefined;
  #cancelLook: (() => void) | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#state = initialCallState(options.role, options.switches);
    this.#certificate = options.ports.makeCertificate();
    this.#certificate.catch(() => {}); // reported where it is awaited
    options.ports.media.onTrackLost = (medium) => this.dispatch({ kind: "trackLost", medium });
    options.ports.media.screen.onEnded = () => {
      this.#sendTracks();
      this.dispatch({ kind: "screenEnded" });
    };
  }

  get state(): CallState {
    return this.#state;
  }

  /** How loud the partner of the running conversation is at the moment, 0 … 1. */
  partnerLevel(): number {
    const current = this.#state.currentPeerId;
    return current === undefined ? 0 : this.#pairings.get(current)?.connection?.soundLevel() ?? 0;
  }

  /** Takes an event in. Events that the page makes are commands of the person. */
  dispatch(event: CallEvent): void {
    if (this.#closed) return;
    const former = this.#state;
    const [state, effects] = stepCall(former, event);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (state === former) return;
    this.#showPartner();
    this.#signaling?.setHurry(state.phase === "recovering");
    this.#options.events.stateChanged(state);
  }

  #showPartner(): void {
    const current = this.#state.pairings.find(({ peerId }) => peerId === this.#state.currentPeerId);
    const connection = current && this.#pairings.get(current.peerId)?.connection;
    const exchangeChannels = (current?.verified && connection?.exchangeChannels) || null;
    if (exchangeChannels !== this.#exchangeChannels) {
      this.#exchangeChannels = exchangeChannels;
      this.#options.events.exchangeChannelsChanged(exchangeChannels);
    }
    const stream = connection?.remoteStream ?? null;
    if (stream === this.#partnerStream) return;
    this.#partnerStream = stream;
    this.#options.events.partnerStreamChanged(stream);
    this.#options.events.partnerScreenChanged(connection?.remoteScreen ?? null);
  }

  /** The device slept, or the page was out of sight: much may have been taken away meanwhile. */
  wake(): void {
    for (const [peerId, { connection }] of this.#pairings) {
      if (connection?.isDead) this.dispatch({ kind: "connectionLost", peerId, failed: true, dead: true });
    }
    this.dispatch({ kind: "woken", mediaLost: this.#options.ports.media.isLost });
  }

  /** The page goes away: frees the seat at once and everything else with it. */
  close(): void {
    if (this.#closed) return;
    this.#closing.abort();
    this.#leaveSeat();
    for (const cancel of this.#timers.values()) cancel();
    this.#cancelLook?.();
    for (const pairing of this.#pairings.values()) pairing.connection?.close();
    this.#pairings.clear();
    this.#options.ports.media.stop();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  #run(effect: CallEffect): void {
    switch (effect.kind) {
      case "askForMedia":
        return this.#do(this.#askForMedia(effect.camera, effect.microphone));
      case "setCamera":
        return this.#do(this.#setCamera(effect.on));
      case "adaptSending":
        return this.#adaptSending(effect.plan);
      case "renewMedia":
        return this.#do(this.#renewMedia(effect.camera, effect.microphone));
      case "setMicrophone":
        return this.#options.ports.media.setMicrophone(effect.on);
      case "setScreen":
        return this.#do(this.#setScreen(effect.on));
      case "setDetail":
        return this.#do(this.#setDetail(effect.on, effect.camera));
      case "setTorch":
        return this.#do(this.#options.ports.media.setTorch(effect.on));
      case "forgetExchange":
        return this.#options.events.exchangeForgotten();
      case "stopMedia":
        this.#options.ports.media.stop();
        return this.#options.events.ownStreamChanged();
      case "takeSeat":
        return this.#do(this.#takeSeat());
      case "startPolling":
        return this.#signaling?.start();
      case "wakeSignaling":
        return this.#signaling?.wake();
      case "lockRoom":
        return this.#seat && this.#options.ports.seats.lock?.(this.#seat);
      case "leaveSeat":
        return this.#do(this.#leaveSeatAfterGoodbye());
      case "greet":
        return this.#greet(effect.peerId);
      case "prepareConnection":
        return this.#withConnection(effect.peerId, (connection) => connection.prepare());
      case "send":
        return this.#send(effect.peerId, effect.message);
      case "keepWaiting":
        return this.#send(effect.peerId, this.#admission("waiting"));
      case "putOff":
        return this.#send(effect.peerId, this.#admission("later"));
      case "turnAway":
        return this.#turnAway(effect.peerId, effect.how);
      case "admit":
        return this.#withConnection(effect.peerId, async (connection) => {
          const offer = await connection.offer(effect.round, false);
          this.#send(effect.peerId, { ...this.#admission("admitted"), offer });
        });
      case "restartIce":
        if (effect.fresh) this.#discardConnection(effect.peerId);
        return this.#withConnection(effect.peerId, async (connection) => {
          if (this.#isOutdated(effect.peerId, effect.round)) return;
          if (this.#ice?.isStale) await this.#ice.current(); // a relay's credentials may have ended meanwhile
          const offer = await connection.offer(effect.round, !effect.fresh);
          const fresh = effect.fresh ? { fresh: true as const } : {};
          this.#send(effect.peerId, { kind: "offer", offer: { ...offer, ...fresh } });
        });
      case "acceptOffer":
        if (effect.offer.fresh) this.#discardConnection(effect.peerId);
        return this.#withConnection(effect.peerId, async (connection) => {
          if (this.#isOutdated(effect.peerId, effect.offer.round)) return;
          if (this.#ice?.isStale) await this.#ice.current();
          this.#send(effect.peerId, { kind: "answer", answer: await connection.answer(effect.offer) });
          await connection.settle(effect.offer);
        });
      case "acceptAnswer":
        return this.#withConnection(effect.peerId, (connection) => connection.acceptAnswer(effect.answer));
      case "addCandidates":
        return this.#withConnection(
          effect.peerId,
          (connection) => connection.addCandidates(effect.candidates),
        );
      case "closePairing":
        return this.#closePairing(effect.peerId, effect.goodbye);
      case "startTimer":
        return this.#startTimer(effect.timer, effect.peerId, effect.delayMs);
      case "stopTimer":
        this.#timers.get(timerId(effect.timer, effect.peerId))?.();
        return void this.#timers.delete(timerId(effect.timer, effect.peerId));
      case "announceKnock":
        return this.#options.events.knocked();
      case "announceAdmission":
        return this.#options.events.admitted();
    }
  }

  /** Errors of effects are handled where they belong; one that is not is a defect and must be seen. */
  #do(work: Promise<void>): void {
    work.catch((error) =>
      queueMicrotask(() => {
        throw error;
      })
    );
  }

  async #askForMedia(camera: boolean, microphone: boolean): Promise<void> {
    const outcome = await this.#options.ports.media.ask(camera, microphone);
    if (this.#closed) return this.#options.ports.media.stop();
    this.#options.events.ownStreamChanged();
    if (outcome.kind === "refused") {
      return this.dispatch({ kind: "mediaRefused", problem: outcome.problem });
    }
    const { hasCamera, hasMicrophone, problem } = outcome;
    this.dispatch({ kind: "mediaReady", hasCamera, hasMicrophone, ...(problem ? { problem } : {}) });
  }

  async #renewMedia(camera: boolean, microphone: boolean): Promise<void> {
    const renewal = await this.#options.ports.media.renew(camera, microphone);
    if (this.#closed) return this.#options.ports.media.stop();
    this.#sendTracks();
    this.dispatch({ kind: "mediaRenewed", ...renewal });
  }

  /** One's own tracks have changed. */
  #sendTracks(): void {
    this.#options.events.ownStreamChanged();
    for (const peerId of this.#pairings.keys()) {
      this.#withConnection(peerId, (connection) => connection.setTracks(this.#options.ports.media.tracks));
    }
  }

  #adaptSending(plan: SendPlan): void {
    this.#plan = plan;
    for (const peerId of this.#pairings.keys()) {
      this.#withConnection(peerId, (connection) => connection.adapt(plan));
    }
    this.#cancelLook ??= this.#options.ports.clock.after(LOOK_EVERY_MS, () => this.#lookAtLine());
  }

  /** Looks at the line of the running conversation, again and again for as long as there is one. */
  #lookAtLine(): void {
    this.#cancelLook = undefined;
    const peerId = this.#state.currentPeerId;
    const connection = peerId === undefined ? undefined : this.#pairings.get(peerId)?.connection;
    if (this.#closed || peerId === undefined || !connection) return;
    this.#cancelLook = this.#options.ports.clock.after(LOOK_EVERY_MS, () => this.#lookAtLine());
    this.#do(
      connection.look().then((sample) => sample && this.dispatch({ kind: "lineMeasured", peerId, sample })),
    );
  }

  async #setCamera(on: boolean): Promise<void> {
    const problem = await this.#options.ports.media.setCamera(on);
    if (this.#closed) return this.#options.ports.media.stop();
    this.#sendTracks();
    if (problem) this.dispatch({ kind: "cameraFailed", problem });
  }

  async #setScreen(on: boolean): Promise<void> {
    const { screen } = this.#options.ports.media;
    if (!on) {
      screen.stop();
      return this.#sendTracks();
    }
    if (!await screen.start()) return;
    // Whoever was to see it may be gone by the time a window is chosen.
    if (this.#closed || this.#state.phase !== "connected" && this.#state.phase !== "recovering") {
      return screen.stop();
    }
    this.#sendTracks();
    this.dispatch({ kind: "screenStarted" });
  }

  async #setDetail(on: boolean, camera: boolean): Promise<void> {
    const { problem, hasTorch } = await this.#options.ports.media.setDetail(on, camera);
    if (this.#closed) return this.#options.ports.media.stop();
    this.#sendTracks();
    this.dispatch(problem ? { kind: "cameraFailed", problem } : { kind: "detailStarted", hasTorch });
  }

  /** The person has chosen other devices. */
  async useDevices(choices: DeviceChoices): Promise<void> {
    const { media } = this.#options.ports;
    const problem = await media.use(choices, () => {
      const { cameraOn, hasMicrophone, microphoneLost } = this.#state.media;
      return { camera: cameraOn, microphone: hasMicrophone && !microphoneLost };
    });
    if (this.#closed) return media.stop();
    // It may have been switched off or on while the browser answered.
    media.setMicrophone(this.#state.media.microphoneOn);
    this.#sendTracks();
    const { hasCamera, hasMicrophone } = this.#state.media;
    const found = [
      ...(choices.camera !== undefined && !hasCamera ? ["camera" as const] : []),
      ...(choices.microphone !== undefined && !hasMicrophone ? ["microphone" as const] : []),
    ];
    for (const medium of found) this.dispatch({ kind: "deviceFound", medium });
    // What was lost may be found with the new choice.
    if (found.length === 0) this.dispatch({ kind: "devicesChanged" });
    if (problem && !media.tracks.video && this.#state.media.cameraOn) {
      this.dispatch({ kind: "cameraFailed", problem });
    }
    // The choice had overtaken a question for the microphone.
    if (problem && !media.tracks.audio && this.#state.media.microphoneOn) {
      this.dispatch({ kind: "trackLost", medium: "microphone" });
    }
  }

  async #takeSeat(): Promise<void> {
    const run = ++this.#seatRun;
    // What the server says of the seat before is of no interest any more, least of all that this one takes its place.
    this.#signaling?.close();
    const backoff = new Backoff(500, 8_000, this.#options.ports.random);
    while (!this.#closed && run === this.#seatRun) {
      try {
        const seat = await this.#options.ports.seats.take();
        if (this.#closed || run !== this.#seatRun) return this.#options.ports.seats.leave(seat);
        this.#useSeat(seat);
        return this.dispatch({ kind: "seatTaken" });
      } catch (error) {
        if (this.#closed || run !== this.#seatRun) return;
        const passing = error instanceof NetworkError ||
          error instanceof ApiError && (error.code === "unavailable" || error.code === "internal");
        if (error instanceof ApiError && !passing) {
          return this.dispatch({ kind: "seatRefused", refusal: { ...error.details, error: error.code } });
        }
        if (!passing) throw error;
        this.dispatch({ kind: "signalingLost" });
        await this.#sleep(backoff.nextMs());
      }
    }
  }

  #useSeat(seat: Seat): void {
    const { ports } = this.#options;
    this.#leaveSeat();
    this.#seat = seat;
    this.#ice = new IceServers(() => ports.seats.ice(seat), ports, (answer) => {
      for (const { connection } of this.#pairings.values()) connection?.setIceServers(answer);
    });
    this.#signaling = new SignalingClient(seat, ports, {
      messageReceived: (message) => this.#receive(message),
      peersSeen: (peers, ownPeerId, serverNowMs) =>
        this.dispatch({ kind: "peersSeen", peers, ownPeerId, serverNowMs, atMs: ports.clock.nowMs() }),
      lost: () => this.dispatch({ kind: "signalingLost" }),
      regained: () => this.dispatch({ kind: "signalingRegained" }),
      ended: (code) => this.dispatch({ kind: "signalingEnded", code }),
    });
  }

  #leaveSeat(): void {
    this.#signaling?.close();
    this.#ice?.close();
    if (this.#seat) this.#options.ports.seats.leave(this.#seat);
    this.#seat = undefined;
  }

  async #leaveSeatAfterGoodbye(): Promise<void> {
    const seat = this.#seat;
    const signaling = this.#signaling;
    this.#seatRun++;
    await Promise.race([this.#goodbyes.then(() => signaling?.drained()), this.#sleep(GOODBYE_MS)]);
    if (this.#seat === seat) this.#leaveSeat();
  }

  /** The sealing of goodbyes of pairings that are closed already. */
  #goodbyes: Promise<void> = Promise.resolve();

  #greet(peerId: string): void {
    const pairing = this.#open(peerId);
    pairing.sealing = pairing.sealing.then(async () => {
      const channel = await pairing.channel;
      for (const body of await channel.open()) this.#signaling?.send(peerId, body);
    }).catch((error) => this.#failChannel(peerId, pairing, error));
  }

  #open(peerId: string): Pairing {
    const pairing: Pairing = {
      channel: this.#makeChannel(peerId),
      secured: false,
      receiving: Promise.resolve(),
      sealing: Promise.resolve(),
      connecting: Promise.resolve(),
    };
    pairing.channel.catch(() => {}); // reported where it is awaited
    this.#pairings.set(peerId, pairing);
    return pairing;
  }

  async #makeChannel(theirPeerId: string): Promise<SecureChannel> {
    const seat = this.#seat;
    const { fingerprint } = await this.#certificate;
    if (!seat) throw new ProtocolError("closed");
    return this.#options.makeChannel({ room: seat.room, peerId: seat.peerId, theirPeerId, fingerprint });
  }

  #receive({ from, body }: IncomingMessage): void {
    let pairing = this.#pairings.get(from);
    if (!pairing) {
      // Only a guest's first message starts a pairing; a guest greets the host, never the other way round.
      if (this.#options.role !== "host") return;
      pairing = this.#open(from);
      this.dispatch({ kind: "greeted", peerId: from, atMs: this.#options.ports.clock.nowMs() });
    }
    const mine = pairing;
    mine.receiving = mine.receiving.then(async () => {
      if (this.#pairings.get(from) !== mine) return;
      const channel = await mine.channel;
      const { replies, opened } = await channel.receive(body);
      if (this.#pairings.get(from) !== mine) return;
      for (const reply of replies) this.#signaling?.send(from, reply);
      if (opened.length > 0 && !mine.secured) {
        mine.secured = true;
        this.dispatch({ kind: "secured", peerId: from, safetyCode: await channel.safetyCode() });
      }
      for (const event of opened) {
        if (event.kind === "identified") this.dispatch({ ...event, peerId: from });
        else this.dispatch({ kind: "messageOpened", peerId: from, message: event });
      }
    }).catch((error) => this.#failChannel(from, mine, error));
  }

  #failChannel(peerId: string, pairing: Pairing, error: unknown): void {
    if (this.#closed || this.#pairings.get(peerId) !== pairing) return;
    if (!isNamed(error)) throw error;
    this.dispatch({ kind: "channelFailed", peerId, code: error.code, fatal: false });
  }

  #send(peerId: string, message: PeerMessage): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    // What concerns the running conversation only goes the direct way, where it is open.
    if (DIRECT.has(message.kind) && pairing.connection?.sendText(JSON.stringify(message))) return;
    const signaling = this.#signaling;
    pairing.sealing = pairing.sealing.then(async () => {
      const channel = await pairing.channel;
      signaling?.send(peerId, await channel.seal(message));
    }).catch((error) => this.#failChannel(peerId, pairing, error));
  }

  #turnAway(peerId: string, how: "refused" | "removed"): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    // First forgotten, then told: whoever has heard it does not come in by what was agreed before.
    pairing.sealing = pairing.sealing.then(async () => (await pairing.channel).forget())
      .catch((error) => this.#failChannel(peerId, pairing, error));
    this.#send(peerId, this.#admission(how));
  }

  /** Does work on a pairing's connection, one after the other; the connection is made when first needed. */
  #withConnection(peerId: string, work: (connection: PeerConnection) => Promise<void>): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    pairing.connecting = pairing.connecting.then(async () => {
      pairing.connection ??= await this.#makeConnection(peerId, pairing);
      this.#showPartner();
      if (this.#pairings.get(peerId) === pairing) await work(pairing.connection);
    }).catch((error) => {
      if (this.#closed || this.#pairings.get(peerId) !== pairing) return;
      // What the browser makes of a peer's description or of a dying connection: the person gets a sentence and a retry.
      this.dispatch({ kind: "channelFailed", peerId, code: "link_failed", fatal: true });
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    });
  }

  /** A new connection takes its place; the handshake stays good, because the certificate is the same. */
  #discardConnection(peerId: string): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    // In line with the other work: what was begun on the old connection ends there.
    pairing.connecting = pairing.connecting.then(() => {
      pairing.connection?.close();
      delete pairing.connection;
    });
  }

  /** A newer round has begun while this one waited for its turn. */
  #isOutdated(peerId: string, round: number): boolean {
    return this.#state.pairings.some((pairing) => pairing.peerId === peerId && pairing.round > round);
  }

  async #makeConnection(peerId: string, pairing: Pairing): Promise<PeerConnection> {
    const { ports, role } = this.#options;
    const [certificate, ice] = await Promise.all([this.#certificate, this.#ice?.current()]);
    const isCurrent = () => this.#pairings.get(peerId) === pairing;
    const connection: PeerConnection = ports.makeConnection({
      role,
      clock: ports.clock,
      configuration: {
        certificates: [certificate.certificate],
        iceServers: ice?.iceServers ?? [],
        iceTransportPolicy: ice?.iceTransportPolicy ?? "all",
        iceCandidatePoolSize: 1,
        bundlePolicy: "max-bundle",
      },
      events: {
        connected: () =>
          isCurrent() && this.dispatch({ kind: "connectionEstablished", peerId, atMs: ports.clock.nowMs() }),
        opened: () => isCurrent() && this.#prove(peerId, pairing),
        lost: (failed, cause) =>
          isCurrent() &&
          this.dispatch({ kind: "connectionLost", peerId, failed, ...(cause ? { cause } : {}) }),
        candidatesFound: (round, candidates) =>
          isCurrent() && this.#send(peerId, { kind: "candidates", round, candidates }),
        textReceived: (text) => isCurrent() && this.#receiveText(peerId, pairing, text),
      },
    });
    if (!isCurrent()) {
      connection.close();
      return connection;
    }
    await connection.setTracks(ports.media.tracks);
    if (this.#plan) await connection.adapt(this.#plan);
    return connection;
  }

  /**
   * The connection is up: makes sure that it ends where the handshake did, and proves the same to the peer. In one line
   * with what the peer says on it, so that nothing of that counts before.
   */
  #prove(peerId: string, pairing: Pairing): void {
    pairing.receiving = pairing.receiving.then(async () => {
      if (this.#pairings.get(peerId) !== pairing) return;
      const channel = await pairing.channel;
      const proof = await channel.prove(pairing.connection?.remoteCertificate());
      pairing.connection?.sendText(JSON.stringify({ kind: "proof", proof }));
    }).catch((error) => this.#failConnection(peerId, pairing, error));
  }

  /** What comes over the control channel: first the proof, then what concerns the running conversation only. */
  #receiveText(peerId: string, pairing: Pairing, text: string): void {
    pairing.receiving = pairing.receiving.then(async () => {
      if (this.#pairings.get(peerId) !== pairing) return;
      const message = parseControlMessage(text);
      if (message.kind === "proof") {
        const channel = await pairing.channel;
        await channel.checkProof(message.proof);
        if (this.#pairings.get(peerId) === pairing) this.dispatch({ kind: "connectionVerified", peerId });
      } else if (DIRECT.has(message.kind) || message.kind === "bye") {
        this.dispatch({ kind: "messageOpened", peerId, message });
      }
    }).catch((error) => this.#failConnection(peerId, pairing, error));
  }

  /** The direct connection is not what the handshake promised: it must not go on. */
  #failConnection(peerId: string, pairing: Pairing, error: unknown): void {
    if (this.#closed || this.#pairings.get(peerId) !== pairing) return;
    if (!isNamed(error)) throw error;
    this.dispatch({ kind: "channelFailed", peerId, code: error.code, fatal: true });
  }

  #closePairing(peerId: string, goodbye: boolean): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    if (goodbye) {
      const bye: PeerMessage = { kind: "bye" };
      pairing.connection?.sendText(JSON.stringify(bye));
      this.#send(peerId, bye);
    }
    this.#pairings.delete(peerId);
    this.#goodbyes = Promise.all([this.#goodbyes, pairing.sealing]).then(() => pairing.connection?.close());
  }

  #admission<State extends Admission>(state: State) {
    return { kind: "admission", hostName: this.#options.name, state } as const;
  }

  #startTimer(timer: TimerKind, peerId: string, delayMs: number): void {
    const id = timerId(timer, peerId);
    this.#timers.get(id)?.();
    const cancel = this.#options.ports.clock.after(delayMs, () => {
      this.#timers.delete(id);
      this.dispatch({ kind: "timerFired", timer, peerId });
    });
    this.#timers.set(id, cancel);
  }

  #sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.ports.clock.after(delayMs, resolve);
      this.#closing.signal.addEventListener("abort", () => {
        cancel();
        resolve();
      }, { once: true });
    });
  }
}

/** Errors that a peer, a server or this browser's storage can bring about; any other one is a defect. */
function isNamed(error: unknown): error is ProtocolError | MessageError | StorageError {
  return error instanceof ProtocolError || error instanceof MessageError || error instanceof StorageError;
}

function timerId(timer: TimerKind, peerId: string): string {
  return `${timer} ${peerId}`;
}
