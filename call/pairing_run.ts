import { StorageError } from "./database.ts";
import { ProtocolError } from "../e2ee/mod.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import type { Certificate } from "./connection/certificate.ts";
import type { PeerConnection } from "./connection/peer_connection.ts";
import type { SendPlan } from "./connection/quality.ts";
import type { EffectHandlers, EngineContext } from "./engine_ports.ts";
import type { CallEvent } from "./events.ts";
import {
  type Admission,
  type Description,
  MessageError,
  parseControlMessage,
  type PeerMessage,
} from "./pairing/messages.ts";
import type { Greeting, SecureChannel } from "./pairing/secure_channel.ts";
import type { SeatRun } from "./seat_run.ts";
import type { Seat } from "./seats/seat_port.ts";
import type { SignalingClient } from "./signaling/client.ts";
import { pairingOf } from "./state.ts";

/** What a pairing needs from the engine. */
export interface PairingContext extends EngineContext {
  readonly certificate: Promise<Certificate>;
  /** The local seat and its signaling client. */
  readonly seat: Pick<SeatRun, "seat" | "signaling" | "ice">;
  /** The current send plan, which new connections start with. */
  readonly sendPlan: SendPlan | undefined;
  /** Whether this pairing has neither ended nor been replaced by another one with the same peer. */
  isCurrent(pairing: PairingRun): boolean;
  /** Updates what the page shows of the running conversation. */
  showPartner(): void;
}

export type PairingEffectKind =
  | "prepareConnection"
  | "send"
  | "keepWaiting"
  | "putOff"
  | "keepResumeSecret"
  | "turnAway"
  | "admit"
  | "restartIce"
  | "acceptOffer"
  | "acceptAnswer"
  | "addCandidates";

/** Kinds of messages that concern only the running conversation; sent over the data channel. */
const DIRECT = new Set<PeerMessage["kind"]>(["media", "line"]);
/** Kinds that end a conversation; sent both ways, because the connection may be down, or the server unreachable. */
const ENDING = new Set<PeerMessage["kind"]>(["bye", "replaced"]);

/** What browser, peer or server can cause; any other error is a defect. */
const LINK_ERRORS = [DOMException, TypeError, ApiError, NetworkError];

/**
 * Carries out one pairing's effects, with its secure channel and its peer connection. What is received, what is sealed and
 * what is done with the connection are three queues: within each, work is done in order.
 */
export class PairingRun {
  connection: PeerConnection | undefined;
  /** The seat in which this pairing is made, and the way through the server from there. */
  readonly #seat: Seat | undefined;
  readonly #signaling: SignalingClient | undefined;
  /** To whom the connection reports; it may outlive its first pairing. */
  #owner = { run: this as PairingRun };
  readonly #channel: Promise<SecureChannel>;
  /** Whether the partner was reported. */
  #secured = false;
  #receiving: Promise<void> = Promise.resolve();
  #sealing: Promise<void> = Promise.resolve();
  #connecting: Promise<void> = Promise.resolve();

  readonly #engine: PairingContext;

  constructor(readonly peerId: string, engine: PairingContext) {
    this.#engine = engine;
    this.#seat = engine.seat.seat;
    this.#signaling = engine.seat.signaling;
    this.#channel = this.#makeChannel();
    this.#channel.catch(() => {}); // reported where it is awaited
  }

