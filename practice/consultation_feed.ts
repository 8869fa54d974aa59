import { LIMITS } from "../wire/limits.ts";
import type { ConsultationListAnswer } from "../wire/practice.ts";
import { type Problem, problemOf } from "./problem.ts";

/** What the list knows. An old answer stays while the line is down. */
export interface FeedState {
  status: "loading" | "online" | "offline" | "signed_out";
  answer?: ConsultationListAnswer;
  /** What to add to this browser's clock to get the server's. */
  clockOffsetMs: number;
  problem?: Problem;
}

/** What the feed needs of its surroundings. */
export interface FeedPorts {
  /** Asks for the list; with the tag of the one that is known, for the next one. */
  load(signal: AbortSignal, tag: string | undefined): Promise<ConsultationListAnswer>;
  show(state: FeedState): void;
  nowMs(): number;
  /** Calls back once; returns how to prevent it. */
  after(delayMs: number, run: () => void): () => void;
  random(): number;
}

/** Time and chance of a browser's page. */
export const browserTimes: Pick<FeedPorts, "nowMs" | "after" | "random"> = {
  nowMs: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** A running feed; `stop` ends it for good. */
export interface Feed {
  /** Asks at once, whatever is under way. */
  refresh(): void;
  stop(): void;
}

export const FEED_TIMES = {
  /** The list tells changes by itself; this long at least from one request to the next. */
  betweenMs: 250,
  /** First and longest pause after failures. */
  failedMs: 3000,
  backoffMs: 60_000,
  /** A request that takes longer than it may be held is given up. */
  requestMs: LIMITS.holdMs + 10_000,
} as const;

/** Keeps the list of consultations fresh: one request at a time, held by the server until there is news. */
export function startFeed(ports: FeedPorts): Feed {
  let state: FeedState = { status: "loading", clockOffsetMs: 0 };
  let failures = 0;
  let stopped = false;
  let request: AbortController | undefined;
  /** The request was cut off to ask anew. */
  let again = false;
  let cancelTimer = () => {};
  let askedAtMs = 0;

  function plan(delayMs: number) {
    cancelTimer();
    if (!stopped && state.status !== "signed_out") cancelTimer = ports.after(delayMs, ask);
  }

  function pauseMs(): number {
    // One that was held long enough is followed at once: somebody may be coming.
    if (failures === 0) return Math.max(0, FEED_TIMES.betweenMs - Math.max(0, ports.nowMs() - askedAtMs));
    const backoff = Math.min(FEED_TIMES.failedMs * 2 ** Math.min(failures, 6), FEED_TIMES.backoffMs);
    return Math.max(backoff * (0.75 + ports.random() / 4), state.problem?.retryAfterMs ?? 0);
  }

  async function ask() {
    if (request || stopped || state.status === "signed_out") return;
    cancelTimer();
    request = new AbortController();
    askedAtMs = ports.nowMs();
    const giveUp = ports.after(FEED_TIMES.requestMs, () => request?.abort());
    try {
      // After a failure the answer shall come at once, for it says that the line is back.
      const tag = failures === 0 && !again ? state.answer?.tag : undefined;
      again = false;
      const answer = await ports.load(request.signal, tag);
      failures = 0;
      state = { status: "online", answer, clockOffsetMs: answer.serverNowMs - ports.nowMs() };
    } catch (error) {
      if (!again) {
        failures++;
        const problem = request.signal.aborted ? { code: "network" } : problemOf(error);
        state = {
          ...state,
          status: problem.code === "signed_out" ? "signed_out" : "offline",
          problem,
        };
      }
    }
    giveUp();
    request = undefined;
    if (stopped) return;
    if (again) return void ask();
    ports.show(state);
    plan(pauseMs());
  }

  void ask();
  return {
    refresh() {
      if (!request) return void ask();
      again = true;
      request.abort();
    },
    stop() {
      stopped = true;
      cancelTimer();
      request?.abort();
    },
  };
}
