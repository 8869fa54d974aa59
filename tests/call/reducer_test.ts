import assert from "node:assert/strict";
import type { CallEvent } from "../../call/events.ts";
import { isNewDevice } from "../../call/state.ts";
import { admission, call, guestInCall, hostInCall, OFFER, seated, seen } from "./scene.ts";

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
  assert.deepEqual(guest.kinds(), ["startPolling"]);
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

Deno.test("stepCall: a guest greets the host as soon as it sees one, and once", () => {
  const guest = call("guest");
  guest.play(...seated, seen("g", [["g", "guest"], ["other", "guest"]]));
  assert.equal(guest.effect("greet"), undefined);
  guest.play(seen("g", [["g", "guest"], ["h", "host"]]));
  assert.equal(guest.effect("greet")?.peerId, "h");
  guest.play(seen("g", [["g", "guest"], ["h", "host"]]));
  assert.deepEqual(guest.kinds(), []);
});

Deno.test("stepCall: knock, admission, connection on both sides", () => {
  const host = call("host");
  host.play(...seated, { kind: "greeted", peerId: "g", atMs: 1 });
  assert.equal(host.state.phase, "waiting", "who has not proved anything does not knock");
  host.play({ kind: "identified", peerId: "g", name: "Ida", resumes: false });
  assert.equal(host.state.phase, "knocking");
  assert.deepEqual(host.kinds(), ["keepWaiting", "prepareConnection", "announceKnock"]);
  host.play({ kind: "admitted", peerId: "g" });
  assert.equal(host.state.phase, "connecting");
  assert.deepEqual(host.effect("admit"), { kind: "admit", peerId: "g", round: 1 });
  assert.deepEqual(host.effect("keepResumeSecret"), { kind: "keepResumeSecret", peerId: "g" });
  host.play({ kind: "connectionEstablished", peerId: "g", atMs: 9 });
  assert.equal(host.state.phase, "connected");
  assert.equal(host.state.connectedAtMs, 9);

  const guest = call("guest");
  guest.play(...seated, seen("g", [["h", "host"]]), {
    kind: "messageOpened",
    peerId: "h",
    message: admission("waiting"),
  });
  assert.equal(guest.state.phase, "knocking");
  guest.play({ kind: "messageOpened", peerId: "h", message: admission("admitted") });
  assert.equal(guest.state.phase, "connecting");
  assert.deepEqual(guest.kinds(), [
    "announceAdmission",
    "keepResumeSecret",
    "acceptOffer",
    "startTimer",
    "startTimer",
  ]);
});

Deno.test("stepCall: a refused guest is told, and its seat is left", () => {
  const guest = call("guest");
  guest.play(...seated, seen("g", [["h", "host"]]), {
    kind: "messageOpened",
    peerId: "h",
    message: admission("refused"),
  });
  assert.equal(guest.state.endReason, "refused");
  assert.ok(guest.kinds().includes("leaveSeat"));
  const host = call("host");
  host.play(
    ...seated,
    { kind: "greeted", peerId: "g", atMs: 1 },
    { kind: "identified", peerId: "g", name: "Ida", resumes: false },
    { kind: "refused", peerId: "g" },
  );
  assert.equal(host.kinds().indexOf("turnAway") < host.kinds().indexOf("closePairing"), true);
  assert.equal(host.state.phase, "waiting");
});

Deno.test("stepCall: later is told, and changes nothing else; admitted afterwards", () => {
  const host = call("host");
  host.play(
    ...seated,
    { kind: "greeted", peerId: "g", atMs: 1 },
    { kind: "identified", peerId: "g", name: "Ida", resumes: false },
    { kind: "putOff", peerId: "g" },
  );
  assert.ok(host.effect("putOff"));
  assert.equal(host.state.phase, "knocking");
  host.play({ kind: "admitted", peerId: "g" });
  assert.equal(host.state.phase, "connecting");
  assert.equal(host.state.currentPeerId, "g");
  host.play({ kind: "putOff", peerId: "g" });
  assert.equal(host.effect("putOff"), undefined, "not whoever is in already");
  const guest = call("guest");
  guest.play(...seated, seen("g", [["g", "guest"], ["h", "host"]]));
  const told = (state: "waiting" | "later"): CallEvent => ({
    kind: "messageOpened",
    peerId: "h",
    message: { kind: "admission", hostName: "Dr. H", state },
  });
  guest.play(told("waiting"), told("later"));
  assert.equal(guest.state.phase, "knocking");
  assert.equal(guest.state.pairings[0]?.later, true);
});

