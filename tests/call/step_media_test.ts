import assert from "node:assert/strict";
import { call, guestInCall, seated } from "./scene.ts";

Deno.test("stepCall: asks for media, takes a seat, polls, in this order", () => {
  const guest = call("guest");
  assert.equal(guest.state.phase, "permission");
  guest.play({ kind: "started", mediaGranted: false });
  assert.deepEqual(guest.kinds(), []);
  guest.play({ kind: "mediaRequested", camera: true, microphone: true });
  assert.deepEqual(guest.kinds(), ["askForMedia"]);
  guest.play({ kind: "mediaReady", hasCamera: true, hasMicrophone: true });
  assert.deepEqual(guest.kinds(), ["takeSeat"]);
  assert.equal(guest.play({ kind: "seatTaken" }).phase, "waiting");
  assert.deepEqual(guest.kinds(), ["startPolling", "startTimer"]);
});

Deno.test("stepCall: with the permission granted before, nothing is asked twice", () => {
  const guest = call("guest");
  guest.play({ kind: "started", mediaGranted: true });
  assert.deepEqual(guest.kinds(), ["askForMedia"]);
  guest.play({ kind: "mediaRequested", camera: true, microphone: true });
  assert.deepEqual(guest.kinds(), [], "a second press while the browser asks");
});

Deno.test("stepCall: refused media keep the page where it is, and a retry asks again", () => {
  const guest = call("guest");
  const state = guest.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaRefused", problem: "media_denied" },
  );
  assert.equal(state.phase, "permission");
  assert.equal(state.media.problem, "media_denied");
  const retried = guest.play({ kind: "mediaRequested", camera: false, microphone: true });
  assert.equal(retried.media.problem, undefined);
  assert.deepEqual(guest.effect("askForMedia"), { kind: "askForMedia", camera: false, microphone: true });
});

Deno.test("stepCall: camera and microphone tell the partner, and only in a conversation", () => {
  const guest = call("guest");
  guest.play(...seated);
  guest.play({ kind: "cameraToggled" });
  assert.deepEqual(guest.kinds(), ["setCamera"]);
  const talking = guestInCall();
  talking.play({ kind: "microphoneToggled" });
  assert.deepEqual(talking.effect("send")?.message, {
    kind: "media",
    camera: true,
    microphone: false,
    screen: false,
    detail: false,
  });
  talking.play({ kind: "cameraToggled" }, { kind: "cameraFailed", problem: "media_in_use" });
  assert.equal(talking.state.media.camera.kind === "on", false);
});

Deno.test("stepCall: a camera or a microphone that was missing at the beginning is switched on when it is taken", () => {
  const guest = call("guest");
  guest.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaReady", hasCamera: false, hasMicrophone: true, problem: "camera_missing" },
  );
  assert.equal(guest.play({ kind: "cameraToggled" }).media.camera.kind === "on", false, "there is none");
  const seeing = guest.play({ kind: "deviceFound", medium: "camera" }).media;
  assert.deepEqual([seeing.camera.kind, seeing.problem], ["on", undefined]);
  assert.deepEqual(guest.effect("setCamera"), { kind: "setCamera", on: true });

  const mute = call("guest");
  mute.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaReady", hasCamera: true, hasMicrophone: false, problem: "microphone_missing" },
    { kind: "deviceFound", medium: "microphone" },
  );
  assert.deepEqual(mute.effect("renewMedia"), { kind: "renewMedia", camera: true, microphone: true });
  const speaking = mute.play({ kind: "mediaRenewed", hasCamera: true, hasMicrophone: true }).media;
  assert.deepEqual([speaking.microphone, speaking.problem], ["on", undefined]);
});

Deno.test("media: a track taken away is asked for anew, and goes on by itself when it is back", () => {
  const guest = guestInCall();
  guest.play({ kind: "trackLost", medium: "camera" });
  assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: true, microphone: true });
  guest.play({ kind: "mediaRenewed", hasCamera: false, hasMicrophone: true, problem: "media_in_use" });
  assert.deepEqual(guest.effect("send")?.message, {
    kind: "media",
    camera: false,
    microphone: true,
    screen: false,
    detail: false,
  });
  assert.equal(guest.state.media.problem, "media_in_use");
  guest.play({ kind: "woken", mediaLost: false });
  assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: true, microphone: true });
  guest.play({ kind: "mediaRenewed", hasCamera: true, hasMicrophone: true });
  assert.equal(guest.state.media.camera.kind === "on", true);
  assert.equal(guest.state.media.problem, undefined);
});

