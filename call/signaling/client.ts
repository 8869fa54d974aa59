import { ApiError, NetworkError, type RequestPort, retryAfterMsOf } from "../../wire/client.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { IncomingMessage, OutgoingMessage, Peer, PollAnswer } from "../../wire/mailbox.ts";
import { parsePollAnswer } from "../../wire/poll_answer.ts";
import { Backoff } from "../../wire/backoff.ts";
import { type Clock, pause } from "../../browser/clock.ts";
import type { Seat } from "../seats/seat_port.ts";

/** A poll that answers this much later than its hold time counts as lost (the network died silently). */
const POLL_SLACK_MS = 10_000;
/** Time limit of a POST before it is repeated; the server stores a repeated message once. */
const SEND_TIMEOUT_MS = 10_000;
/** Limits while the peer connection is lost: silent polls are given up soon, and retries are frequent. */
const HURRY = { holdMs: 4_000, slackMs: 3_000, retryMs: 1_000 } as const;
/** Longest pause between two tries while the server is unreachable. */
const RETRY_MS = 3_000;
/** Refusals after which the same request may succeed a moment later. */
export const TRANSIENT_REFUSALS = new Set([
  "internal",
  "unavailable",
  "too_slow",
  "too_many_requests",
  "mailbox_full",
]);

interface SignalingPorts {
  request: RequestPort;
  clock: Clock;
  random?: () => number;
}

/** How the server is missing: not reached, or there without its database. */
export type ServerAbsence = "offline" | "unavailable";

interface SignalingEvents {
  /** A message; each once, in the order of the sender's numbers. */
  messageReceived(message: IncomingMessage): void;
  /** After each poll. `serverNowMs`: the server's clock, as used in the peers' times. */
  peersSeen(peers: readonly Peer[], ownPeerId: string, serverNowMs: number): void;
  /** The server is unreachable, or says that it is away; the client retries until `close`. Told again if that changes. */
  lost(how: ServerAbsence): void;
  regained(): void;
  /** The seat or the room has ended: a stable code; the client has closed itself. */
  ended(code: string): void;
}

/**
 * Sends and fetches opaque messages through the server's mailboxes: at least once on the wire, exactly once and in order
 * to the protocol. After a loss of network or server it continues at its cursor.
 */
export class SignalingClient {
  #cursor = 0;
  /** The furthest that the cursor has been: whatever the server says meanwhile, messages are missing only behind it. */
  #furthest = 0;
  /** Matches no peers, so that the first poll answers at once. */
  #peersTag = "-";
  readonly #counters = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  readonly #outbox: OutgoingMessage[] = [];
  readonly #closing = new AbortController();
  #sending = false;
  #inHurry = false;
  #reach: "online" | ServerAbsence = "online";
  /** Aborts pauses before retries. */
  #waiting = new AbortController();
  #poll: AbortController | undefined;
  readonly #whenIdle: (() => void)[] = [];

  constructor(
    readonly seat: Seat,
    readonly ports: SignalingPorts,
    readonly events: SignalingEvents,
  ) {}

  /** Starts polling; ends with `close`. */
  start(): void {
    void this.#fetchLoop();
  }

