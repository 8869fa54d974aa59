import { causeOf, type FailureCause } from "./failure_cause.ts";
import type { Candidate, Description } from "../pairing/messages.ts";
import type { Clock } from "../../browser/clock.ts";
import type { SendPlan } from "./quality.ts";
import { type Counters, type LineSample, readStats } from "./stats.ts";
import { RemoteCandidates } from "./remote_candidates.ts";
import { preferCodecs, sendAccordingTo } from "./sending.ts";
import { BufferedDataChannel } from "./data_channel.ts";
import type { IceAnswer, Role } from "../../wire/rooms.ts";

/** How long candidates found after the description are collected into one message. */
const CANDIDATE_BATCH_MS = 40;

interface PeerConnectionEvents {
  /** The connection is established, or again. */
  connected(): void;
  /** The control channel is open. */
  opened(): void;
  /** `failed`: it does not recover by itself. `cause`: undefined if this side cannot tell. */
  lost(failed: boolean, cause: FailureCause | undefined): void;
  /** Candidates of `round` that were found after its description was handed out. */
  candidatesFound(round: number, candidates: Candidate[]): void;
  /** A text on the control channel. */
  textReceived(text: string): void;
}

export interface PeerConnectionOptions {
  role: Role;
  configuration: RTCConfiguration;
  clock: Clock;
  events: PeerConnectionEvents;
}

/** The tracks that are sent; null for none. */
export interface LocalTracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
}

/** The data channels beside the control channel. */
export interface ExchangeChannels {
  chat: BufferedDataChannel;
  files: BufferedDataChannel;
}

/**
 * The peer connection of one pairing. Its three transceivers (sound, camera, screen) and its data channels are created
 * once; what is sent changes by `replaceTrack`, never by renegotiation. Only the host makes offers (docs/protocol.md,
 * "The call's messages").
 */
export class PeerConnection {
  /** What the partner sends: sound and camera. */
  readonly remoteStream = new MediaStream();
  /** The partner's screen; it has frames only while it is shared. */
  readonly remoteScreen = new MediaStream();
  readonly exchangeChannels: ExchangeChannels;
  readonly #connection: RTCPeerConnection;
  readonly #control: RTCDataChannel;
  readonly #options: PeerConnectionOptions;
  #tracks: LocalTracks = { audio: null, video: null, screen: null };
  #senders: Record<keyof LocalTracks, RTCRtpSender> | undefined;
  #round = 0;
  /** Candidates that were found and not yet handed out. */
  #pending: Candidate[] = [];
  #handedOut = false;
  #cancelBatch: (() => void) | undefined;
  readonly #remote = new RemoteCandidates();
  #offer: Promise<void> | undefined;
  #closed = false;
  /** What this round has observed, for `causeOf`. */
  #localTypes = new Set<string>();
  #errorCodes: number[] = [];
  #configuration: RTCConfiguration;
  #plan: SendPlan | undefined;
  #counters: Counters | undefined;

  constructor(options: PeerConnectionOptions) {
    this.#options = options;
    this.#configuration = options.configuration;
    const connection = new RTCPeerConnection(options.configuration);
    this.#connection = connection;
    this.#control = connection.createDataChannel("control", { negotiated: true, id: 0 });
    this.exchangeChannels = {
      chat: new BufferedDataChannel(connection.createDataChannel("chat", { negotiated: true, id: 1 })),
      files: new BufferedDataChannel(connection.createDataChannel("files", { negotiated: true, id: 2 })),
    };
    this.#control.onopen = () => options.events.opened();
    // The peer has closed the connection: known at once, long before ICE gives up.
    this.#control.onclose = () => this.#closed || options.events.lost(true, undefined);
    this.#control.onmessage = ({ data }) => {
      if (typeof data === "string") options.events.textReceived(data);
    };
    connection.onicecandidate = ({ candidate }) => this.#find(candidate);
    connection.onicecandidateerror = ({ errorCode }) => {
      if (this.#errorCodes.length < 50) this.#errorCodes.push(errorCode);
    };
    connection.ontrack = ({ track, transceiver }) => this.#receive(track, transceiver);
    connection.onconnectionstatechange = () => this.#changeState(connection.connectionState);
    if (options.role === "host") {
      for (const kind of ["audio", "video", "video"]) connection.addTransceiver(kind);
      this.#useTransceivers();
    }
  }