Deno.test("stepCall: who is removed is told before the connection ends, and the room stays open", () => {
  const host = hostInCall();
  host.play({ kind: "removed", peerId: "g" });
  assert.ok(host.kinds().indexOf("turnAway") < host.kinds().indexOf("closePairing"));
  assert.deepEqual([host.state.phase, host.state.notice, host.state.currentPeerId], [
    "waiting",
    undefined,
    undefined,
  ]);
  assert.ok(host.kinds().includes("forgetExchange"));
  const guest = guestInCall();
  const message = { kind: "admission", hostName: "Dr. H", state: "removed" } as const;
  guest.play({ kind: "messageOpened", peerId: "h", message });
  assert.deepEqual([guest.state.phase, guest.state.endReason], ["ended", "removed"]);
  assert.ok(guest.kinds().includes("stopMedia"));
});

Deno.test("stepCall: while the room is not open the camera goes off, and on again when it opens", () => {
  for (const error of ["not_open_yet", "consultation_unknown"] as const) {
    const guest = call("guest");
    guest.play(...seated, { kind: "signalingEnded", code: "seat_unknown" }, {
      kind: "seatRefused",
      refusal: { error },
    });
    assert.deepEqual(guest.kinds().slice(-1), ["stopMedia"]);
    assert.equal(guest.state.phase, "failed");
    guest.play({ kind: "retryRequested" });
    assert.ok(guest.effect("askForMedia"));
  }
});

Deno.test("stepCall: a second guest never falls into a running conversation, and makes no sound", () => {
  const host = hostInCall();
  host.play(
    { kind: "greeted", peerId: "g2", atMs: 6 },
    { kind: "identified", peerId: "g2", name: "Otto", resumes: false },
  );
  assert.equal(host.state.phase, "connected");
  assert.equal(host.effect("announceKnock"), undefined);
  host.play({ kind: "admitted", peerId: "g2" });
  assert.equal(host.state.currentPeerId, "g");
  assert.deepEqual(host.kinds(), []);
});

Deno.test("stepCall: only the host restarts ICE; the guest asks for it", () => {
  const host = hostInCall();
  host.play({ kind: "connectionLost", peerId: "g", failed: false });
  assert.equal(host.state.phase, "recovering");
  assert.equal(host.effect("restartIce"), undefined, "may heal by itself");
  host.play({ kind: "timerFired", timer: "restart", peerId: "g" });
  assert.deepEqual(host.effect("restartIce"), { kind: "restartIce", peerId: "g", round: 2, fresh: false });
  host.play({
    kind: "messageOpened",
    peerId: "g",
    message: { kind: "answer", answer: { ...OFFER, round: 1 } },
  });
  assert.deepEqual(host.kinds(), [], "an answer to an offer that was given up");
  const guest = guestInCall();
  guest.play({ kind: "connectionLost", peerId: "h", failed: true }, {
    kind: "timerFired",
    timer: "restart",
    peerId: "h",
  });
  assert.deepEqual(guest.effect("send")?.message, { kind: "restartRequest", round: 1 });
  guest.play({
    kind: "messageOpened",
    peerId: "h",
    message: { kind: "offer", offer: { ...OFFER, round: 2 } },
  });
  assert.equal(guest.effect("acceptOffer")?.offer.round, 2);
  assert.equal(guest.play({ kind: "connectionEstablished", peerId: "h", atMs: 99 }).connectedAtMs, 5);
});

Deno.test("stepCall: a guest that reloads is let in again without a click, in the old one's place", () => {
  const host = hostInCall();
  host.play(seen("h", [["h", "host"], ["g2", "guest"]]), { kind: "greeted", peerId: "g2", atMs: 7 });
  assert.equal(host.state.phase, "connected", "the seat is gone, the connection not yet");
  host.play({ kind: "identified", peerId: "g2", name: "Ida", resumes: true, formerPeerId: "g" });
  assert.equal(host.state.currentPeerId, "g2");
  assert.equal(host.state.phase, "recovering");
  assert.deepEqual(host.effect("send")?.message, { kind: "replaced" });
  assert.equal(host.effect("admit")?.peerId, "g2");
  assert.equal(host.state.pairings.length, 1);
});

