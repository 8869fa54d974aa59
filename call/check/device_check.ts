import type { MissingCapability } from "../../browser/capabilities.ts";
import type { NetworkReport } from "./network_check.ts";
import type { MediaProblem } from "../media/media_state.ts";

/** The steps in their order. Each ends with a result, at its time limit, or when the person skips it. */
export const CHECK_STEPS = ["browser", "camera", "microphone", "loudspeaker", "network"] as const;
export type CheckStep = typeof CHECK_STEPS[number];

/** weak: a call is possible, with restrictions; bad: it is not possible. */
export type Outcome = "good" | "weak" | "bad";

/** Why a step is not good. Stable codes; the catalogue has a text for each. */
type CheckCode =
  | MissingCapability
  | MediaProblem
  | "microphone_silent"
  | "not_heard"
  | "skipped"
  | "server_unreachable"
  | "server_unavailable"
  | "network_blocks"
  | "relay_blocked";

/** How far a step is, and its outcome. */
interface StepState {
  status: "open" | "running" | "done";
  outcome?: Outcome;
  code?: CheckCode;
}

/** The state of the whole check. */
export interface CheckState {
  steps: Readonly<Record<CheckStep, StepState>>;
  /** The tone has been played, and the page asks whether it was heard. */
  toneHeardAsked: boolean;
  network?: NetworkReport;
}

export type CheckEvent =
  | { kind: "started"; missing?: MissingCapability | undefined }
  | { kind: "mediaReady"; hasCamera: boolean; hasMicrophone: boolean; problem?: MediaProblem | undefined }
  | { kind: "mediaRefused"; problem: MediaProblem }
  /** The person asks the browser again. */
  | { kind: "mediaAskedAgain" }
  | { kind: "levelRose" }
  /** The microphone was silent for the whole listening time. */
  | { kind: "listenedLongEnough" }
  | { kind: "tonePlayed" }
  | { kind: "toneAnswered"; heard: boolean }
  | { kind: "networkChecked"; report: NetworkReport }
  | { kind: "skipped"; step: CheckStep };

/** The result of the whole check. */
type Verdict = "unfinished" | "ready" | "ready_with_less" | "not_ready";

const OPEN: StepState = { status: "open" };
const RUNNING: StepState = { status: "running" };

export function initialCheckState(): CheckState {
  return {
    steps: { browser: OPEN, camera: OPEN, microphone: OPEN, loudspeaker: OPEN, network: OPEN },
    toneHeardAsked: false,
  };
}

/** The state of the check after an event. */
export function stepCheck(state: CheckState, event: CheckEvent): CheckState {
  switch (event.kind) {
    case "started":
      return start(event.missing);
    case "mediaReady": {
      const { hasCamera, hasMicrophone, problem } = event;
      if (!isRunning(state, "camera")) return state;
      const camera = hasCamera ? done("good") : done("weak", problem ?? "camera_missing");
      const heard = end(state, "camera", camera);
      return hasMicrophone
        ? begin(heard, "microphone")
        : begin(end(heard, "microphone", done("weak", problem ?? "microphone_missing")), "loudspeaker");
    }
    case "mediaRefused":
      if (!isRunning(state, "camera")) return state;
      // The step stays current: the person may ask again or skip it.
      return withStep(state, "camera", { ...RUNNING, outcome: "bad", code: event.problem });
    case "mediaAskedAgain":
      return isRunning(state, "camera") ? withStep(state, "camera", RUNNING) : state;
    case "levelRose":
      return isRunning(state, "microphone")
        ? begin(end(state, "microphone", done("good")), "loudspeaker")
        : state;
    case "listenedLongEnough":
      return isRunning(state, "microphone")
        ? withStep(state, "microphone", { ...RUNNING, outcome: "weak", code: "microphone_silent" })
        : state;
    case "tonePlayed":
      return isRunning(state, "loudspeaker") ? { ...state, toneHeardAsked: true } : state;
    case "toneAnswered":
      if (!isRunning(state, "loudspeaker")) return state;
      return event.heard
        ? begin(end(state, "loudspeaker", done("good")), "network")
        : withStep(state, "loudspeaker", { ...RUNNING, outcome: "weak", code: "not_heard" });
    case "networkChecked":
      if (!isRunning(state, "network")) return state;
      return { ...end(state, "network", networkOutcome(event.report)), network: event.report };
    case "skipped":
      return skip(state, event.step);
  }
}

