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
  load(signal: AbortSignal): Promise<ConsultationListAnswer>;
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
  /** Asks at once, unless a request is under way. */
  refresh(): void;
  setVisible(visible: boolean): void;
  stop(): void;
}

export const FEED_TIMES = {
  visibleMs: 3000,
  /** The title still has to tell who waits. */
  hiddenMs: 15_000,
  /** Longest pause after failures. */
  backoffMs: 60_000,
  /** A request that takes longer is given up. */
  requestMs: 15_000,
} as const;

/** Keeps the list of consultations fresh: one request at a time, slower in the background and after failures. */
export function startFeed(ports: FeedPorts, visible: boolean): Feed {
  let state: FeedState = { status: "loading", clockOffsetMs: 0 };
  let failures = 0;
  let stopped = false;
  let request: AbortController | undefined;
  let cancelTimer = () => {};

  function plan(delayMs: number) {
    cancelTimer();
    if (!stopped && state.status !== "signed_out") cancelTimer = ports.after(delayMs, ask);
  }

  function pauseMs(): number {
    const usual = visible ? FEED_TIMES.visibleMs : FEED_TIMES.hiddenMs;
    if (failures === 0) return usual;
    const backoff = Math.min(usual * 2 ** Math.min(failures, 6), FEED_TIMES.backoffMs);
    return Math.max(backoff * (0.75 + ports.random() / 4), state.problem?.retryAfterMs ?? 0);
  }

  async function ask() {
    if (request || stopped || state.status === "signed_out") return;
    cancelTimer();
    request = new AbortController();
    const giveUp = ports.after(FEED_TIMES.requestMs, () => request?.abort());
    try {
      const answer = await ports.load(request.signal);
      failures = 0;
      state = { status: "online", answer, clockOffsetMs: answer.serverNowMs - ports.nowMs() };
    } catch (error) {
      failures++;
      const problem = request.signal.aborted ? { code: "network" } : problemOf(error);
      state = {
        ...state,
        status: problem.code === "signed_out" ? "signed_out" : "offline",
        problem,
      };
    }
    giveUp();
    request = undefined;
    if (stopped) return;
    ports.show(state);
    plan(pauseMs());
  }

  void ask();
  return {
    refresh: () => void ask(),
    setVisible(nowVisible) {
      const shown = nowVisible && !visible;
      visible = nowVisible;
      if (shown) void ask();
    },
    stop() {
      stopped = true;
      cancelTimer();
      request?.abort();
    },
  };
}