Deno.test("stepCall: somebody else who was let in before does not take the place of who is in conversation", () => {
  for (const interrupted of [false, true]) {
    const host = hostInCall();
    if (interrupted) host.play({ kind: "connectionLost", peerId: "g", failed: true });
    host.play(
      { kind: "greeted", peerId: "x2", atMs: 7 },
      { kind: "identified", peerId: "x2", name: "Otto", resumes: true, formerPeerId: "x1" },
    );
    assert.equal(host.state.currentPeerId, "g");
    assert.equal(host.state.pairings.find(({ peerId }) => peerId === "x2")?.stage, "knocking");
    assert.equal(host.effect("closePairing"), undefined);
  }
  const free = call("host");
  free.play(...seated, { kind: "greeted", peerId: "x2", atMs: 7 });
  free.play({ kind: "identified", peerId: "x2", name: "Otto", resumes: true, formerPeerId: "x1" });
  assert.equal(free.effect("admit")?.peerId, "x2");
});

Deno.test("stepCall: a host that reloads is greeted at once, and the old pairing ends with the new admission", () => {
  const guest = guestInCall();
  guest.play(seen("g", [["g", "guest"], ["h2", "host"]]));
  assert.equal(guest.effect("greet")?.peerId, "h2");
  assert.equal(guest.state.phase, "connected", "the old connection is not given up before its time");
  guest.play({ kind: "messageOpened", peerId: "h2", message: admission("admitted") });
  assert.equal(guest.state.currentPeerId, "h2");
  assert.equal(guest.effect("closePairing")?.peerId, "h");
  assert.equal(guest.effect("announceAdmission"), undefined, "no sound within a conversation");
});

Deno.test("stepCall: a host that forgot the guest makes it knock again", () => {
  const guest = guestInCall();
  guest.play({ kind: "connectionLost", peerId: "h", failed: true }, seen("g", [["h2", "host"]]), {
    kind: "messageOpened",
    peerId: "h2",
    message: admission("waiting"),
  });
  assert.equal(guest.state.phase, "knocking");
  assert.deepEqual(guest.state.pairings.map(({ peerId }) => peerId), ["h2"]);
});

Deno.test("stepCall: whoever lost its seat in a conversation and has to knock again is knocking, not recovering", () => {
  const guest = guestInCall();
  guest.play({ kind: "signalingEnded", code: "seat_unknown" }, { kind: "seatTaken" });
  assert.equal(guest.state.phase, "recovering");
  guest.play(seen("g2", [["h", "host"]]), {
    kind: "messageOpened",
    peerId: "h",
    message: admission("waiting"),
  });
  assert.equal(guest.state.phase, "knocking");
});

Deno.test("stepCall: hanging up says goodbye, leaves, and the same page can come back", () => {
  const guest = guestInCall();
  guest.play({ kind: "hungUp" });
  assert.equal(guest.state.phase, "ended");
  assert.equal(guest.effect("closePairing")?.goodbye, true);
  assert.deepEqual(guest.kinds().slice(-2), ["leaveSeat", "stopMedia"]);
  guest.play({ kind: "connectionLost", peerId: "h", failed: true });
  assert.deepEqual(guest.kinds(), [], "what is over stays over");
  guest.play({ kind: "rejoined" });
  assert.deepEqual(guest.kinds(), ["askForMedia"]);
  assert.equal(guest.state.pairings.length, 0);
});

Deno.test("stepCall: a host that goes says goodbye to its partner, and to who waits only if it ends it for all", () => {
  const farewells = (forAll: boolean, ...events: CallEvent[]) => {
    const host = hostInCall();
    host.play(
      { kind: "greeted", peerId: "g2", atMs: 6 },
      { kind: "identified", peerId: "g2", name: "Otto", resumes: false },
      ...events,
    );
    host.play(forAll ? { kind: "hungUp", forAll } : { kind: "hungUp" });
    return host.all("closePairing").map(({ peerId, goodbye }) => [peerId, goodbye]);
  };
  assert.deepEqual(farewells(false), [["g", true], ["g2", false]]);
  assert.deepEqual(farewells(true), [["g", true], ["g2", true]]);
  const bye: CallEvent = { kind: "messageOpened", peerId: "g", message: { kind: "bye" } };
  assert.deepEqual(farewells(false, bye), [["g2", false]], "out of the lobby");
  // Who waits sees the host's seat go, and waits on.
  const guest = call("guest");
  guest.play(...seated, seen("g2", [["h", "host"]]), {
    kind: "messageOpened",
    peerId: "h",
    message: admission("waiting"),
  });
  assert.equal(guest.play(seen("g2", [])).phase, "waiting");
  guest.play(seen("g2", [["h2", "host"]]));
  assert.equal(guest.effect("greet")?.peerId, "h2");
});

