import type { LineSample } from "./stats.ts";

/** How often the line is looked at. */
export const LOOK_EVERY_MS = 2_000;

/** From the full picture down to none: sound comes first. */
export const STEPS = ["720p", "360p", "180p", "audio"] as const;
export type Step = typeof STEPS[number];

/** In words, what the line is like. */
export type Rating = "good" | "weak" | "very_weak";

/** Why it is not good. */
export type LineReason = "slow" | "lossy" | "delayed";

/** What is sent at a step. Heights in lines, rates in bits a second. */
export interface SendPlan {
  /** None: the picture rests. */
  height: number | undefined;
  videoBps: number;
  audioBps: number;
  /** Each piece of sound is sent twice. */
  redundant: boolean;
}

interface Rung {
  height: number | undefined;
  videoBps: number;
  audioBps: number;
  /** Less than this is too little for the step … */
  downBps: number;
  /** … and this much is needed to come up to it. */
  upBps: number;
}

const RUNGS: Record<Step, Rung> = {
  "720p": { height: 720, videoBps: 1_700_000, audioBps: 40_000, downBps: 700_000, upBps: 1_000_000 },
  "360p": { height: 360, videoBps: 600_000, audioBps: 40_000, downBps: 250_000, upBps: 300_000 },
  "180p": { height: 180, videoBps: 150_000, audioBps: 24_000, downBps: 80_000, upBps: 60_000 },
  audio: { height: undefined, videoBps: 0, audioBps: 24_000, downBps: 0, upBps: 0 },
};

/** Looks after the connection in which the browser is still finding out what the line can do. */
const LOOKS_TO_SETTLE = 4;
/** Bad looks in a row that lead down, good ones that lead up. */
const BAD_LOOKS = 2;
const GOOD_LOOKS = 5;
/** The picture rests only when it has been too tight for longer. */
const BAD_LOOKS_TO_AUDIO = 4;
/** A step up that fails soon makes the next one wait twice as long, up to this many good looks. */
const FAILED_SOON_LOOKS = 10;
const MAX_GOOD_LOOKS = 40;
/** Looks at the lowest picture in a row that is not good, before "sound only" is offered. */
const LOOKS_TO_OFFER = 4;

const BAD_LOSS = 0.12;
const GOOD_LOSS = 0.04;
const SLOW_RTT_MS = 700;
/** Losses from and to which sound is sent twice. */
const REDUNDANT_FROM = 0.05;
const REDUNDANT_TO = 0.02;

export interface QualityState {
  step: Step;
  rating: Rating;
  reason?: LineReason;
  /** The person has chosen sound only, because of the line. */
  audioOnly: boolean;
  /** What the page offers: to rest the picture, or to have it again. */
  offer?: "audioOnly" | "picture";
  redundant: boolean;
  /** The last look, for the details. */
  sample: LineSample;
  looks: number;
  badLooks: number;
  goodLooks: number;
  /** Good looks that the next step up needs. */
  neededLooks: number;
  looksSinceUp: number;
  tightLooks: number;
}

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

/** One look at the line: down fast, up slowly, and slower still after a step up that failed. */
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

/** Sound only by the person's choice, or the picture again. */
export function chooseAudioOnly(former: QualityState, audioOnly: boolean): QualityState {
  const { offer: _, ...known } = former;
  // The picture begins small: the line has just been too tight for it.
  return {
    ...known,
    audioOnly,
    step: audioOnly ? "audio" : "180p",
    badLooks: 0,
    goodLooks: 0,
    tightLooks: 0,
  };
}

export function sendPlanOf({ step, redundant }: QualityState): SendPlan {
  const { height, videoBps, audioBps } = RUNGS[step];
  return { height, videoBps, audioBps, redundant };
}

/** After an interruption the line may be another one: the step stays, what was counted is forgotten. */
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
  // A step that holds makes up for the ones that failed.
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