Deno.test("media: for a microphone that is missing, a camera that runs does not go dark", () => {
  const guest = guestInCall();
  guest.play({ kind: "trackLost", medium: "microphone" }, {
    kind: "mediaRenewed",
    hasCamera: true,
    hasMicrophone: false,
  });
  for (const event of [{ kind: "woken", mediaLost: false }, { kind: "devicesChanged" }] as const) {
    guest.play(event);
    assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: false, microphone: true });
  }
});

Deno.test("media: a camera that failed is off, whatever the browser answers late", () => {
  const guest = guestInCall();
  guest.play({ kind: "cameraFailed", problem: "camera_in_use" });
  assert.deepEqual(guest.effect("setCamera"), { kind: "setCamera", on: false });
});

Deno.test("media: an answer says nothing of what a later wish has overtaken, or what was not asked for", () => {
  const guest = guestInCall();
  guest.play({ kind: "cameraToggled" }, { kind: "trackLost", medium: "microphone" }, {
    kind: "cameraToggled",
  });
  const { media } = guest.play({ kind: "mediaRenewed", hasMicrophone: true });
  assert.deepEqual(
    media.camera,
    { kind: "on" },
    "switched on while the browser answered",
  );
  const before = guest.state;
  assert.equal(guest.play({ kind: "mediaRenewed" }), before);
});

Deno.test("media: a camera taken before the browser has answered is no second question", () => {
  const guest = call("guest");
  guest.play({ kind: "mediaRequested", camera: true, microphone: true });
  guest.play({ kind: "deviceFound", medium: "camera" });
  assert.deepEqual(guest.kinds(), []);
});

Deno.test("media: what was switched off on purpose is never switched on by a recovery", () => {
  const guest = guestInCall();
  guest.play({ kind: "cameraToggled" }, { kind: "microphoneToggled" });
  guest.play({ kind: "trackLost", medium: "microphone" });
  assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: false, microphone: true });
  guest.play({ kind: "mediaRenewed", hasCamera: false, hasMicrophone: true });
  assert.deepEqual([guest.state.media.camera.kind === "on", guest.state.media.microphone === "on"], [
    false,
    false,
  ]);
  assert.deepEqual(guest.effect("setMicrophone"), { kind: "setMicrophone", on: false });
  guest.play({ kind: "devicesChanged" });
  assert.deepEqual(guest.kinds(), []);
});

Deno.test("media: a microphone that another program has at the beginning is asked for by its switch, as a camera is", () => {
  const guest = call("guest");
  guest.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaReady", hasCamera: true, hasMicrophone: false, problem: "microphone_in_use" },
  );
  assert.deepEqual([guest.state.media.microphone], ["lost"]);
  guest.play({ kind: "microphoneToggled" });
  assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: true, microphone: true });
  guest.play({ kind: "mediaRenewed", hasCamera: true, hasMicrophone: true });
  assert.deepEqual([guest.state.media.microphone === "on", guest.state.media.problem], [
    true,
    undefined,
  ]);
});

Deno.test("media: a mute microphone that did not come back is asked for by its switch, and stays mute when it comes back by itself", () => {
  const guest = guestInCall();
  guest.play({ kind: "microphoneToggled" }, { kind: "trackLost", medium: "microphone" });
  guest.play({ kind: "mediaRenewed", hasCamera: true, hasMicrophone: false, problem: "microphone_in_use" });
  guest.play({ kind: "devicesChanged" });
  assert.ok(guest.effect("renewMedia"));
  const back = call("guest", guest.state.switches);
  back.play(
    { kind: "mediaRequested", camera: true, microphone: true },
    { kind: "mediaReady", hasCamera: true, hasMicrophone: false, problem: "microphone_in_use" },
    { kind: "mediaRenewed", hasCamera: true, hasMicrophone: true },
  );
  assert.equal(back.state.media.microphone === "on", false);
  guest.play({ kind: "microphoneToggled" });
  assert.ok(guest.effect("renewMedia"), "no switch that is on without a microphone");
  assert.equal(
    guest.play({ kind: "mediaRenewed", hasCamera: true, hasMicrophone: true }).media.microphone === "on",
    true,
  );
});

Deno.test("media: a camera that was refused is asked for by its own switch only", () => {
  const guest = guestInCall();
  guest.play({ kind: "trackLost", medium: "camera" });
  guest.play({ kind: "mediaRenewed", hasCamera: false, hasMicrophone: false, problem: "media_denied" });
  guest.play({ kind: "microphoneToggled" });
  assert.deepEqual(guest.effect("renewMedia"), { kind: "renewMedia", camera: false, microphone: true });
  guest.play({ kind: "mediaRenewed", hasMicrophone: true });
  guest.play({ kind: "woken", mediaLost: false });
  assert.equal(guest.effect("renewMedia"), undefined, "nor when the page wakes up");
  guest.play({ kind: "cameraToggled" });
  assert.deepEqual(guest.effect("setCamera"), { kind: "setCamera", on: true });
});