Deno.test("stepCall: a failure that has stopped camera and microphone asks for both again when it is retried", () => {
  const guest = guestInCall();
  guest.play({ kind: "channelFailed", peerId: "h", code: "confirmation_mismatch", fatal: true });
  assert.ok(guest.effect("stopMedia"));
  assert.equal(guest.play({ kind: "retryRequested" }).phase, "permission");
  assert.deepEqual(guest.kinds(), ["askForMedia"]);
  // One at the seat has stopped nothing.
  const host = call("host");
  host.play(...seated, { kind: "seatRefused", refusal: { error: "too_many_requests" } });
  assert.equal(host.play({ kind: "retryRequested" }).media.camera.kind === "on", true);
  assert.deepEqual(host.kinds(), ["takeSeat"]);
});

Deno.test("stepCall: a guest that hangs up is told to the host, who waits for the next", () => {
  const host = hostInCall();
  host.play({ kind: "messageOpened", peerId: "g", message: { kind: "bye" } });
  assert.equal(host.state.phase, "waiting");
  assert.deepEqual(host.state.notice, { kind: "left", name: "Ida" });
  assert.equal(host.state.connectedAtMs, undefined);
});

Deno.test("stepCall: a lost server does not touch the conversation; back again, a lost connection is restarted", () => {
  const host = hostInCall();
  host.play({ kind: "signalingLost" });
  assert.equal(host.state.phase, "connected");
  host.play({ kind: "connectionLost", peerId: "g", failed: false });
  host.play({ kind: "timerFired", timer: "restart", peerId: "g" });
  assert.equal(host.effect("restartIce"), undefined, "nobody would hear of it");
  host.play({ kind: "signalingRegained" });
  assert.equal(host.effect("restartIce")?.round, 2);
  assert.equal(host.state.notice, undefined);
});

Deno.test("stepCall: a consultation that expires lets a running conversation go on", () => {
  const guest = guestInCall();
  assert.equal(guest.play({ kind: "signalingEnded", code: "consultation_unknown" }).phase, "connected");
  const waiting = call("guest");
  waiting.play(...seated);
  assert.equal(waiting.play({ kind: "signalingEnded", code: "consultation_unknown" }).phase, "failed");
});

Deno.test("stepCall: another device's host seat ends this one", () => {
  const host = hostInCall();
  assert.equal(host.play({ kind: "signalingEnded", code: "seat_replaced" }).endReason, "replaced");
});

Deno.test("stepCall: a guest whose code was replaced is told, unless the conversation runs", () => {
  const waiting = call("guest");
  waiting.play(...seated);
  const { phase, failure } = waiting.play({ kind: "signalingEnded", code: "seat_replaced" });
  assert.deepEqual([phase, failure?.code], ["failed", "code_replaced"]);
  const talking = guestInCall();
  assert.equal(talking.play({ kind: "signalingEnded", code: "seat_replaced" }).phase, "connected");
});

Deno.test("stepCall: a seat that was given up is taken anew", () => {
  const guest = guestInCall();
  guest.play({ kind: "signalingEnded", code: "seat_unknown" });
  assert.ok(guest.kinds().includes("takeSeat"));
  assert.equal(guest.state.pairings.length, 0);
});