  /** True if the browser has closed the connection by itself (Chromium does when the device sleeps). */
  get isDead(): boolean {
    return !this.#closed && this.#connection.connectionState === "closed";
  }

  /** Sets the relays of the next round; the current one keeps its own, and so does the next if these are none. */
  setIceServers({ iceServers, iceTransportPolicy }: IceAnswer): void {
    if (this.#closed) return;
    const configuration = { ...this.#configuration, iceServers, iceTransportPolicy };
    try {
      // One that the browser has closed will be made anew.
      if (this.#connection.connectionState !== "closed") this.#connection.setConfiguration(configuration);
      this.#configuration = configuration;
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }

  /** Sends these tracks; may be called at any time. */
  async setTracks(tracks: LocalTracks): Promise<void> {
    this.#tracks = tracks;
    await this.#applyTracks();
  }

  /** Adapts what is sent to the line, without renegotiation. */
  async adapt(plan: SendPlan): Promise<void> {
    this.#plan = plan;
    if (this.#senders && !this.#closed) await sendAccordingTo(plan, this.#senders);
  }

  /** Measures the line since the last look; undefined if the connection is closed. */
  async look(): Promise<LineSample | undefined> {
    if (this.#closed) return undefined;
    const report = await this.#connection.getStats();
    if (this.#closed) return undefined;
    const { sample, counters } = readStats(report as unknown as Map<string, unknown>, this.#counters);
    this.#counters = counters;
    return sample;
  }

  /** Host: makes the first offer ahead, so that its candidates are found by the time it is needed. */
  async prepare(): Promise<void> {
    if (this.#options.role === "host") await this.#makeOffer({});
  }

  /** Host: the offer of `round`, with the candidates found so far. */
  async offer(round: number, restart: boolean): Promise<Description> {
    await this.#makeOffer(restart ? { iceRestart: true } : {});
    return this.#handOut(round);
  }

  /** Guest: applies an offer and returns the answer, which has to be sent at once. Call `settle` after it. */
  async answer(offer: Description): Promise<Description> {
    const connection = this.#connection;
    await connection.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    if (!this.#senders) this.#useTransceivers();
    this.#startRound();
    await connection.setLocalDescription(await connection.createAnswer());
    return this.#handOut(offer.round);
  }

  /** Guest: applies the offer's candidates and the local tracks, while the answer is on its way. */
  async settle({ candidates }: Description): Promise<void> {
    await Promise.all([this.addCandidates(candidates), this.#applyTracks()]);
  }

  /** Host: applies the answer to the latest offer. */
  async acceptAnswer(answer: Description): Promise<void> {
    if (this.#connection.signalingState !== "have-local-offer") return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp: answer.sdp });
    await this.addCandidates(answer.candidates);
  }

  /** Adds the peer's candidates; keeps those that come before its description. */
  async addCandidates(candidates: readonly Candidate[]): Promise<void> {
    const all = this.#remote.take(candidates, this.#connection.remoteDescription !== null);
    // A candidate that does not fit (an mDNS name that cannot be resolved, a former round's) must not stop the others.
    await Promise.allSettled(all.map((candidate) => this.#connection.addIceCandidate(candidate)));
  }

  /** Sends a text on the control channel; returns false if it is not open. */
  sendText(text: string): boolean {
    if (this.#control.readyState !== "open") return false;
    this.#control.send(text);
    return true;
  }

  /**
   * The peer's DTLS certificate (DER) of an established connection; undefined if the browser does not support this
   * (Firefox). A connection without any certificate gives an empty one, which no handshake binds.
   */
  remoteCertificate(): ArrayBuffer | undefined {
    const transport = this.#connection.sctp?.transport;
    return transport && "getRemoteCertificates" in transport
      ? transport.getRemoteCertificates()[0] ?? new ArrayBuffer(0)
      : undefined;
  }

  /** How loud the peer's latest sound is, 0 … 1. Source: WebRTC, section 5.3.2, RTCRtpContributingSource. */
  soundLevel(): number {
    const [audio] = this.#connection.getTransceivers();
    return audio?.receiver.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
  }

  close(): void {
    this.#closed = true;
    this.#cancelBatch?.();
    this.#connection.close();
  }

  /** Sound, camera and screen, in this order. @throws {TypeError} if the peer's offer lacks one. */
  #useTransceivers(): void {
    const [audio, video, screen] = this.#connection.getTransceivers();
    if (!audio || !video || !screen) throw new TypeError("Cannot answer: the offer lacks a medium");
    for (const transceiver of [audio, video, screen]) transceiver.direction = "sendrecv";
    preferCodecs(this.#connection);
    this.#senders = { audio: audio.sender, video: video.sender, screen: screen.sender };
  }

  async #makeOffer(options: RTCOfferOptions): Promise<void> {
    if (this.#offer && !options.iceRestart) return await this.#offer;
    this.#startRound();
    this.#offer = (async () => {
      // Replaces an offer that was never answered.
      await this.#connection.setLocalDescription(await this.#connection.createOffer(options));
    })();
    await this.#offer;
  }

  #startRound(): void {
    this.#cancelBatch?.();
    this.#cancelBatch = undefined;
    this.#pending = [];
    this.#handedOut = false;
    this.#remote.startRound();
    this.#localTypes.clear();
    this.#errorCodes = [];
  }

  #handOut(round: number): Description {
    this.#round = round;
    this.#handedOut = true;
    const description = this.#connection.localDescription!; // has just been set
    // The candidates go beside the description, whether the browser has written them into it or not.
    const sdp = description.sdp.replace(/^a=(candidate:.*|end-of-candidates)\r?\n/gm, "");
    return { round, sdp, candidates: this.#pending.splice(0) };
  }

  #find(candidate: RTCIceCandidate | null): void {
    if (!candidate || candidate.candidate === "") {
      if (this.#handedOut) this.#flush();
      return;
    }
    if (candidate.type) this.#localTypes.add(candidate.type);
    const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate.toJSON();
    this.#pending.push({
      candidate: line ?? "",
      sdpMid: sdpMid ?? null,
      sdpMLineIndex: sdpMLineIndex ?? null,
      ...(usernameFragment ? { usernameFragment } : {}),
    });
    if (!this.#handedOut || this.#cancelBatch) return;
    this.#cancelBatch = this.#options.clock.after(CANDIDATE_BATCH_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelBatch?.();
    this.#cancelBatch = undefined;
    if (this.#closed || this.#pending.length === 0) return;
    this.#options.events.candidatesFound(this.#round, this.#pending.splice(0));
  }

  #receive(track: MediaStreamTrack, transceiver: RTCRtpTransceiver): void {
    const [audio, video, screen] = this.#connection.getTransceivers();
    if (transceiver === audio || transceiver === video) this.remoteStream.addTrack(track);
    if (transceiver === screen) this.remoteScreen.addTrack(track);
  }

  #changeState(state: RTCPeerConnectionState): void {
    if (this.#closed) return;
    if (state === "connected") this.#options.events.connected();
    if (state === "disconnected") this.#options.events.lost(false, undefined);
    if (state === "failed") this.#options.events.lost(true, this.#cause());
  }

  #cause(): FailureCause | undefined {
    const urls = (this.#configuration.iceServers ?? []).flatMap(({ urls }) => urls);
    return causeOf({
      relayUrls: urls.filter((url) => url.startsWith("turn")),
      localTypes: this.#localTypes,
      remoteTypes: this.#remote.types,
      errorCodes: this.#errorCodes,
      gathered: this.#connection.iceGatheringState === "complete",
    });
  }

  async #applyTracks(): Promise<void> {
    if (!this.#senders || this.#closed) return;
    const senders = this.#senders;
    await Promise.all((["audio", "video", "screen"] as const).map(async (medium) => {
      const [sender, track] = [senders[medium], this.#tracks[medium]];
      if (sender.track === track) return;
      await sender.replaceTrack(track);
      if (track?.kind === "video") await preferAsHinted(sender, track);
    }));
    // The scale depends on the size of the new track.
    if (this.#plan) await this.adapt(this.#plan);
  }
}

/** Sets what degrades on a weak line: for detail the frame rate, for faces both frame rate and resolution. */
async function preferAsHinted(sender: RTCRtpSender, track: MediaStreamTrack): Promise<void> {
  const parameters = sender.getParameters();
  // Before the first negotiation there is nothing to set; the hint on the track says the same to the encoder.
  if (parameters.encodings.length === 0) return;
  const degradationPreference = track.contentHint === "detail" ? "maintain-resolution" : "balanced";
  try {
    await sender.setParameters({ ...parameters, degradationPreference } as RTCRtpSendParameters);
  } catch (error) {
    // The parameters were changed in between, or the connection was closed: the hint on the track remains.
    if (!(error instanceof DOMException)) throw error;
  }
}