  /** Effects on this pairing except closing it. */
  readonly effects: EffectHandlers<PairingEffectKind> = {
    prepareConnection: () => this.withConnection((connection) => connection.prepare()),
    send: ({ message }) => this.send(message),
    keepWaiting: () => this.send(this.#admission("waiting")),
    putOff: () => this.send(this.#admission("later")),
    keepResumeSecret: () => this.#seal((channel) => channel.keepResumeSecret()),
    turnAway: ({ how }) => {
      // Forget before telling: a guest who has been told must not be able to resume.
      this.#seal((channel) => channel.forget());
      this.send(this.#admission(how));
    },
    admit: ({ round, keeps }) =>
      this.withConnection(async (connection) => {
        if (keeps) await this.#renewIceServers();
        const offer = await connection.offer(round, keeps);
        this.send({ ...this.#admission("admitted"), offer: { ...offer, ...(keeps ? { keeps } : {}) } });
      }),
    restartIce: ({ round, fresh }) => this.#restartIce(round, fresh),
    acceptOffer: ({ offer }) => this.#acceptOffer(offer),
    acceptAnswer: ({ answer }) => this.withConnection((connection) => connection.acceptAnswer(answer)),
    addCandidates: ({ candidates }) =>
      this.withConnection((connection) => connection.addCandidates(candidates)),
  };

  /** Guest: sends the hello. */
  greet(by: Greeting): void {
    this.#seal(async (channel) => {
      for (const body of await channel.open(by)) this.#post(body);
    });
  }

  /** Takes over the connection of a pairing with the same page. */
  takeConnectionOf(former: PairingRun): void {
    this.connection?.close();
    this.connection = former.connection;
    former.connection = undefined;
    this.#connecting = former.#connecting;
    this.#owner = former.#owner;
    this.#owner.run = this;
  }

  #post(body: string): void {
    this.#signaling?.send(addressOf(this.peerId), body);
  }

  /** Receives a body from the mailbox. */
  receive(body: string): void {
    const { peerId } = this;
    const engine = this.#engine;
    this.#takeIn(false, async (channel) => {
      const { replies, opened } = await channel.receive(body);
      if (!this.#isCurrent) return;
      for (const reply of replies) this.#post(reply);
      if (opened.length > 0 && !this.#secured) {
        this.#secured = true;
        engine.dispatch({ kind: "secured", peerId, partner: await channel.partner() });
      }
      for (const event of opened) {
        if (event.kind === "identified") engine.dispatch({ ...event, peerId });
        else engine.dispatch({ kind: "messageOpened", peerId, message: event });
      }
    });
  }

  /** Sends a message: over the connection if it concerns the running conversation only, else through the mailbox. */
  send(message: PeerMessage): void {
    if (!this.#isCurrent) return;
    const isEnding = ENDING.has(message.kind);
    const isSent = (isEnding || DIRECT.has(message.kind)) &&
      this.connection?.sendText(JSON.stringify(message));
    if (!isSent || isEnding) this.#seal(async (channel) => this.#post(await channel.seal(message)));
  }

  /** Resolves when all messages sent so far are sealed. */
  get sealed(): Promise<void> {
    return this.#sealing;
  }

  /** Queues work on the connection, which is created on first use. */
  withConnection(work: (connection: PeerConnection) => Promise<void>): void {
    this.#connecting = this.#connecting.then(async () => {
      if (!this.#isCurrent) return;
      this.connection ??= await this.#makeConnection();
      this.#engine.showPartner();
      if (this.#isCurrent) await work(this.connection);
    }).catch((error) => {
      if (!this.#isCurrent) return;
      // The browser rejected the peer's description, the connection is closing, or the server gives no relays: the
      // person is told and can retry.
      this.#engine.dispatch({ kind: "channelFailed", peerId: this.peerId, code: "link_failed", fatal: true });
      if (!LINK_ERRORS.some((expected) => error instanceof expected)) throw error;
    });
  }

  get #isCurrent(): boolean {
    return this.#engine.isCurrent(this);
  }

  /** Queues work on what the peer sent, in order of arrival. `fatal`: a failure also ends the connection. */
  #takeIn(fatal: boolean, work: (channel: SecureChannel) => Promise<void>): void {
    this.#receiving = this.#receiving.then(async () => {
      if (this.#isCurrent) await work(await this.#channel);
    }).catch((error) => this.#fail(error, fatal));
  }

  /** Queues work on the channel, in the order of sending. */
  #seal(work: (channel: SecureChannel) => void | Promise<void>): void {
    this.#sealing = this.#sealing.then(() => this.#channel).then(work).catch((error) =>
      this.#fail(error, false)
    );
  }

  /** Reports a failure. `fatal`: the connection contradicts the handshake and must end as well. */
  #fail(error: unknown, fatal: boolean): void {
    if (!this.#isCurrent) return;
    if (!isNamed(error)) throw error;
    this.#engine.dispatch({ kind: "channelFailed", peerId: this.peerId, code: error.code, fatal });
  }

  #admission<State extends Admission>(state: State) {
    return { kind: "admission", hostName: this.#engine.options.name, state } as const;
  }

  #restartIce(round: number, fresh: boolean): void {
    if (fresh) this.#discardConnection();
    this.withConnection(async (connection) => {
      if (this.#isOutdated(round)) return;
      await this.#renewIceServers();
      const offer = await connection.offer(round, !fresh);
      this.send({ kind: "offer", offer: { ...offer, ...(fresh ? { fresh } : {}) } });
    });
  }

  #acceptOffer(offer: Description): void {
    if (offer.fresh) this.#discardConnection();
    this.withConnection(async (connection) => {
      if (this.#isOutdated(offer.round)) return;
      await this.#renewIceServers();
      this.send({ kind: "answer", answer: await connection.answer(offer) });
      await connection.settle(offer);
    });
  }

  /** Whether a newer round began while this one was queued. */
  #isOutdated(round: number): boolean {
    return (pairingOf(this.#engine.state, this.peerId)?.round ?? 0) > round;
  }

  /** Renews the relay's credentials if they have expired. */
  async #renewIceServers(): Promise<void> {
    const ice = this.#engine.seat.ice;
    if (ice?.isStale) await ice.current();
  }

  /** Drops the connection; its successor keeps the handshake, because the certificate is the same. */
  #discardConnection(): void {
    // Queued, so that work begun on the old connection ends there.
    this.#connecting = this.#connecting.then(() => {
      this.connection?.close();
      this.connection = undefined;
    });
  }

  async #makeChannel(): Promise<SecureChannel> {
    const { fingerprint } = await this.#engine.certificate;
    if (!this.#seat) throw new ProtocolError("closed");
    const { room, peerId } = this.#seat;
    const theirPeerId = addressOf(this.peerId);
    const isOver = () => !this.#isCurrent;
    return this.#engine.options.makeChannel({ room, peerId, theirPeerId, fingerprint, isOver });
  }

  async #makeConnection(): Promise<PeerConnection> {
    const engine = this.#engine;
    const { ports, role } = engine.options;
    const owner = this.#owner = { run: this };
    const report = (event: (run: PairingRun) => CallEvent | void) => {
      if (!owner.run.#isCurrent) return;
      const told = event(owner.run);
      if (told) engine.dispatch(told);
    };
    const [certificate, ice] = await Promise.all([engine.certificate, engine.seat.ice?.current()]);
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
          report(({ peerId }) => ({ kind: "connectionEstablished", peerId, atMs: ports.clock.nowMs() })),
        opened: () => report((run) => run.#prove()),
        lost: (failed, cause) =>
          report(({ peerId }) => ({ kind: "connectionLost", peerId, failed, ...(cause ? { cause } : {}) })),
        candidatesFound: (round, candidates) =>
          report((run) => run.send({ kind: "candidates", round, candidates })),
        textReceived: (text) => report((run) => run.#receiveText(text)),
      },
    });
    if (!this.#isCurrent) {
      connection.close();
      return connection;
    }
    await connection.setTracks(ports.media.tracks);
    const plan = engine.sendPlan;
    if (plan) await connection.adapt(plan);
    return connection;
  }

  /**
   * The control channel is open: checks that the connection ends where the handshake did, and proves it to the peer. Queued
   * with the peer's messages on the channel, so that none of them counts earlier.
   */
  #prove(): void {
    this.#takeIn(true, async (channel) => {
      const proof = await channel.prove(this.connection?.remoteCertificate());
      this.connection?.sendText(JSON.stringify({ kind: "proof", proof }));
    });
  }

  /** Receives a text of the control channel: first the proof, then messages of the running conversation. */
  #receiveText(text: string): void {
    const { peerId } = this;
    const engine = this.#engine;
    this.#takeIn(true, async (channel) => {
      const message = parseControlMessage(text);
      if (message.kind === "proof") {
        await channel.checkProof(message.proof);
        if (this.#isCurrent) engine.dispatch({ kind: "connectionVerified", peerId });
      } else if (DIRECT.has(message.kind) || ENDING.has(message.kind)) {
        engine.dispatch({ kind: "messageOpened", peerId, message });
      }
    });
  }
}

/** The address in a peer's name, which a number may follow (`SeatRun.nameOf`). */
function addressOf(name: string): string {
  return name.split(".")[0]!;
}

/** Whether a peer, a server or this browser's storage can cause the error; any other error is a defect. */
function isNamed(error: unknown): error is ProtocolError | MessageError | StorageError {
  return error instanceof ProtocolError || error instanceof MessageError || error instanceof StorageError;
}