Deno.test("stepCall: an interrupted partner has a minute, if its seat is gone", () => {
  const host = hostInCall();
  host.play({ kind: "connectionLost", peerId: "g", failed: true });
  host.play({ kind: "timerFired", timer: "grace", peerId: "g" });
  assert.equal(host.state.phase, "recovering", "its seat is still there");
  host.play(seen("h", [["h", "host"]]), { kind: "timerFired", timer: "grace", peerId: "g" });
  assert.equal(host.state.phase, "waiting");
  assert.deepEqual(host.state.notice, { kind: "left", name: "Ida" });
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

Deno.test("stepCall: what a peer sends out of turn changes nothing", () => {
  for (const role of ["guest", "host"] as const) {
    const other = role === "guest" ? "h" : "g";
    const subject = call(role);
    subject.play(...seated, { kind: "greeted", peerId: other, atMs: 1 });
    const before = subject.state.pairings;
    subject.play(
      { kind: "messageOpened", peerId: other, message: { kind: "answer", answer: OFFER } },
      { kind: "messageOpened", peerId: other, message: { kind: "offer", offer: OFFER } },
      { kind: "messageOpened", peerId: other, message: { kind: "candidates", round: 1, candidates: [] } },
      { kind: "messageOpened", peerId: other, message: { kind: "restartRequest", round: 1 } },
      { kind: "messageOpened", peerId: "stranger", message: admission("admitted") },
      { kind: "connectionEstablished", peerId: other, atMs: 1 },
    );
    assert.deepEqual(subject.kinds(), []);
    assert.deepEqual(subject.state.pairings, before);
  }
});

Deno.test("stepCall: encrypted is only what has been proved", () => {
  const guest = guestInCall();
  assert.equal(guest.state.pairings[0]?.verified, false);
  guest.play({ kind: "connectionVerified", peerId: "h" });
  assert.equal(guest.state.pairings[0]?.verified, true);
});

Deno.test("stepCall: a proof that fails ends even a running conversation; a damaged message does not", () => {
  for (const subject of [guestInCall(), hostInCall()]) {
    const peerId = subject.state.currentPeerId!;
    subject.play({ kind: "channelFailed", peerId, code: "box_invalid", fatal: false });
    assert.equal(subject.state.phase, "connected");
    subject.play({ kind: "channelFailed", peerId, code: "confirmation_mismatch", fatal: true });
    assert.equal(subject.state.failure?.code, "confirmation_mismatch");
    assert.ok(subject.kinds().includes("closePairing"));
  }
});

Deno.test("stepCall: a stranger that fails before it is admitted is not worth a word to the host", () => {
  const host = call("host");
  host.play(...seated, { kind: "greeted", peerId: "x", atMs: 1 }, {
    kind: "channelFailed",
    peerId: "x",
    code: "tag_mismatch",
    fatal: false,
  });
  assert.equal(host.state.phase, "waiting");
  assert.equal(host.state.pairings.length, 0);
});

Deno.test("stepCall: a wrong code is told at once", () => {
  const wrong = call("guest");
  wrong.play(...seated, seen("g", [["h", "host"]]), {
    kind: "channelFailed",
    peerId: "h",
    code: "tag_mismatch",
    fatal: false,
  });
  assert.equal(wrong.state.failure?.code, "tag_mismatch");
});

Deno.test("stepCall: a host that is there for a minute and does not answer is silent; one that is gone is waited for", () => {
  const HOUR_MS = 3_600_000;
  // Both clocks differ; the guest came at 1,000,000 by its own.
  const poll = (atMs: number, hostSeenAtMs: number): CallEvent => ({
    kind: "peersSeen",
    ownPeerId: "g",
    peers: [{ peerId: "h", role: "host", joinedAtMs: 0, seenAtMs: hostSeenAtMs - HOUR_MS }],
    atMs,
    serverNowMs: atMs - HOUR_MS,
  });
  const patient = call("guest");
  patient.play(...seated, poll(1_000_000, 990_000));
  assert.deepEqual(patient.kinds().filter((kind) => kind === "greet"), ["greet"]);
  patient.play(poll(1_030_000, 1_029_000), poll(1_070_000, 1_058_999));
  assert.equal(patient.state.phase, "waiting");
  assert.deepEqual(patient.kinds(), [], "one hello is enough: the mailbox loses nothing");
  patient.play(poll(1_090_000, 1_080_000));
  assert.equal(patient.state.failure?.code, "host_silent");
  assert.deepEqual(patient.kinds().slice(-2), ["leaveSeat", "stopMedia"]);
  // After an outage, its own or the host's, the answer may still be on its way.
  const back = call("guest");
  back.play(...seated, poll(1_000_000, 1_000_000), poll(1_020_000, 1_020_000), poll(1_200_000, 1_199_000));
  assert.equal(back.state.phase, "waiting");
  back.play(poll(1_225_000, 1_224_000));
  assert.equal(back.state.failure?.code, "host_silent");
  // A laptop that was closed keeps its seat, and is waited for.
  const waiting = call("guest");
  waiting.play(...seated, poll(1_000_000, 990_000), poll(9_000_000, 1_000_000));
  assert.equal(waiting.state.phase, "waiting");
  // So is a host that has answered: it decides when to admit.
  const known = call("guest");
  known.play(...seated, poll(1_000_000, 1_000_000));
  known.play({ kind: "messageOpened", peerId: "h", message: admission("waiting") });
  known.play(poll(9_000_000, 9_000_000));
  assert.equal(known.state.phase, "knocking");
});

Deno.test("stepCall: a connection whose peer does not prove itself ends after half a minute", () => {
  for (const subject of [guestInCall(), hostInCall()]) {
    const peerId = subject.state.currentPeerId!;
    assert.deepEqual(subject.timer("proof"), {
      kind: "startTimer",
      timer: "proof",
      peerId,
      delayMs: 30_000,
    });
    subject.play({ kind: "timerFired", timer: "proof", peerId });
    assert.equal(subject.state.failure?.code, "confirmation_missing");
    assert.ok(subject.kinds().includes("closePairing"));
  }
  const proved = guestInCall();
  proved.play({ kind: "connectionVerified", peerId: "h" });
  assert.ok(proved.kinds().includes("stopTimer"));
  proved.play({ kind: "timerFired", timer: "proof", peerId: "h" });
  assert.equal(proved.state.phase, "connected");
});

Deno.test("stepCall: what broke the way through the server first is told when the connection needs it", () => {
  const guest = guestInCall();
  guest.play(
    { kind: "channelFailed", peerId: "h", code: "box_invalid", fatal: false },
    { kind: "connectionLost", peerId: "h", failed: true },
    { kind: "channelFailed", peerId: "h", code: "closed", fatal: false },
  );
  assert.equal(guest.state.failure?.code, "box_invalid");
});

Deno.test("stepCall: a made-up host cannot end a conversation that runs; a browser that keeps nothing is told", () => {
  const guest = guestInCall();
  guest.play(seen("g", [["g", "guest"], ["h", "host"], ["x", "host"]]), {
    kind: "channelFailed",
    peerId: "x",
    code: "tag_mismatch",
    fatal: false,
  });
  assert.equal(guest.state.phase, "connected");
  const host = call("host");
  host.play(...seated, { kind: "greeted", peerId: "x", atMs: 1 }, {
    kind: "channelFailed",
    peerId: "x",
    code: "storage_failed",
    fatal: false,
  });
  assert.equal(host.state.failure?.code, "storage_failed");
});

Deno.test("stepCall: the partner's name on a knock may be a second device: the host decides, nobody else falls in", () => {
  const host = hostInCall();
  const knocks = (peerId: string, name: string): CallEvent[] => [
    { kind: "greeted", peerId, atMs: 7 },
    { kind: "identified", peerId, name, resumes: false },
  ];
  host.play(...knocks("tablet", " ida "), ...knocks("stranger", "Emil"));
  assert.equal(host.effect("announceKnock"), undefined, "silent in a conversation");
  const newDevice = () => host.state.pairings.filter((pairing) => isNewDevice(host.state, pairing));
  assert.deepEqual(newDevice().map(({ peerId }) => peerId), ["tablet"]);
  host.play({ kind: "deviceReplaced", peerId: "stranger" });
  assert.deepEqual(host.kinds(), []);
  host.play({ kind: "admitted", peerId: "tablet" });
  assert.equal(host.state.currentPeerId, "g", "a click meant for an empty room does not replace anybody");
  host.play({ kind: "deviceReplaced", peerId: "tablet" });
  assert.equal(host.state.currentPeerId, "tablet");
  assert.deepEqual(host.effect("send"), { kind: "send", peerId: "g", message: { kind: "replaced" } });
  assert.deepEqual(host.effect("admit"), { kind: "admit", peerId: "tablet", round: 1 });
  assert.deepEqual(newDevice(), []);
  assert.equal(host.state.pairings.some(({ peerId }) => peerId === "g"), false);
  const guest = guestInCall();
  assert.equal(isNewDevice(guest.state, guest.state.pairings[0]!), false);
});

Deno.test("stepCall: a locked code is told until there is a new one", () => {
  const host = call("host");
  host.play(...seated, { kind: "codeBlocked", blockedCode: { method: "code", status: "blocked" } });
  assert.deepEqual(host.state.notice, { kind: "codeBlocked", method: "code" });
  assert.equal(
    host.play({ kind: "codeBlocked", blockedCode: { method: "code", status: "replaced" } }).notice,
    undefined,
  );
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
