import type { LineSample } from "./stats.ts";

/** How often the line is measured. Each measurement is a "look". */
export const LOOK_EVERY_MS = 2_000;

/** From full video down to sound only: sound has priority. */
export const STEPS = ["720p", "360p", "180p", "audio"] as const;
export type Step = typeof STEPS[number];

/** How good the line is, as the page shows it. */
export type Rating = "good" | "weak" | "very_weak";

/** Why the line is not rated good. */
type LineReason = "slow" | "lossy" | "delayed";

/** What is sent at a step. Heights in lines, rates in bits a second. */
export interface SendPlan {
  /** Undefined: no video is sent. */
  height: number | undefined;
  videoBps: number;
  audioBps: number;
  /** Each audio packet is sent twice. */
  redundant: boolean;
}

/** What a step sends, and when it is left and entered. */
interface Rung {
  height: number | undefined;
  videoBps: number;
  audioBps: number;
  /** The available bits a second below which the step is left downwards … */
  downBps: number;
  /** … and from which it is entered from below. */
  upBps: number;
}

const RUNGS: Record<Step, Rung> = {
  "720p": { height: 720, videoBps: 1_700_000, audioBps: 40_000, downBps: 700_000, upBps: 1_000_000 },
  "360p": { height: 360, videoBps: 600_000, audioBps: 40_000, downBps: 250_000, upBps: 300_000 },
  "180p": { height: 180, videoBps: 150_000, audioBps: 24_000, downBps: 80_000, upBps: 60_000 },
  audio: { height: undefined, videoBps: 0, audioBps: 24_000, downBps: 0, upBps: 0 },
};

/** The first looks at a new connection: the browser is still estimating the bandwidth. */
const LOOKS_TO_SETTLE = 4;
/** Bad looks in a row for a step down, good ones for a step up. */
const BAD_LOOKS = 2;
const GOOD_LOOKS = 5;
/** Bad looks in a row for the step to sound only. */
const BAD_LOOKS_TO_AUDIO = 4;
/**
 * A step up that is left within `FAILED_SOON_LOOKS` doubles the good looks that the next one needs, up to
 * `MAX_GOOD_LOOKS`.
 */
const FAILED_SOON_LOOKS = 10;
const MAX_GOOD_LOOKS = 40;
/** Looks in a row at the lowest video step, none of them good, before sound only is offered. */
const LOOKS_TO_OFFER = 4;

/** Share of packets lost, 0 … 1: above `BAD_LOSS` the line is bad, up to `GOOD_LOSS` it can be good. */
const BAD_LOSS = 0.12;
const GOOD_LOSS = 0.04;
const SLOW_RTT_MS = 700;
/** Loss from which sound is sent twice, and down to which it stays so. */
const REDUNDANT_FROM = 0.05;
const REDUNDANT_TO = 0.02;

/** What is known of the line, and what is sent over it. */
export interface QualityState {
  step: Step;
  rating: Rating;
  reason?: LineReason;
  /** The person has chosen sound only, because of the line. */
  audioOnly: boolean;
  /** What the page offers: to send sound only, or video again. */
  offer?: "audioOnly" | "picture";
  redundant: boolean;
  /** The last measurement; the page shows it with the technical details. */
  sample: LineSample;
  looks: number;
  badLooks: number;
  goodLooks: number;
  /** Good looks that the next step up needs. */
  neededLooks: number;
  looksSinceUp: number;
  tightLooks: number;
}

/** The state before the first look. */
export const initialQuality: QualityState = {
  step: "720p",
  rating: "good",
  audioOnly: false,
  redundant: false,
  sample: {},
  looks: 0,
  badLooks: 0,
  goodLooks: 0,
  neededLooks: GOOD_LOOKS,
  looksSinceUp: Infinity,
  tightLooks: 0,
};

/** The state after a look at the line: down fast, up slowly, and more slowly after a step up that failed. */
export function stepQuality(former: QualityState, sample: LineSample): QualityState {
  const { reason: _, offer: __, ...known } = former;
  const looks = former.looks + 1;
  const reason = looks > LOOKS_TO_SETTLE ? reasonOf(former, sample) : undefined;
  const loss = sample.lossOut ?? 0;
  const next: QualityState = {
    ...known,
    sample,
    looks,
    looksSinceUp: former.looksSinceUp + 1,
    badLooks: reason ? former.badLooks + 1 : 0,
    goodLooks: isGood(former, sample) ? former.goodLooks + 1 : 0,
    redundant: former.redundant ? loss > REDUNDANT_TO : loss >= REDUNDANT_FROM,
  };
  return rated(climb(next, former), reason);
}

