import assert from "node:assert/strict";
import {
  chooseAudioOnly,
  initialQuality,
  type QualityState,
  sendPlanOf,
  type Step,
  stepQuality,
} from "../../../call/connection/quality.ts";
import { type Counters, type LineSample, readStats } from "../../../call/connection/stats.ts";

const GOOD: LineSample = { availableBps: 2_500_000, rttMs: 40, lossOut: 0, lossIn: 0 };

/** Looks at a line again and again; the steps that were taken, each with the look that led there. */
function watch(samples: Iterable<LineSample>, from: QualityState = initialQuality) {
  let state = from;
  const steps: [look: number, step: Step][] = [];
  let look = 0;
  for (const sample of samples) {
    look++;
    const next = stepQuality(state, sample);
    if (next.step !== state.step) steps.push([look, next.step]);
    state = next;
  }
  return { state, steps };
}

function times(count: number, sample: LineSample): LineSample[] {
  return Array.from({ length: count }, () => sample);
}

/** Available rates, every 2 s, of a line that is cut to 300 kbit/s and opened again. */
const CUT_TO_300K = [
  ...[300_000, 950_000, 2_100_000, 2_480_000, 2_500_000, 2_500_000, 2_500_000],
  ...[1_420_000, 480_000, 260_000, 231_000, 224_000, 228_000, 235_000, 230_000, 229_000, 240_000, 238_000],
  ...[310_000, 345_000, 372_000, 380_000, 380_000, 380_000, 640_000, 1_050_000, 1_240_000, 1_250_000],
  ...[1_250_000, 1_260_000, 1_270_000, 1_800_000, 2_500_000, 2_500_000],
];

Deno.test("stepQuality: a line cut to 300 kbit/s goes down in steps, keeps a picture, and comes up again in steps", () => {
  const { steps, state } = watch(CUT_TO_300K.map((availableBps) => ({ ...GOOD, availableBps })));
  assert.deepEqual(steps.map(([, step]) => step), ["360p", "180p", "360p", "720p"]);
  assert.ok(steps[1]![0] <= 13, "down within four looks of the cut");
  assert.ok(steps[2]![0] >= 19 + 4, "up only after ten good seconds");
  assert.equal(state.rating, "good");
});

Deno.test("stepQuality: the first looks, in which the browser still finds out, lead nowhere", () => {
  const { steps, state } = watch(times(4, { ...GOOD, availableBps: 120_000 }));
  assert.deepEqual(steps, []);
  assert.equal(state.rating, "good");
});

Deno.test("stepQuality: one bad look is no reason, and a good one in between forgives it", () => {
  const bad = { ...GOOD, availableBps: 400_000 };
  const flicker = Array.from({ length: 40 }, (_, look) => look % 2 ? bad : GOOD);
  assert.deepEqual(watch([...times(5, GOOD), ...flicker]).steps, []);
});

Deno.test("stepQuality: a line that only looks good is tried at growing distances", () => {
  // Every time the picture grows the line gives way.
  let state = watch(times(5, GOOD)).state;
  const ups: number[] = [];
  for (let look = 0; look < 400; look++) {
    const next = stepQuality(state, state.step === "720p" ? { ...GOOD, availableBps: 300_000 } : GOOD);
    if (state.step === "360p" && next.step === "720p") ups.push(look);
    state = next;
  }
  const distances = ups.slice(1).map((look, index) => look - ups[index]!);
  assert.ok(distances[1]! > distances[0]!, distances.join());
  assert.ok(ups.length < 20, `${ups.length} tries in 800 s`);
});

Deno.test("stepQuality: sound comes first: the picture rests when nothing is left, and returns by itself", () => {
  const { state, steps } = watch([...times(5, GOOD), ...times(12, { ...GOOD, availableBps: 50_000 })]);
  assert.deepEqual(steps.map(([, step]) => step), ["360p", "180p", "audio"]);
  assert.deepEqual([state.rating, state.reason], ["very_weak", "slow"]);
  assert.equal(sendPlanOf(state).height, undefined);
  assert.ok(sendPlanOf(state).audioBps >= 24_000);
  const back = watch(times(6, { ...GOOD, availableBps: 75_000 }), state);
  assert.deepEqual(
    back.steps.map(([, step]) => step),
    ["180p"],
    "sound alone never shows more than it needs",
  );
});

