import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CHECK_STEPS,
  type CheckEvent,
  type CheckState,
  currentStep,
  initialCheckState,
  reportOf,
  stepCheck,
  verdictOf,
} from "../../../call/check/device_check.ts";
import type { NetworkReport } from "../../../call/check/network_check.ts";

const GOOD: NetworkReport = {
  server: { outcome: "good", tookMs: 20 },
  direct: { outcome: "good", tookMs: 90 },
  relays: [],
};
const BAD = { outcome: "bad" } as const;
const HEARD: CheckEvent[] = [{ kind: "tonePlayed" }, { kind: "toneAnswered", heard: true }];
const BOTH: CheckEvent = { kind: "mediaReady", hasCamera: true, hasMicrophone: true };

function play(...events: CheckEvent[]): CheckState {
  return events.reduce(stepCheck, initialCheckState());
}

function afterDevices(report: NetworkReport): CheckState {
  return play({ kind: "started" }, BOTH, { kind: "levelRose" }, ...HEARD, { kind: "networkChecked", report });
}

Deno.test("stepCheck: everything well ends in ready, step by step", () => {
  let state = play({ kind: "started" });
  const seen = [currentStep(state)];
  for (const event of [BOTH, { kind: "levelRose" } as const, ...HEARD]) {
    state = stepCheck(state, event);
    assert.equal(verdictOf(state), "unfinished");
    if (currentStep(state) !== seen.at(-1)) seen.push(currentStep(state));
  }
  assert.deepEqual(seen, ["camera", "microphone", "loudspeaker", "network"]);
  state = stepCheck(state, { kind: "networkChecked", report: GOOD });
  assert.equal(verdictOf(state), "ready");
  assert.equal(currentStep(state), undefined);
});

Deno.test("stepCheck: what is missing makes it less, or nothing", () => {
  const noCamera = play({ kind: "started" }, {
    kind: "mediaReady",
    hasCamera: false,
    hasMicrophone: true,
    problem: "camera_missing",
  });
  assert.deepEqual(noCamera.steps.camera, { status: "done", outcome: "weak", code: "camera_missing" });
  assert.equal(currentStep(noCamera), "microphone");
  const noMicrophone = play({ kind: "started" }, {
    kind: "mediaReady",
    hasCamera: true,
    hasMicrophone: false,
    problem: "microphone_in_use",
  });
  assert.equal(noMicrophone.steps.microphone.code, "microphone_in_use");
  assert.equal(currentStep(noMicrophone), "loudspeaker");

  const denied = play({ kind: "started" }, { kind: "mediaRefused", problem: "media_denied" });
  assert.equal(currentStep(denied), "camera", "one may ask again");
  assert.equal(verdictOf(denied), "unfinished");
  assert.equal(stepCheck(denied, { kind: "mediaAskedAgain" }).steps.camera.code, undefined);
  const left = [
    { kind: "skipped", step: "camera" } as const,
    ...HEARD,
    { kind: "networkChecked", report: GOOD } as const,
  ]
    .reduce(stepCheck, denied);
  assert.equal(verdictOf(left), "not_ready");
  assert.equal(left.steps.microphone.code, "media_denied");

  for (const missing of ["insecure", "unsupported"] as const) {
    const state = play({ kind: "started", missing });
    assert.equal(verdictOf(state), "not_ready");
    assert.equal(state.steps.browser.code, missing);
  }
  const silent = play({ kind: "started" }, BOTH, { kind: "listenedLongEnough" });
  assert.equal(silent.steps.microphone.code, "microphone_silent");
  assert.equal(
    stepCheck(silent, { kind: "levelRose" }).steps.microphone.outcome,
    "good",
    "late is not too late",
  );
  const unheard = play({ kind: "started" }, BOTH, { kind: "levelRose" }, { kind: "tonePlayed" }, {
    kind: "toneAnswered",
    heard: false,
  });
  assert.equal(currentStep(unheard), "loudspeaker");
  assert.equal(unheard.steps.loudspeaker.code, "not_heard");
});

Deno.test("stepCheck: the network's ways decide together", () => {
  const relay = (outcome: "good" | "bad") => ({ transport: "tls", outcome }) as const;
  for (
    const [report, verdict, code] of [
      [{ server: BAD, relays: [] }, "not_ready", "server_unreachable"],
      [{ server: { ...BAD, isUnavailable: true }, relays: [] }, "not_ready", "server_unavailable"],
      [{ ...GOOD, direct: BAD }, "not_ready", "network_blocks"],
      [{ ...GOOD, direct: BAD, relays: [relay("bad"), relay("good")] }, "ready", undefined],
      [{ ...GOOD, relays: [relay("bad")] }, "ready_with_less", "relay_blocked"],
      [{ server: GOOD.server, relays: [relay("bad")] }, "not_ready", "network_blocks"],
      [{ server: GOOD.server, relays: [relay("good")] }, "ready", undefined],
    ] as [NetworkReport, string, string | undefined][]
  ) {
    const state = afterDevices(report);
    assert.deepEqual([verdictOf(state), state.steps.network.code], [verdict, code]);
  }
});

Deno.test("stepCheck: never traps: from wherever it is, going on ends it in at most five steps", () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant("started" as const),
      missing: fc.constantFrom(undefined, "insecure" as const),
    }),
    fc.record({
      kind: fc.constant("mediaReady" as const),
      hasCamera: fc.boolean(),
      hasMicrophone: fc.boolean(),
    }),
    fc.constant({ kind: "mediaRefused" as const, problem: "media_denied" as const }),
    fc.constantFrom(
      { kind: "mediaAskedAgain" as const },
      { kind: "levelRose" as const },
      { kind: "listenedLongEnough" as const },
      { kind: "tonePlayed" as const },
    ),
    fc.record({ kind: fc.constant("toneAnswered" as const), heard: fc.boolean() }),
    fc.constant({ kind: "networkChecked" as const, report: GOOD }),
    fc.record({ kind: fc.constant("skipped" as const), step: fc.constantFrom(...CHECK_STEPS) }),
  );
  fc.assert(fc.property(fc.array(event), (events) => {
    let state = play({ kind: "started" }, ...events);
    for (let steps = 0; steps < CHECK_STEPS.length && currentStep(state); steps++) {
      state = stepCheck(state, { kind: "skipped", step: currentStep(state)! });
    }
    assert.notEqual(verdictOf(state), "unfinished");
    assert.equal(CHECK_STEPS.filter((step) => state.steps[step].status === "running").length, 0);
  }));
});

Deno.test("reportOf: what a helper needs, and nothing about a person", () => {
  const state = afterDevices({
    ...GOOD,
    relays: [{ transport: "udp", outcome: "good", tookMs: 41.7 }, { transport: "tls", ...BAD }],
  });
  assert.equal(
    reportOf(state, {
      userAgent: "Browser/1",
      atMs: Date.UTC(2027, 0, 15, 9, 30, 12),
      picture: { width: 640, height: 480 },
    }),
    "Vieraugen check 2027-01-15T09:30Z: ready\nuser agent: Browser/1\nbrowser: good\ncamera: good\nmicrophone: good\n" +
      "loudspeaker: good\nnetwork: good\npicture: 640 x 480\nserver: good 20 ms\ndirect: good 90 ms\n" +
      "relay by udp: good 42 ms\nrelay by tls: bad",
  );
});
