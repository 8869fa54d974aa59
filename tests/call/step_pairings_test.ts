import assert from "node:assert/strict";
import type { CallEvent } from "../../call/events.ts";
import { isNewDevice } from "../../call/state.ts";
import { admission, call, guestInCall, hostInCall, knocks, seated, secured, seen } from "./scene.ts";

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
  host.play(secured("g"), { kind: "identified", peerId: "g", name: "Ida" });
  assert.equal(host.state.phase, "knocking");
  assert.deepEqual(host.kinds(), ["keepWaiting", "prepareConnection", "announceKnock"]);
  host.play({ kind: "admitted", peerId: "g" });
  assert.equal(host.state.phase, "connecting");
  assert.deepEqual(host.effect("admit"), { kind: "admit", peerId: "g", round: 1, keeps: false });
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

Deno.test("stepCall: whoever comes back by a secret of somebody who was turned away knocks; once let in, it comes back", () => {
  for (const kind of ["removed", "refused"] as const) {
    const host = hostInCall();
    if (kind === "refused") {
      // Comes back while the conversation is another one's.
      host.play(...knocks("x2", "Otto", "x1"));
      host.play({ kind, peerId: "x2" });
      host.play({ kind: "messageOpened", peerId: "g", message: { kind: "bye" } });
    } else {
      host.play(...knocks("x2", "Otto", "g"));
      host.play({ kind, peerId: "x2" });
    }
    const formers = kind === "refused" ? ["x1", "x2"] : ["g", "x2"];
    for (const [index, former] of formers.entries()) {
      const peerId = `back ${index}`;
      host.play(...knocks(peerId, "Otto", former));
      assert.deepEqual([host.state.phase, host.effect("admit")], ["knocking", undefined], former);
    }
    host.play({ kind: "admitted", peerId: "back 0" });
    host.play({ kind: "messageOpened", peerId: "back 0", message: { kind: "bye" } });
    host.play(...knocks("again", "Otto", "back 0"));
    assert.equal(host.effect("admit")?.peerId, "again");
  }
});

Deno.test("stepCall: a second guest never falls into a running conversation, and makes no sound", () => {
  const host = hostInCall();
  host.play(
    ...knocks("g2", "Otto"),
  );
  assert.equal(host.state.phase, "connected");
  assert.equal(host.effect("announceKnock"), undefined);
  host.play({ kind: "admitted", peerId: "g2" });
  assert.equal(host.state.currentPeerId, "g");
  assert.deepEqual(host.kinds(), []);
});

Deno.test("stepCall: a guest that reloads is let in again without a click, in the old one's place", () => {
  const host = hostInCall();
  host.play(seen("h", [["h", "host"], ["g2", "guest"]]), { kind: "greeted", peerId: "g2", atMs: 7 });
  assert.equal(host.state.phase, "connected", "the seat is gone, the connection not yet");
  host.play(secured("g2", "g"), { kind: "identified", peerId: "g2", name: "Ida" });
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
      ...knocks("x2", "Otto", "x1"),
    );
    assert.equal(host.state.currentPeerId, "g");
    assert.equal(host.state.pairings.find(({ peerId }) => peerId === "x2")?.stage, "knocking");
    assert.equal(host.effect("closePairing"), undefined);
  }
  const free = call("host");
  free.play(...seated, { kind: "greeted", peerId: "x2", atMs: 7 });
  free.play(secured("x2", "x1"), { kind: "identified", peerId: "x2", name: "Otto" });
  assert.equal(free.effect("admit")?.peerId, "x2");
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

Deno.test("stepCall: whatever breaks the way through the server, the conversation goes on and another way is taken, once", () => {
  for (const role of ["guest", "host"] as const) {
    for (const lost of [false, true]) {
      const [subject, partner] = role === "guest" ? [guestInCall(), "h"] : [hostInCall(), "g"];
      if (lost) subject.play({ kind: "connectionLost", peerId: partner, failed: true });
      subject.play({ kind: "channelFailed", peerId: partner, code: "box_invalid", fatal: false });
      assert.equal(subject.state.phase, lost ? "recovering" : "connected");
      assert.equal(subject.timer("seat")?.delayMs, 0);
      subject.play({ kind: "timerFired", timer: "seat", peerId: "" });
      assert.deepEqual(subject.kinds(), ["takeSeat"]);
      subject.play({ kind: "channelFailed", peerId: partner, code: "closed", fatal: false });
      assert.deepEqual(subject.kinds(), [], "a consequence of the first");
      assert.equal(subject.effect("closePairing"), undefined);
    }
  }
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
  assert.deepEqual(host.effect("admit"), { kind: "admit", peerId: "tablet", round: 1, keeps: false });
  assert.deepEqual(newDevice(), []);
  assert.equal(host.state.pairings.some(({ peerId }) => peerId === "g"), false);
  const guest = guestInCall();
  assert.equal(isNewDevice(guest.state, guest.state.pairings[0]!), false);
});

Deno.test("stepCall: a peer that was last seen after the server's clock was set back is silent, not here for ever", () => {
  const guest = call("guest");
  const silentIf = (silentMs: number) => {
    guest.play(seen("g", [["h", "host"]], silentMs));
    return guest.state.pairings.map(({ silent }) => silent);
  };
  guest.play(...seated);
  assert.deepEqual([silentIf(0), silentIf(-1_000), silentIf(-3600_000), silentIf(0)], [
    [false],
    [false],
    [true],
    [false],
  ]);
});