  /** Queues a message; it is retried until the server has it, the peer is gone, or the client is closed. */
  send(to: string, body: string): void {
    if (this.#closing.signal.aborted) return;
    const n = (this.#counters.get(to) ?? 0) + 1;
    this.#counters.set(to, n);
    this.#outbox.push({ to, n, body });
    if (!this.#sending) void this.#sendLoop();
  }

  /** Resolves when the queue is empty or cannot be sent anymore. */
  async drained(): Promise<void> {
    while (this.#sending && !this.#closed) {
      await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    }
  }

  /** Sets whether the server is needed right now; then its silence is noticed within seconds. */
  setHurry(inHurry: boolean): void {
    if (inHurry === this.#inHurry) return;
    this.#inHurry = inHurry;
    if (inHurry) this.wake();
  }

  /** Tries at once, without trusting the running poll: the network may be back, or the device woke up. */
  wake(): void {
    this.#poll?.abort();
    this.#waiting.abort();
  }

  /** Ends polling and sending. */
  close(): void {
    this.#closing.abort();
    this.#poll?.abort();
    this.#waiting.abort();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #fetchLoop(): Promise<void> {
    const backoff = new Backoff(250, RETRY_MS, this.ports.random);
    while (!this.#closed) {
      try {
        // After a loss the first poll does not wait, so that its answer shows that the server is back.
        const waitMs = !this.#online ? 0 : this.#inHurry ? HURRY.holdMs : LIMITS.holdMs;
        const answer = await this.#fetch(waitMs);
        if (this.#closed) return;
        backoff.reset();
        this.#setReach("online");
        this.#take(answer);
      } catch (error) {
        if (this.#closed) return;
        if (error instanceof ApiError && !TRANSIENT_REFUSALS.has(error.code)) return this.#end(error.code);
        if (!(error instanceof ApiError || error instanceof NetworkError || isAbort(error))) throw error;
        // A poll that was aborted here says nothing about the server.
        if (!isAbort(error)) this.#setReach(absenceOf(error));
        const delayMs = isAbort(error) && this.#online ? 0 : this.#retryDelayMs(error, backoff);
        await this.#wait(delayMs);
      }
    }
  }

  async #fetch(waitMs: number): Promise<PollAnswer> {
    const poll = new AbortController();
    this.#poll = poll;
    const slackMs = this.#inHurry ? HURRY.slackMs : POLL_SLACK_MS;
    const cancel = this.ports.clock.after(waitMs + slackMs, () => {
      this.#setReach("offline");
      poll.abort();
    });
    try {
      const { room, token } = this.seat;
      const after = this.#cursor;
      const answer = await this.ports.request("GET /api/rooms/:room/messages", {
        params: { room },
        query: { after, waitMs, peers: this.#peersTag },
        token,
        signal: poll.signal,
      });
      return parsePollAnswer(answer, this.#furthest);
    } finally {
      cancel();
      if (this.#poll === poll) this.#poll = undefined;
    }
  }

  #take(answer: PollAnswer): void {
    // It goes back when the server's database was restored from a backup; what comes again is dropped below.
    this.#cursor = answer.cursor;
    this.#furthest = Math.max(this.#furthest, answer.cursor);
    this.#peersTag = answer.peersTag;
    this.events.peersSeen(answer.peers, this.seat.peerId, answer.serverNowMs);
    for (const message of answer.messages) {
      if (message.n <= (this.#seen.get(message.from) ?? 0)) continue;
      this.#seen.set(message.from, message.n);
      if (!this.#closed) this.events.messageReceived(message);
    }
  }

  async #sendLoop(): Promise<void> {
    this.#sending = true;
    try {
      await this.#sendAll();
    } finally {
      this.#sending = false;
      for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  async #sendAll(): Promise<void> {
    const backoff = new Backoff(250, RETRY_MS, this.ports.random);
    while (this.#outbox.length > 0 && !this.#closed) {
      const messages = nextBatch(this.#outbox);
      const attempt = new AbortController();
      const timeoutMs = this.#inHurry ? HURRY.holdMs : SEND_TIMEOUT_MS;
      const cancel = this.ports.clock.after(timeoutMs, () => attempt.abort());
      try {
        const { room, token } = this.seat;
        await this.ports.request("POST /api/rooms/:room/messages", {
          params: { room },
          body: { messages },
          token,
          signal: attempt.signal,
        });
        this.#outbox.splice(0, messages.length);
        backoff.reset();
      } catch (error) {
        if (this.#closed) return;
        if (error instanceof ApiError && error.code === "peer_unknown") {
          this.#dropUnknown(messages);
        } else if (error instanceof ApiError && !TRANSIENT_REFUSALS.has(error.code)) {
          this.#end(error.code);
        } else if (error instanceof ApiError || error instanceof NetworkError || isAbort(error)) {
          await this.#wait(this.#retryDelayMs(error, backoff));
        } else {
          throw error;
        }
      } finally {
        cancel();
      }
    }
  }

  /** Drops the batch: it has one recipient, who is gone. */
  #dropUnknown(messages: readonly OutgoingMessage[]): void {
    const gone = messages[0]?.to;
    const rest = this.#outbox.filter(({ to }) => to !== gone);
    this.#outbox.splice(0, this.#outbox.length, ...rest);
  }

  get #online(): boolean {
    return this.#reach === "online";
  }

  #setReach(reach: "online" | ServerAbsence): void {
    if (reach === this.#reach) return;
    this.#reach = reach;
    if (reach === "online") this.events.regained();
    else this.events.lost(reach);
  }

  #end(code: string): void {
    if (this.#closed) return;
    this.close();
    this.events.ended(code);
  }

  #retryDelayMs(error: unknown, backoff: Backoff): number {
    const delayMs = backoff.nextMs();
    return Math.max(retryAfterMsOf(error), this.#inHurry ? Math.min(delayMs, HURRY.retryMs) : delayMs);
  }

  /** Waits before the next try; `wake` ends the wait. */
  async #wait(delayMs: number): Promise<void> {
    if (this.#closed) return;
    if (this.#waiting.signal.aborted) this.#waiting = new AbortController();
    await pause(delayMs, { clock: this.ports.clock, signal: this.#waiting.signal });
  }
}

/** The first messages to one recipient, within the limits of one POST. */
function nextBatch(outbox: readonly OutgoingMessage[]): OutgoingMessage[] {
  const batch: OutgoingMessage[] = [];
  let sizeBytes = 100;
  for (const message of outbox) {
    sizeBytes += message.body.length + 100;
    if (batch.length > 0 && (message.to !== batch[0]?.to || sizeBytes > LIMITS.bodyBytes)) break;
    batch.push(message);
    if (batch.length === LIMITS.messagesPerPost) break;
  }
  return batch;
}

/** How the server is missing, by what a request to it has thrown. */
export function absenceOf(error: unknown): ServerAbsence {
  return error instanceof ApiError && error.code === "unavailable" ? "unavailable" : "offline";
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
