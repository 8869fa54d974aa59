import assert from "node:assert/strict";
import { detailOf } from "../../call/step_showing.ts";
import { guestInCall, hostInCall, knocks } from "./scene.ts";

Deno.test("showing: the screen is on when a window was chosen, and the partner is told of it", () => {
  const host = hostInCall();
  assert.equal(host.play({ kind: "screenToggled" }).media.screenOn, false, "the browser still asks");
  assert.deepEqual(host.effect("setScreen"), { kind: "setScreen", on: true });
  assert.equal(host.play({ kind: "screenStarted" }).media.screenOn, true);
  assert.deepEqual(host.effect("send")?.message, {
    kind: "media",
    camera: true,
    microphone: true,
    screen: true,
    detail: false,
  });
  assert.equal(host.play({ kind: "screenEnded" }).media.screenOn, false);
  assert.deepEqual(host.kinds(), ["send"], "the browser's own button has ended it");
});

Deno.test("showing: the detail mode gives the camera back as it was", () => {
  for (const cameraWasOn of [true, false]) {
    const guest = guestInCall();
    if (!cameraWasOn) guest.play({ kind: "cameraToggled" });
    assert.equal(guest.play({ kind: "detailToggled" }).media.camera.kind === "on", true);
    guest.play({ kind: "detailStarted", hasTorch: true }, { kind: "torchToggled" });
    assert.deepEqual(guest.effect("setTorch"), { kind: "setTorch", on: true });
    const state = guest.play({ kind: "detailToggled" });
    assert.equal(state.media.camera.kind === "on", cameraWasOn);
    assert.equal(detailOf(state.media), undefined);
    assert.deepEqual(guest.effect("setDetail"), { kind: "setDetail", on: false, camera: cameraWasOn });
  }
});

Deno.test("showing: no light, no switch for it; a camera that fails or is switched off ends the detail mode", () => {
  const guest = guestInCall();
  guest.play({ kind: "detailToggled" }, { kind: "detailStarted", hasTorch: false }, { kind: "torchToggled" });
  assert.equal(guest.effect("setTorch"), undefined);
  assert.equal(detailOf(guest.play({ kind: "cameraFailed", problem: "media_in_use" }).media), undefined);
  guest.play({ kind: "detailToggled" });
  assert.equal(detailOf(guest.play({ kind: "cameraToggled" }).media), undefined);
});

Deno.test("showing: what was shown and written ends with the conversation, for the next one sees another person", () => {
  const host = hostInCall();
  host.play({ kind: "screenToggled" }, { kind: "screenStarted" });
  const state = host.play({ kind: "messageOpened", peerId: "g", message: { kind: "bye" } });
  assert.equal(state.phase, "waiting");
  assert.equal(state.media.screenOn, false);
  assert.deepEqual(host.effect("setScreen"), { kind: "setScreen", on: false });
  assert.ok(host.effect("forgetExchange"));
});

Deno.test("showing: somebody else in the place of an interrupted partner finds nothing; who resumes finds all", () => {
  for (const resumes of [false, true]) {
    const host = hostInCall();
    host.play(
      { kind: "connectionLost", peerId: "g", failed: true },
      ...knocks("n", "Ida", resumes ? "g" : undefined),
    );
    const resumed = host.effect("forgetExchange") === undefined;
    host.play({ kind: "admitted", peerId: "n" });
    assert.equal(host.state.currentPeerId, "n");
    assert.equal(resumed && host.effect("forgetExchange") === undefined, resumes);
  }
});

Deno.test("hungUp: only the host ends it for all, and then the room is closed before the seat is left", () => {
  const host = hostInCall();
  host.play({ kind: "hungUp", forAll: true });
  assert.equal(host.kinds().filter((kind) => kind === "lockRoom").length, 1);
  assert.ok(host.kinds().indexOf("lockRoom") < host.kinds().indexOf("leaveSeat"));
  const guest = guestInCall();
  guest.play({ kind: "hungUp", forAll: true });
  assert.equal(guest.effect("lockRoom"), undefined);
});

Deno.test("showing: at the end the camera is not asked for again", () => {
  const guest = guestInCall();
  guest.play({ kind: "detailToggled" });
  const state = guest.play({ kind: "hungUp" });
  assert.equal(guest.effect("setDetail"), undefined);
  assert.ok(guest.effect("stopMedia") && guest.effect("forgetExchange"));
  assert.equal(detailOf(state.media), undefined);
});