function start(missing: MissingCapability | undefined): CheckState {
  const state = initialCheckState();
  if (!missing) return begin(end(state, "browser", done("good")), "camera");
  // Without this capability no later step can be tried.
  const without = (["camera", "microphone", "loudspeaker"] as const).reduce(
    (next, step) => end(next, step, done("bad", missing)),
    end(state, "browser", done("bad", missing)),
  );
  return end(without, "network", done("bad", missing));
}

/** Ends the current step with its outcome so far, or as skipped. */
function skip(state: CheckState, step: CheckStep): CheckState {
  const at = state.steps[step];
  if (at.status !== "running") return state;
  const result = done(at.outcome ?? "weak", at.code ?? "skipped");
  const left = end(state, step, result);
  switch (step) {
    case "camera":
      // The browser asks for both devices at once.
      return begin(end(left, "microphone", result), "loudspeaker");
    case "microphone":
      return begin(left, "loudspeaker");
    case "loudspeaker":
      return begin(left, "network");
    default:
      return left;
  }
}

function networkOutcome({ server, direct, relays }: NetworkReport): StepState {
  if (server.outcome === "bad") {
    return done("bad", server.isUnavailable ? "server_unavailable" : "server_unreachable");
  }
  const isRelayed = relays.some(({ outcome }) => outcome === "good");
  if (direct?.outcome !== "good" && !isRelayed) return done("bad", "network_blocks");
  return relays.length > 0 && !isRelayed ? done("weak", "relay_blocked") : done("good");
}

/** The verdict on all steps. */
export function verdictOf({ steps }: CheckState): Verdict {
  const all = CHECK_STEPS.map((step) => steps[step]);
  if (all.some(({ status }) => status !== "done")) return "unfinished";
  if (all.some(({ outcome }) => outcome === "bad")) return "not_ready";
  return all.every(({ outcome }) => outcome === "good") ? "ready" : "ready_with_less";
}

/** The step that waits for the person or the browser; undefined before the start and after the end. */
export function currentStep({ steps }: CheckState): CheckStep | undefined {
  return CHECK_STEPS.find((step) => steps[step].status === "running");
}

/** The technical details as text, for support. It contains no names, addresses or device labels. */
export function reportOf(
  state: CheckState,
  about: { userAgent: string; atMs: number; picture?: { width: number; height: number } | undefined },
): string {
  const lines = [
    `Vieraugen check ${new Date(about.atMs).toISOString().slice(0, 16)}Z: ${verdictOf(state)}`,
    `user agent: ${about.userAgent}`,
    ...CHECK_STEPS.map((step) => {
      const { status, outcome, code } = state.steps[step];
      return `${step}: ${outcome ?? status}${code ? ` (${code})` : ""}`;
    }),
  ];
  if (about.picture) lines.push(`picture: ${about.picture.width} x ${about.picture.height}`);
  if (state.network) {
    const { server, direct, relays } = state.network;
    const timed = ({ outcome, tookMs }: { outcome: Outcome; tookMs?: number }) =>
      `${outcome}${tookMs === undefined ? "" : ` ${Math.round(tookMs)} ms`}`;
    lines.push(`server: ${timed(server)}`, `direct: ${direct ? timed(direct) : "not allowed here"}`);
    if (relays.length === 0) lines.push("relay: none");
    for (const relay of relays) lines.push(`relay by ${relay.transport}: ${timed(relay)}`);
  }
  return lines.join("\n");
}

function isRunning({ steps }: CheckState, step: CheckStep): boolean {
  return steps[step].status === "running";
}

function done(outcome: Outcome, code?: CheckCode): StepState {
  return { status: "done", outcome, ...(code && outcome !== "good" ? { code } : {}) };
}

function withStep(state: CheckState, step: CheckStep, to: StepState): CheckState {
  return { ...state, steps: { ...state.steps, [step]: to } };
}

const end = withStep;

function begin(state: CheckState, step: CheckStep): CheckState {
  return withStep(state, step, RUNNING);
}
