import assert from "node:assert/strict";
import { MemoryStorage } from "../../../browser/storage.ts";
import { loadSwitches, saveSwitches } from "../../../call/media/stored_switches.ts";
import { call, guestInCall } from "../scene.ts";

Deno.test("switches: what was off before a reload is off after it: the camera is not asked for, the microphone mute", () => {
  const guest = guestInCall();
  guest.play({ kind: "cameraToggled" }, { kind: "microphoneToggled" });
  const reloaded = call("guest", guest.state.switches);
  reloaded.play({ kind: "started", mediaGranted: true });
  assert.deepEqual(reloaded.effect("askForMedia"), { kind: "askForMedia", camera: false, microphone: true });
  const { media } = reloaded.play({ kind: "mediaReady", hasCamera: false, hasMicrophone: true });
  assert.deepEqual([media.camera.kind === "on", media.microphone === "on"], [false, false]);
  assert.deepEqual(reloaded.kinds(), ["setMicrophone", "takeSeat"], "mute before anybody hears it");
  assert.deepEqual(reloaded.effect("setMicrophone"), { kind: "setMicrophone", on: false });
  reloaded.play({ kind: "cameraToggled" }, { kind: "microphoneToggled" });
  assert.deepEqual(reloaded.state.switches, { camera: true, microphone: true });
});

Deno.test("switches: the same for whoever comes back after the end or a failure, and for the first press without a permission", () => {
  const end = { kind: "hungUp" } as const;
  const failure = { kind: "channelFailed", peerId: "h", code: "box_invalid", fatal: true } as const;
  for (const [over, again] of [[end, "rejoined"], [failure, "retryRequested"]] as const) {
    const guest = guestInCall();
    guest.play({ kind: "cameraToggled" }, { kind: "microphoneToggled" }, over, { kind: again });
    assert.equal(guest.effect("askForMedia")?.camera, false);
    guest.play({ kind: "mediaReady", hasCamera: false, hasMicrophone: true });
    assert.equal(guest.state.media.microphone === "on", false);
  }
  const guest = call("guest", { camera: false, microphone: true });
  guest.play({ kind: "started", mediaGranted: false }, {
    kind: "mediaRequested",
    camera: true,
    microphone: true,
  });
  assert.equal(guest.effect("askForMedia")?.camera, false);
  guest.play({ kind: "mediaRefused", problem: "devices_missing" });
  guest.play({ kind: "mediaRequested", camera: true, microphone: true });
  assert.equal(guest.effect("askForMedia")?.camera, true, "there may be no microphone");
  guest.play({ kind: "mediaReady", hasCamera: true, hasMicrophone: false, problem: "microphone_missing" });
  assert.deepEqual(
    [guest.state.media.camera.kind === "on", guest.state.switches.camera],
    [false, false],
    "it stays off",
  );
  assert.deepEqual(guest.effect("setCamera"), { kind: "setCamera", on: false });
});

Deno.test("switches: with sound only stays with sound only; a camera that was missing or in use does not count as off", () => {
  const soundOnly = call("guest");
  soundOnly.play(
    { kind: "mediaRequested", camera: false, microphone: true },
    { kind: "mediaReady", hasCamera: false, hasMicrophone: true },
  );
  assert.deepEqual(soundOnly.state.switches, { camera: false, microphone: true });
  for (const problem of ["camera_missing", "camera_in_use"] as const) {
    const guest = call("guest");
    guest.play(
      { kind: "mediaRequested", camera: true, microphone: true },
      { kind: "mediaReady", hasCamera: false, hasMicrophone: true, problem },
    );
    assert.equal(guest.state.switches.camera, true);
  }
});

Deno.test("stored switches: on until switched off, each room for itself", () => {
  const storage = new MemoryStorage();
  assert.deepEqual(loadSwitches(storage, "a"), { camera: true, microphone: true });
  for (const camera of [true, false]) {
    for (const microphone of [true, false]) {
      saveSwitches(storage, "a", { camera, microphone });
      assert.deepEqual(loadSwitches(storage, "a"), { camera, microphone });
    }
  }
  assert.deepEqual(loadSwitches(storage, "b"), { camera: true, microphone: true });
});