Deno.test("stepQuality: loss leads down with its reason, and sound is sent twice", () => {
  const { state } = watch([...times(5, GOOD), ...times(3, { ...GOOD, lossOut: 0.2 })]);
  assert.deepEqual([state.step, state.reason, state.redundant], ["360p", "lossy", true]);
  const some = watch([...times(5, GOOD), ...times(3, { ...GOOD, lossOut: 0.06 })]).state;
  assert.deepEqual([some.step, some.redundant], ["720p", true]);
  assert.equal(watch([{ ...GOOD, lossOut: 0.03 }], some).state.redundant, true, "not switched to and fro");
  assert.equal(watch([{ ...GOOD, lossOut: 0.01 }], some).state.redundant, false);
});

Deno.test("stepQuality: a browser that does not tell the rate is judged by loss and delay", () => {
  const silent: LineSample = { rttMs: 60, lossOut: 0 };
  assert.deepEqual(watch(times(50, silent)).steps, []);
  const { state, steps } = watch([...times(5, silent), ...times(2, { ...silent, lossOut: 0.3 })]);
  assert.deepEqual(steps.map(([, step]) => step), ["360p"]);
  assert.equal(watch(times(5, silent), state).state.step, "720p");
});

Deno.test("stepQuality: sound only is offered while it stays tight, and taken back when it need not be", () => {
  const tight = { ...GOOD, availableBps: 150_000 };
  const { state } = watch([...times(5, GOOD), ...times(10, tight)]);
  assert.deepEqual([state.step, state.offer, state.reason], ["180p", "audioOnly", "slow"]);
  assert.equal(watch(times(1, { ...GOOD, availableBps: 320_000 }), state).state.offer, undefined);
  const chosen = chooseAudioOnly(state, true);
  assert.deepEqual([chosen.step, chosen.offer], ["audio", undefined]);
  const later = watch(times(6, { ...GOOD, availableBps: 90_000 }), chosen).state;
  assert.deepEqual([later.step, later.offer], ["audio", "picture"], "the camera waits for a click");
  assert.equal(chooseAudioOnly(later, false).step, "180p");
});

/** Two looks of one report, shortened to what is read. */
function report(
  change: { received: number; lost: number; concealed: number; atMs: number },
): Map<string, unknown> {
  const entries = [
    { id: "T", type: "transport", selectedCandidatePairId: "P", timestamp: change.atMs },
    {
      id: "P",
      type: "candidate-pair",
      localCandidateId: "L",
      currentRoundTripTime: 0.08,
      availableOutgoingBitrate: 640_000,
      timestamp: change.atMs,
    },
    {
      id: "L",
      type: "local-candidate",
      candidateType: "relay",
      relayProtocol: "tls",
      timestamp: change.atMs,
    },
    {
      id: "IA",
      type: "inbound-rtp",
      kind: "audio",
      packetsReceived: change.received,
      packetsLost: change.lost,
      concealedSamples: change.concealed,
      silentConcealedSamples: 0,
      totalSamplesReceived: change.atMs * 48,
      bytesReceived: change.received * 100,
      timestamp: change.atMs,
    },
    {
      id: "OV",
      type: "outbound-rtp",
      kind: "video",
      bytesSent: change.atMs * 10,
      frameHeight: 360,
      timestamp: change.atMs,
    },
    { id: "R", type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.04, timestamp: change.atMs },
    { id: "R2", type: "remote-inbound-rtp", kind: "video", fractionLost: 0.1, timestamp: change.atMs },
  ];
  return new Map(entries.map((entry) => [entry.id, entry]));
}

Deno.test("readStats: what has changed since the look before, as shares and rates", () => {
  let counters: Counters | undefined;
  const look = (change: Parameters<typeof report>[0]) => {
    const read = readStats(report(change), counters);
    counters = read.counters;
    return read.sample;
  };
  const first = look({ received: 1000, lost: 100, concealed: 0, atMs: 10_000 });
  assert.deepEqual(first, {
    availableBps: 640_000,
    rttMs: 80,
    lossOut: 0.1,
    path: "relay_tls",
    sentHeight: 360,
  });
  const second = look({ received: 1090, lost: 110, concealed: 9_600, atMs: 12_000 });
  assert.equal(second.lossIn, 0.1);
  assert.equal(second.concealed, 0.1);
  assert.equal(second.sentBps, 80_000);
  assert.equal(look({ received: 1190, lost: 105, concealed: 9_600, atMs: 14_000 }).lossIn, 0);
  assert.deepEqual(readStats([], undefined).sample, {});
});