/** The state after the person has chosen sound only, or video again. */
export function chooseAudioOnly(former: QualityState, audioOnly: boolean): QualityState {
  const { offer: _, ...known } = former;
  // Video begins at the lowest step: the line was too slow for it before.
  return {
    ...known,
    audioOnly,
    step: audioOnly ? "audio" : "180p",
    badLooks: 0,
    goodLooks: 0,
    tightLooks: 0,
  };
}

/** What to send in this state. */
export function sendPlanOf({ step, redundant }: QualityState): SendPlan {
  const { height, videoBps, audioBps } = RUNGS[step];
  return { height, videoBps, audioBps, redundant };
}

/** The state after an interruption: the step stays, the counts begin anew, because the line may be another one. */
export function settleAgain(former: QualityState): QualityState {
  return { ...former, looks: 0, badLooks: 0, goodLooks: 0, tightLooks: 0 };
}

function reasonOf({ step }: QualityState, sample: LineSample): LineReason | undefined {
  const { availableBps, rttMs = 0, lossOut = 0, lossIn = 0 } = sample;
  if (availableBps !== undefined && availableBps < RUNGS[step].downBps) return "slow";
  if (lossOut > BAD_LOSS || lossIn > BAD_LOSS) return "lossy";
  return rttMs > SLOW_RTT_MS ? "delayed" : undefined;
}

function isGood({ step }: QualityState, sample: LineSample): boolean {
  const above = STEPS[STEPS.indexOf(step) - 1];
  const { availableBps, rttMs = 0, lossOut = 0 } = sample;
  if (lossOut > GOOD_LOSS || rttMs > SLOW_RTT_MS / 2) return false;
  return availableBps === undefined || above === undefined || availableBps >= RUNGS[above].upBps;
}

function climb(next: QualityState, former: QualityState): QualityState {
  const index = STEPS.indexOf(former.step);
  if (former.audioOnly) return next;
  const badLooks = former.step === "180p" ? BAD_LOOKS_TO_AUDIO : BAD_LOOKS;
  const below = STEPS[index + 1];
  if (below && next.badLooks >= badLooks) {
    const failedSoon = former.looksSinceUp < FAILED_SOON_LOOKS;
    return {
      ...next,
      step: below,
      badLooks: 0,
      goodLooks: 0,
      looksSinceUp: Infinity,
      neededLooks: failedSoon ? Math.min(former.neededLooks * 2, MAX_GOOD_LOOKS) : former.neededLooks,
    };
  }
  const above = STEPS[index - 1];
  if (above && next.goodLooks >= next.neededLooks) {
    return { ...next, step: above, badLooks: 0, goodLooks: 0, looksSinceUp: 0 };
  }
  // A step up that has lasted resets what failed ones have added.
  if (next.looksSinceUp === FAILED_SOON_LOOKS) return { ...next, neededLooks: GOOD_LOOKS };
  return next;
}

function rated(next: QualityState, reason: LineReason | undefined): QualityState {
  const { step, audioOnly, sample: { lossIn = 0, lossOut = 0 } } = next;
  const loss = next.looks > LOOKS_TO_SETTLE ? Math.max(lossIn, lossOut) : 0;
  const isTight = step === "audio" || step === "180p";
  const rating: Rating = !audioOnly && isTight || loss > 2 * BAD_LOSS
    ? "very_weak"
    : step === "360p" || loss > BAD_LOSS || reason === "delayed" || (audioOnly && next.goodLooks === 0)
    ? "weak"
    : "good";
  const tightLooks = isTight && next.goodLooks === 0 ? next.tightLooks + 1 : 0;
  const offer = audioOnly
    ? (next.goodLooks >= GOOD_LOOKS ? "picture" as const : undefined)
    : step === "180p" && tightLooks >= LOOKS_TO_OFFER
    ? "audioOnly" as const
    : undefined;
  return {
    ...next,
    rating,
    tightLooks,
    ...(rating === "good" ? {} : { reason: reason ?? (loss > GOOD_LOSS ? "lossy" : "slow") }),
    ...(offer ? { offer } : {}),
  };
}
