import { type Clock, realClock } from "../../browser/clock.ts";
import { Backoff } from "../../wire/backoff.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { ConsultationListAnswer } from "../../wire/consultations.ts";
import { type Problem, problemOf } from "../problem.ts";

/** What the feed knows. While the server cannot be reached, the last answer stays. */
export interface FeedState {
  status: "loading" | "online" | "offline" | "signed_out";
  answer?: ConsultationListAnswer;
  /** The server's clock minus this device's. */
  clockOffsetMs: number;
  problem?: Problem;
}

/** What the feed needs of its surroundings. */
interface FeedPorts {
  /** Requests the list. With the tag of a known list, the server holds the request until there is another one. */
  load(signal: AbortSignal, tag: string | undefined): Promise<ConsultationListAnswer>;
  show(state: FeedState): void;
  /** @default realClock */
  clock?: Clock;
  /** Returns 0 ≤ x < 1. @default Math.random */
  random?: () => number;
}

export const FEED_TIMES = {
  /** Least time from one request to the next. */
  betweenMs: 250,
  /** First and longest pause after failures. */
  firstBackoffMs: 6_000,
  backoffMs: 60_000,
  /** After this time a request is given up; the server holds it for less. */
  requestMs: LIMITS.holdMs + 10_000,
} as const;

/** Least share of a pause that jitter leaves. */
const LEAST_SHARE = 0.75;

/** Keeps the list of consultations up to date with one long-poll at a time, until it is stopped. */
export class ConsultationFeed {
  readonly #ports: FeedPorts;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #state: FeedState = { status: "loading", clockOffsetMs: 0 };
  #hasFailed = false;
  #isStopped = false;
  #request: AbortController | undefined;
  /** `refresh` has aborted the request in order to ask again. */
  #asksAgain = false;
  #askedAtMs = 0;
  #cancelTimer = () => {};

  /** Sends the first request. */
  constructor(ports: FeedPorts) {
    this.#ports = ports;
    this.#clock = ports.clock ?? realClock;
    const { firstBackoffMs, backoffMs } = FEED_TIMES;
    this.#backoff = new Backoff(firstBackoffMs, backoffMs, ports.random ?? Math.random, LEAST_SHARE);
    void this.#ask();
  }

  /** Asks at once, even if a request is under way. */
  refresh(): void {
    if (!this.#request) return void this.#ask();
    this.#asksAgain = true;
    this.#request.abort();
  }

  /** Ends the feed for good. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    this.#request?.abort();
  }

  async #ask(): Promise<void> {
    if (this.#request || this.#isStopped || this.#state.status === "signed_out") return;
    this.#cancelTimer();
    const request = this.#request = new AbortController();
    this.#askedAtMs = this.#clock.nowMs();
    const cancelTimeout = this.#clock.after(FEED_TIMES.requestMs, () => request.abort());
    try {
      // After a failure the server shall answer at once: the answer shows that it can be reached again.
      const tag = this.#hasFailed || this.#asksAgain ? undefined : this.#state.answer?.tag;
      this.#asksAgain = false;
      this.#succeeded(await this.#ports.load(request.signal, tag));
    } catch (error) {
      if (!this.#asksAgain) this.#failed(request.signal.aborted ? { code: "network" } : problemOf(error));
    }
    cancelTimeout();
    this.#request = undefined;
    if (this.#isStopped) return;
    if (this.#asksAgain) return void this.#ask();
    this.#ports.show(this.#state);
    this.#planNext();
  }

  #succeeded(answer: ConsultationListAnswer): void {
    this.#hasFailed = false;
    this.#backoff.reset();
    this.#state = { status: "online", answer, clockOffsetMs: answer.serverNowMs - this.#clock.nowMs() };
  }

  #failed(problem: Problem): void {
    this.#hasFailed = true;
    const status = problem.code === "signed_out" ? "signed_out" : "offline";
    this.#state = { ...this.#state, status, problem };
  }

  #planNext(): void {
    this.#cancelTimer();
    if (this.#state.status === "signed_out") return;
    this.#cancelTimer = this.#clock.after(this.#pauseMs(), () => void this.#ask());
  }

  #pauseMs(): number {
    if (this.#hasFailed) return Math.max(this.#backoff.nextMs(), this.#state.problem?.retryAfterMs ?? 0);
    // A request that was held for longer than this is followed at once: somebody may be coming.
    return Math.max(0, FEED_TIMES.betweenMs - Math.max(0, this.#clock.nowMs() - this.#askedAtMs));
  }
}
