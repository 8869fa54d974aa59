import { ApiError, NetworkError, type RequestPort, retryAfterMsOf } from "../../wire/client.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { Backoff } from "../../wire/backoff.ts";
import type { Clock } from "../../browser/clock.ts";
import { firstKnown } from "../seats/room_proofs.ts";

/** What is known of a room before joining. */
export type RoomStatus =
  | { kind: "asking" }
  /** No answer yet; the request is repeated. Joining may be tried meanwhile. */
  | { kind: "unreachable" }
  | { kind: "unknown" }
  | {
    kind: "known";
    outline: RoomStatusAnswer;
    /** The server's clock minus this device's, which may be wrong. */
    offsetMs: number;
  };

/** True if the person may try to join: the room is open, or the server has not answered. */
export function isRoomOpen(status: RoomStatus): boolean {
  return status.kind === "unreachable" || (status.kind === "known" && status.outline.state === "open");
}

interface RoomWatchPorts {
  clock: Clock;
  request: RequestPort;
  /** What shows the server that the person knows the room, the best first. */
  proofs(): Promise<readonly string[]>;
  random?: () => number;
}

/** The longest time between requests before the opening: the consultation may be moved or cancelled. */
export const LOOK_AGAIN_MS = 60_000;
/** The shortest time between requests, however close the opening is. */
const LOOK_AT_MOST_EVERY_MS = 1_000;
/** How many requests come sooner after a change, also to a cancelled consultation: the practice may undo it. */
const LOOKS_SOON = 7;
export const LOOK_SOON_MS = 5_000;
/** Time limit for an answer. */
const ANSWER_MS = 10_000;

/** Polls a room's status until the room is open or does not exist. */
export class RoomWatch {
  #state: RoomStatus = { kind: "asking" };
  #cancel: (() => void) | undefined;
  #look: AbortController | undefined;
  #closed = false;
  #looksSoon = 0;
  readonly #backoff: Backoff;

  constructor(
    readonly room: string,
    readonly ports: RoomWatchPorts,
    readonly onChange: (state: RoomStatus) => void,
  ) {
    this.#backoff = new Backoff(500, 15_000, ports.random);
    void this.#ask();
  }

  /** Asks now: the device woke up or is online again, and timers may be late. */
  wake(): void {
    const waits = this.#state.kind !== "known" || this.#state.outline.state === "early";
    if (this.#closed || this.#look || this.#state.kind === "unknown" || !waits) return;
    this.#cancel?.();
    void this.#ask();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#look?.abort();
  }

  async #ask(): Promise<void> {
    const look = new AbortController();
    this.#look = look;
    const cancel = this.ports.clock.after(ANSWER_MS, () => look.abort());
    try {
      const proofs = await this.ports.proofs();
      const outline = await firstKnown(
        proofs.length > 0 ? proofs : [undefined],
        (token) =>
          this.ports.request("GET /api/rooms/:room", {
            params: { room: this.room },
            signal: look.signal,
            ...(token === undefined ? {} : { token }),
          }),
      );
      if (!this.#closed) this.#take(outline);
    } catch (error) {
      if (!this.#closed) this.#fail(error);
    } finally {
      cancel();
      if (this.#look === look) this.#look = undefined;
    }
  }

  #take(outline: RoomStatusAnswer): void {
    this.#backoff.reset();
    const told = this.#state.kind === "known" && this.#state.outline;
    if (told && (told.state !== outline.state || told.startsAtMs !== outline.startsAtMs)) this.#looksSoon = 0;
    this.#change({ kind: "known", outline, offsetMs: outline.serverNowMs - this.ports.clock.nowMs() });
    this.#planNext(outline);
  }

  #fail(error: unknown): void {
    if (error instanceof ApiError && error.code === "consultation_unknown") {
      return this.#change({ kind: "unknown" });
    }
    const passes = error instanceof NetworkError || error instanceof ApiError ||
      error instanceof DOMException && error.name === "AbortError";
    if (!passes) throw error;
    // A known status stays: the appointment does not depend on whether the server can be reached.
    if (this.#state.kind === "asking") this.#change({ kind: "unreachable" });
    this.#plan(Math.max(retryAfterMsOf(error), this.#backoff.nextMs()));
  }

  #planNext({ state, opensAtMs, serverNowMs }: RoomStatusAnswer): void {
    const isSoon = state !== "open" && this.#looksSoon++ < LOOKS_SOON;
    if (state !== "early" && !(state === "cancelled" && isSoon)) return;
    const untilOpenMs = state === "early" ? opensAtMs - serverNowMs : LOOK_AGAIN_MS;
    const atMostMs = isSoon ? LOOK_SOON_MS : LOOK_AGAIN_MS;
    this.#plan(Math.min(atMostMs, Math.max(LOOK_AT_MOST_EVERY_MS, untilOpenMs)));
  }

  #plan(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = this.ports.clock.after(delayMs, () => void this.#ask());
  }

  #change(state: RoomStatus): void {
    this.#state = state;
    this.onChange(state);
  }
}
