import { pause } from "../browser/clock.ts";
import { Backoff } from "../wire/backoff.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import type { IncomingMessage } from "../wire/mailbox.ts";
import type { IceAnswer } from "../wire/rooms.ts";
import type { EffectHandlers, EngineContext } from "./engine_ports.ts";
import type { Seat } from "./seats/seat_port.ts";
import { absenceOf, SignalingClient } from "./signaling/client.ts";
import { IceServers } from "./signaling/ice_servers.ts";

/** How long to wait for a goodbye before the seat is left. */
const GOODBYE_MS = 2_000;

/** What the seat needs from the engine. */
export interface SeatContext extends EngineContext {
  /** Resolves when the goodbyes of closed pairings are sealed. */
  readonly goodbyes: Promise<void>;
  receive(message: IncomingMessage): void;
  useIceServers(answer: IceAnswer): void;
}

/** The local seat: takes it, sends and polls with it, gives it back. */
export class SeatRun {
  seat: Seat | undefined;
  signaling: SignalingClient | undefined;
  ice: IceServers | undefined;
  /** How many seats were taken. */
  #taken = 0;
  /** Number of the latest attempt to take a seat; results of earlier ones are dropped. */
  #attempt = 0;

  readonly #engine: SeatContext;

  constructor(engine: SeatContext) {
    this.#engine = engine;
  }

  /** Effects on seat and signaling. */
  readonly effects: EffectHandlers<
    "takeSeat" | "startPolling" | "wakeSignaling" | "lockRoom" | "leaveSeat"
  > = {
    takeSeat: () => this.#take(),
    startPolling: () => this.signaling?.start(),
    wakeSignaling: () => this.signaling?.wake(),
    lockRoom: () => this.seat && this.#engine.options.ports.seats.lock?.(this.seat),
    leaveSeat: () => this.#leaveAfterGoodbye(),
  };

  /** What the call calls a peer that is met from the present seat: from another seat it is another pairing. */
  nameOf(peerId: string): string {
    return this.#taken > 1 ? `${peerId}.${this.#taken}` : peerId;
  }

  /** Gives the seat back at once. */
  leave(): void {
    this.signaling?.close();
    this.ice?.close();
    if (this.seat) this.#engine.options.ports.seats.leave(this.seat);
    this.seat = undefined;
  }

  async #take(): Promise<void> {
    const engine = this.#engine;
    const { options: { ports }, closing: signal } = engine;
    const attempt = ++this.#attempt;
    const isOver = () => signal.aborted || attempt !== this.#attempt;
    // Stop listening for the old seat: its `seat_replaced` would only report this new one.
    this.signaling?.close();
    const backoff = new Backoff(500, 8_000, ports.random);
    while (!isOver()) {
      try {
        const seat = await ports.seats.take();
        if (isOver()) return ports.seats.leave(seat);
        this.#use(seat);
        return engine.dispatch({ kind: "seatTaken" });
      } catch (error) {
        if (isOver()) return;
        const passing = error instanceof NetworkError ||
          error instanceof ApiError && (error.code === "unavailable" || error.code === "internal");
        if (error instanceof ApiError && !passing) {
          return engine.dispatch({ kind: "seatRefused", refusal: { ...error.details, error: error.code } });
        }
        if (!passing) throw error;
        engine.dispatch({ kind: "signalingLost", how: absenceOf(error) });
        await pause(backoff.nextMs(), { clock: ports.clock, signal });
      }
    }
  }

  #use(seat: Seat): void {
    const engine = this.#engine;
    const { ports } = engine.options;
    this.leave();
    this.#taken++;
    this.seat = seat;
    this.ice = new IceServers(
      () => ports.seats.ice(seat),
      ports,
      (answer) => engine.useIceServers(answer),
      this.ice?.latest,
    );
    this.signaling = new SignalingClient(seat, ports, {
      messageReceived: (message) => isAddress(message.from) && engine.receive(message),
      peersSeen: (peers, ownPeerId, serverNowMs) =>
        engine.dispatch({
          kind: "peersSeen",
          peers: peers.filter(({ peerId }) => isAddress(peerId))
            .map((peer) => ({ ...peer, peerId: this.nameOf(peer.peerId) })),
          ownPeerId: this.nameOf(ownPeerId),
          serverNowMs,
          atMs: ports.clock.nowMs(),
        }),
      lost: (how) => engine.dispatch({ kind: "signalingLost", how }),
      regained: () => engine.dispatch({ kind: "signalingRegained" }),
      ended: (code) => engine.dispatch({ kind: "signalingEnded", code }),
    });
  }

  async #leaveAfterGoodbye(): Promise<void> {
    const { seat, signaling } = this;
    const { options: { ports }, closing: signal, goodbyes } = this.#engine;
    this.#attempt++;
    await Promise.race([
      goodbyes.then(() => signaling?.drained()),
      pause(GOODBYE_MS, { clock: ports.clock, signal }),
    ]);
    if (this.seat === seat) this.leave();
  }
}

/** No peer's address is a name that the call gives by itself: one that is, the server has made up. */
function isAddress(peerId: string): boolean {
  return !peerId.includes(".");
}
