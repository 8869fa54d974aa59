import type { IncomingMessage } from "../wire/mailbox.ts";
import type { IceAnswer } from "../wire/rooms.ts";
import type { Certificate } from "./connection/certificate.ts";
import type { ExchangeChannels, PeerConnection } from "./connection/peer_connection.ts";
import { LOOK_EVERY_MS, type SendPlan } from "./connection/quality.ts";
import type { EffectHandlers, EngineOptions } from "./engine_ports.ts";
import type { CallEffect, CallEvent, TimerKind } from "./events.ts";
import type { DeviceChoices } from "./media/devices.ts";
import { type MediaContext, mediaEffects, takeDevices } from "./media_effects.ts";
import { type PairingContext, type PairingEffectKind, PairingRun } from "./pairing_run.ts";
import { stepCall } from "./reducer.ts";
import { type SeatContext, SeatRun } from "./seat_run.ts";
import { type CallState, currentPairing, initialCallState } from "./state.ts";

/**
 * Runs a call: takes events to the reducer, and carries out the effects that it returns. Those on camera, microphone and
 * screen are in media_effects.ts, those on the seat in seat_run.ts, those on one pairing in pairing_run.ts.
 */
export class CallEngine implements MediaContext, SeatContext, PairingContext {
  readonly certificate: Promise<Certificate>;
  readonly seat = new SeatRun(this);
  goodbyes: Promise<void> = Promise.resolve();
  sendPlan: SendPlan | undefined;
  #state: CallState;
  readonly #effects: EffectHandlers<Exclude<CallEffect["kind"], PairingEffectKind>>;
  readonly #pairings = new Map<string, PairingRun>();
  readonly #timers = new Map<string, () => void>();
  readonly #closing = new AbortController();
  #partnerStream: MediaStream | null = null;
  #exchangeChannels: ExchangeChannels | null = null;
  #cancelLook: (() => void) | undefined;

