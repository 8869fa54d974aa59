import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { CallState } from "../../../call/state.ts";
import { initialStageView } from "../../../call/stage/stage_view.ts";
import { Stage } from "../../../components/call/Stage.tsx";
import { fill } from "../../../i18n/fill.ts";
import { catalogueOf } from "../../../i18n/mod.ts";
import { call, guestInCall, hostInCall } from "../../call/scene.ts";

const t = catalogueOf("de").call;

function stage(state: CallState, reminded = true): string {
  const nothing = () => {};
  return renderToString(
    <Stage
      state={state}
      view={initialStageView("bottom-end", reminded)}
      voices={{ own: false, partner: false }}
      t={t}
      partnerStream={null}
      partnerScreen={null}
      trouble={undefined}
      phone={undefined}
      elapsedMs={0}
      soundBlocked={false}
      onRetry={nothing}
      onSoundBlocked={nothing}
      onPlaySound={nothing}
      onShowSafety={nothing}
      onSafetyRead={nothing}
      onReminderRead={nothing}
      onAudioOnly={nothing}
      onReplaceDevice={nothing}
      onRefuse={nothing}
      own={null}
      bar={null}
      panel={null}
    />,
  );
}

Deno.test("Stage: shows why a camera failed in the conversation, until it is tried again", () => {
  const guest = guestInCall();
  assert.ok(!stage(guest.state).includes("data-error"));
  guest.play({ kind: "cameraToggled" }, { kind: "cameraToggled" });
  guest.play({ kind: "cameraFailed", problem: "camera_in_use" });
  const page = stage(guest.state);
  assert.match(page, /role="status"[^>]*data-error="camera_in_use"/);
  assert.ok(page.includes(t.problems.camera_in_use));
  guest.play({ kind: "cameraToggled" });
  assert.ok(!stage(guest.state).includes("data-error"));
});

Deno.test("Stage: does not repeat that there is no camera", () => {
  const guest = call("guest");
  guest.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaReady", hasCamera: false, hasMicrophone: true, problem: "camera_missing" },
  );
  assert.ok(!stage(guest.state).includes("data-error"));
});

Deno.test("Stage: says that the code is blocked", () => {
  const page = stage(hostInCall().play({ kind: "codeBlocked", blockedCode: { status: "blocked" } }));
  assert.ok(page.includes(t.status.codeBlocked));
});

Deno.test("Stage: reminds each of the two at the start that nobody records or listens unasked, until it is read", () => {
  for (const { state } of [guestInCall(), hostInCall()]) {
    for (const point of t.reminder.points) assert.ok(stage(state, false).includes(point), point);
    assert.ok(!stage(state).includes(t.reminder.title));
  }
});

Deno.test("Stage: says that the safety code has changed, at once, until somebody has compared it", () => {
  const host = hostInCall();
  assert.ok(!stage(host.state).includes(t.safetyCode.compare));
  host.play({ kind: "messageOpened", peerId: "g", message: { kind: "safetyChanged" } });
  const page = stage(host.state);
  assert.match(page, new RegExp(`role="alert" aria-label="${t.safetyCode.title}"`));
  assert.ok(page.includes(fill(t.safetyCode.changed, { name: "Ida" })));
  host.play({ kind: "safetyRead" });
  assert.ok(!stage(host.state).includes(t.safetyCode.compare));
});

Deno.test("Stage: says what is wrong with the server while the conversation goes on", () => {
  const timer = { kind: "timerFired", timer: "seat", peerId: "" } as const;
  const guest = guestInCall();
  guest.play({ kind: "signalingEnded", code: "seat_unknown" }, timer);
  assert.ok(!stage(guest.state).includes(t.status.serverDisturbs), "nobody notices the first time");
  guest.play({ kind: "seatRefused", refusal: { error: "consultation_unknown" } });
  assert.ok(stage(guest.state).includes(t.status.serverDisturbs));
  const host = hostInCall();
  host.play({ kind: "signalingEnded", code: "seat_replaced" });
  assert.ok(stage(host.state).includes(t.status.openElsewhere));
});

Deno.test("Stage: asks to compare a changed safety code before it reminds, so that nothing covers the question", () => {
  const { state } = guestInCall();
  assert.ok(stage(state, false).includes(t.reminder.title));
  const changed = stage({ ...state, safetyChanged: true }, false);
  assert.match(changed, /role="alert"[^>]*aria-label="Sicherheitscode"/);
  assert.ok(!changed.includes(t.reminder.title));
});