  constructor(readonly options: EngineOptions) {
    const { role, switches, codeIsBlocked, greets, safetyChanged } = options;
    this.#state = {
      ...initialCallState(role, switches, codeIsBlocked, greets),
      ...(safetyChanged ? { safetyChanged } : {}),
    };
    this.certificate = options.ports.makeCertificate();
    this.certificate.catch(() => {}); // reported where it is awaited
    const { events } = options;
    this.#effects = {
      ...mediaEffects(this),
      ...this.seat.effects,
      greet: ({ peerId, by }) => this.#open(peerId).greet(by),
      keepConnection: ({ peerId, from }) => this.#keepConnection(peerId, from),
      closePairing: ({ peerId, goodbye }) => this.#closePairing(peerId, goodbye),
      adaptSending: ({ plan }) => this.#adaptSending(plan),
      startTimer: ({ timer, peerId, delayMs }) => this.#startTimer(timer, peerId, delayMs),
      stopTimer: ({ timer, peerId }) => this.#stopTimer(timer, peerId),
      forgetExchange: () => events.exchangeForgotten(),
      announceKnock: () => events.knocked(),
      announceAdmission: () => events.admitted(),
    };
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get state(): CallState {
    return this.#state;
  }

  /** How loud the partner of the running conversation is at the moment, 0 … 1. */
  partnerLevel(): number {
    return this.#current?.connection?.soundLevel() ?? 0;
  }

  /** Passes an event to the reducer and carries out its effects. Events from the page are the person's commands. */
  dispatch(event: CallEvent): void {
    if (this.closing.aborted) return;
    const former = this.#state;
    const [state, effects] = stepCall(former, event);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (state === former) return;
    this.showPartner();
    this.seat.signaling?.setHurry(state.phase === "recovering");
    this.options.events.stateChanged(state);
  }

  /** To be called after the device slept or the page was hidden: connections and media may be lost. */
  wake(): void {
    for (const [peerId, { connection }] of this.#pairings) {
      if (connection?.isDead) this.dispatch({ kind: "connectionLost", peerId, failed: true, dead: true });
    }
    this.dispatch({ kind: "woken", mediaLost: this.options.ports.media.isLost });
  }

  /** Switches to the devices that the person chose. */
  async useDevices(choices: DeviceChoices): Promise<void> {
    await takeDevices(this, choices);
  }

  /** Ends the call with the page: gives the seat back at once and frees everything else. */
  close(): void {
    if (this.closing.aborted) return;
    this.#closing.abort();
    this.seat.leave();
    for (const cancel of this.#timers.values()) cancel();
    this.#cancelLook?.();
    for (const pairing of this.#pairings.values()) pairing.connection?.close();
    this.#pairings.clear();
    this.options.ports.media.stop();
  }

  get #current(): PairingRun | undefined {
    const { currentPeerId } = this.#state;
    return currentPeerId === undefined ? undefined : this.#pairings.get(currentPeerId);
  }

  /** Carries out an effect: by its pairing, or by `#effects`. */
  #run(effect: CallEffect): void {
    const pairing = "peerId" in effect ? this.#pairings.get(effect.peerId) : undefined;
    const handlers: Partial<AnyHandlers> = { ...this.#effects, ...pairing?.effects };
    throwUnhandled(handlers[effect.kind]?.(effect as never));
  }

  isCurrent(pairing: PairingRun): boolean {
    return this.#pairings.get(pairing.peerId) === pairing;
  }

  sendTracks(): void {
    const { ports, events } = this.options;
    events.ownStreamChanged();
    this.#forEachConnection((connection) => connection.setTracks(ports.media.tracks));
  }

  #forEachConnection(work: (connection: PeerConnection) => Promise<void>): void {
    for (const pairing of this.#pairings.values()) pairing.withConnection(work);
  }

  #open(peerId: string): PairingRun {
    const pairing = new PairingRun(peerId, this);
    this.#pairings.set(peerId, pairing);
    return pairing;
  }

  useIceServers(answer: IceAnswer): void {
    for (const { connection } of this.#pairings.values()) connection?.setIceServers(answer);
  }

  receive({ from, body }: IncomingMessage): void {
    const peerId = this.seat.nameOf(from);
    let pairing = this.#pairings.get(peerId);
    if (!pairing) {
      // Only guests greet, so only a guest's first message starts a pairing.
      if (this.options.role !== "host") return;
      pairing = this.#open(peerId);
      this.dispatch({ kind: "greeted", peerId, atMs: this.options.ports.clock.nowMs() });
    }
    pairing.receive(body);
  }

  #keepConnection(peerId: string, from: string): void {
    const former = this.#pairings.get(from);
    if (former) this.#pairings.get(peerId)?.takeConnectionOf(former);
    this.#pairings.delete(from);
  }

  #closePairing(peerId: string, goodbye: boolean): void {
    const pairing = this.#pairings.get(peerId);
    if (!pairing) return;
    if (goodbye) pairing.send({ kind: "bye" });
    this.#pairings.delete(peerId);
    this.goodbyes = Promise.all([this.goodbyes, pairing.sealed]).then(() => pairing.connection?.close());
  }

  showPartner(): void {
    const { events } = this.options;
    const connection = this.#current?.connection;
    const exchangeChannels = (currentPairing(this.#state)?.verified && connection?.exchangeChannels) || null;
    if (exchangeChannels !== this.#exchangeChannels) {
      this.#exchangeChannels = exchangeChannels;
      events.exchangeChannelsChanged(exchangeChannels);
    }
    const stream = connection?.remoteStream ?? null;
    if (stream === this.#partnerStream) return;
    this.#partnerStream = stream;
    events.partnerStreamChanged(stream);
    events.partnerScreenChanged(connection?.remoteScreen ?? null);
  }

  #adaptSending(plan: SendPlan): void {
    this.sendPlan = plan;
    this.#forEachConnection((connection) => connection.adapt(plan));
    this.#cancelLook ??= this.options.ports.clock.after(LOOK_EVERY_MS, () => this.#lookAtLine());
  }

  /** Measures the line periodically while a conversation runs. */
  #lookAtLine(): void {
    this.#cancelLook = undefined;
    const current = this.#current;
    if (this.closing.aborted || !current?.connection) return;
    const { peerId, connection } = current;
    this.#cancelLook = this.options.ports.clock.after(LOOK_EVERY_MS, () => this.#lookAtLine());
    throwUnhandled(
      connection.look().then((sample) => sample && this.dispatch({ kind: "lineMeasured", peerId, sample })),
    );
  }

  #startTimer(timer: TimerKind, peerId: string, delayMs: number): void {
    const id = timerId(timer, peerId);
    this.#timers.get(id)?.();
    const cancel = this.options.ports.clock.after(delayMs, () => {
      this.#timers.delete(id);
      this.dispatch({ kind: "timerFired", timer, peerId });
    });
    this.#timers.set(id, cancel);
  }

  #stopTimer(timer: TimerKind, peerId: string): void {
    const id = timerId(timer, peerId);
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }
}

type AnyHandlers = Record<CallEffect["kind"], (effect: never) => void | Promise<void>>;

function timerId(timer: TimerKind, peerId: string): string {
  return `${timer} ${peerId}`;
}

/** Expected errors are handled where they occur; rethrows any other as uncaught, because it is a defect. */
function throwUnhandled(work: void | Promise<void>): void {
  work?.catch((error) =>
    queueMicrotask(() => {
      throw error;
    })
  );
}
