import assert from "node:assert/strict";
import { admission, call, guestInCall, hostInCall, knocks, OFFER, seated, secured, seen } from "./scene.ts";

const timer = { kind: "timerFired", timer: "seat", peerId: "" } as const;

Deno.test("stepCall: while the room is not open the camera goes off, and on again when it opens", () => {
  for (const error of ["not_open_yet", "consultation_unknown"] as const) {
    const guest = call("guest");
    guest.play(...seated, { kind: "signalingEnded", code: "seat_unknown" }, timer, {
      kind: "seatRefused",
      refusal: { error },
    });
    assert.deepEqual(guest.kinds().slice(-1), ["stopMedia"]);
    assert.equal(guest.state.phase, "failed");
    guest.play({ kind: "retryRequested" });
    assert.ok(guest.effect("askForMedia"));
  }
});

Deno.test("stepCall: a lost server does not touch the conversation; back again, a lost connection is restarted", () => {
  const host = hostInCall();
  host.play({ kind: "signalingLost", how: "unavailable" });
  assert.equal(host.state.phase, "connected");
  host.play({ kind: "connectionLost", peerId: "g", failed: false });
  host.play({ kind: "timerFired", timer: "restart", peerId: "g" });
  assert.equal(host.effect("restartIce"), undefined, "nobody would hear of it");
  host.play({ kind: "signalingRegained" });
  assert.equal(host.effect("restartIce")?.round, 2);
  assert.equal(host.state.notice, undefined);
});

/** What a server may say to somebody who has a seat, or wants one. */
const REFUSALS = [
  "seat_unknown",
  "consultation_unknown",
  "forbidden",
  "signed_out",
  "locked",
  "room_full",
  "not_open_yet",
  "not_found",
  "bad_request",
] as const;

Deno.test("stepCall: nothing that the server says ends a conversation; another seat is taken beside it, at growing distances", () => {
  for (const [scene, partner] of [[guestInCall, "h"], [hostInCall, "g"]] as const) {
    for (const code of REFUSALS) {
      const subject = scene();
      subject.play({ kind: "signalingEnded", code });
      const delays = [subject.timer("seat")!.delayMs];
      for (let tries = 0; tries < 9; tries++) {
        subject.play(timer);
        assert.deepEqual(subject.kinds(), ["takeSeat"]);
        subject.play({ kind: "seatRefused", refusal: { error: code, retryAfterMs: 1e12 } });
        delays.push(subject.timer("seat")!.delayMs);
        assert.equal(subject.state.phase, "connected");
      }
      assert.deepEqual(delays, [0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
      assert.deepEqual(subject.state.notice, { kind: "serverDisturbs" }, "the person is told");
      assert.deepEqual(subject.state.pairings.map(({ peerId }) => peerId), [partner]);
      subject.play(timer, { kind: "seatTaken" });
      assert.equal(subject.state.notice, undefined);
      assert.equal(subject.timer("seat")?.delayMs, 60_000, "a seat that lasts is no loss in a row");
      subject.play(timer, { kind: "signalingEnded", code });
      assert.equal(subject.timer("seat")?.delayMs, 0);
    }
  }
});

Deno.test("stepCall: an interrupted conversation without a seat ends after a minute, with the reason", () => {
  const patience = { kind: "timerFired", timer: "patience", peerId: "" } as const;
  for (const [scene, peerId] of [[guestInCall, "h"], [hostInCall, "g"]] as const) {
    const subject = scene();
    const refused = { kind: "seatRefused", refusal: { error: "consultation_unknown" } } as const;
    subject.play({ kind: "signalingEnded", code: "seat_unknown" }, timer, refused);
    subject.play({ kind: "connectionLost", peerId, failed: true }, timer, refused);
    assert.equal(subject.state.phase, "recovering");
    subject.play(patience);
    assert.equal(subject.state.failure?.code, "consultation_unknown");
    // A person who tries again is told at once.
    const stuck = scene();
    stuck.play(
      { kind: "connectionLost", peerId, failed: true },
      patience,
      { kind: "retryRequested" },
      refused,
    );
    assert.equal(stuck.state.failure?.code, "consultation_unknown");
  }
});

Deno.test("stepCall: who is not in a conversation yet is told why there is no seat", () => {
  const waiting = call("guest");
  waiting.play(...seated);
  assert.equal(waiting.play({ kind: "signalingEnded", code: "consultation_unknown" }).phase, "failed");
  const replaced = call("guest");
  replaced.play(...seated);
  const { phase, failure } = replaced.play({ kind: "signalingEnded", code: "seat_replaced" });
  assert.deepEqual([phase, failure?.code], ["failed", "code_replaced"]);
  const host = call("host");
  host.play(...seated);
  assert.equal(host.play({ kind: "signalingEnded", code: "seat_replaced" }).endReason, "replaced");
});

Deno.test("stepCall: a room that is said to be open elsewhere ends no conversation, and the seat is not fought for", () => {
  const host = hostInCall();
  host.play(...knocks("g2", "Otto"), { kind: "signalingEnded", code: "seat_replaced" });
  assert.deepEqual([host.state.phase, host.state.notice?.kind], ["connected", "openElsewhere"]);
  assert.deepEqual(host.all("closePairing").map(({ peerId }) => peerId), ["g2"], "who waits goes there");
  assert.deepEqual(host.effect("stopTimer"), { kind: "stopTimer", timer: "restart", peerId: "g2" });
  assert.ok(host.all("stopTimer").some((effect) => effect.timer === "seat"));
  host.play({ kind: "woken", mediaLost: false }, { kind: "networkChanged" });
  assert.equal(host.effect("takeSeat"), undefined);
  // The partner says so: then it is true.
  const moved = hostInCall();
  moved.play({ kind: "messageOpened", peerId: "g", message: { kind: "replaced" } });
  assert.equal(moved.state.endReason, "replaced");
  host.play({ kind: "connectionLost", peerId: "g", failed: true });
  assert.equal(host.state.phase, "recovering");
  host.play({ kind: "timerFired", timer: "patience", peerId: "" });
  assert.equal(host.state.endReason, "replaced");
});

Deno.test("stepCall: without a conversation a seat that was given up is taken anew, and everybody greeted again", () => {
  const guest = call("guest");
  guest.play(...seated, seen("g", [["h", "host"]]), { kind: "signalingEnded", code: "seat_unknown" });
  assert.deepEqual(guest.all("closePairing").map(({ peerId }) => peerId), ["h"]);
  assert.equal(guest.state.pairings.length, 0);
  assert.deepEqual(guest.play(timer).pairings, []);
  assert.deepEqual(guest.kinds(), ["takeSeat"]);
});

Deno.test("stepCall: from the new seat the partner is met again, and the connection stays as it is", () => {
  const guest = guestInCall();
  guest.play({ kind: "connectionVerified", peerId: "h" }, { kind: "signalingEnded", code: "seat_unknown" });
  guest.play(timer, { kind: "seatTaken" }, seen("g.2", [["g.2", "guest"], ["h.2", "host"]]));
  assert.equal(
    guest.state.pairings[0]?.present,
    true,
    "under its name it was in the room of the former seat",
  );
  assert.deepEqual(guest.effect("greet"), { kind: "greet", peerId: "h.2", by: "resume" });
  guest.play(secured("h.2", "h", "h"), {
    kind: "messageOpened",
    peerId: "h.2",
    message: admission("admitted", { ...OFFER, round: 4, keeps: true }),
  });
  assert.deepEqual(guest.effect("keepConnection"), { kind: "keepConnection", peerId: "h.2", from: "h" });
  assert.equal(guest.effect("closePairing"), undefined);
  assert.equal(guest.effect("forgetExchange"), undefined);
  assert.equal(guest.effect("acceptOffer")?.offer.round, 4);
  const [pairing] = guest.state.pairings;
  assert.deepEqual(
    [guest.state.currentPeerId, pairing?.connection, pairing?.verified, pairing?.seatLost, pairing?.round],
    ["h.2", "connected", true, undefined, 4],
  );

  const host = hostInCall();
  host.play({ kind: "connectionVerified", peerId: "g" }, ...knocks("g2", "Ida", "g", "g"));
  assert.deepEqual(host.effect("keepConnection"), { kind: "keepConnection", peerId: "g2", from: "g" });
  assert.deepEqual(host.effect("admit"), { kind: "admit", peerId: "g2", round: 2, keeps: true });
  assert.equal(host.effect("closePairing"), undefined);
  assert.equal(host.state.phase, "connected");
});

Deno.test("stepCall: a connection that only one side has kept is made anew", () => {
  const guest = guestInCall();
  guest.play(secured("h2", "h", "h"));
  guest.play(seen("g", [["h2", "host"]]), secured("h2", "h", "h"), {
    kind: "messageOpened",
    peerId: "h2",
    message: admission("admitted", { ...OFFER, round: 3, keeps: true }),
  });
  assert.equal(guest.effect("keepConnection"), undefined, "it was never verified");
  assert.deepEqual(guest.all("send").map(({ message }) => message), [
    { kind: "restartRequest", round: 3, fresh: true },
  ]);
  assert.equal(guest.effect("acceptOffer"), undefined);
});

Deno.test("stepCall: a page without a seat ends with its conversation, and says why", () => {
  const host = hostInCall();
  host.play({ kind: "signalingEnded", code: "seat_replaced" });
  host.play({ kind: "messageOpened", peerId: "g", message: { kind: "bye" } });
  assert.equal(host.state.endReason, "replaced");
  assert.ok(host.kinds().includes("forgetExchange"));
  const removing = hostInCall();
  removing.play({ kind: "signalingEnded", code: "signed_out" }, timer, {
    kind: "seatRefused",
    refusal: { error: "signed_out" },
  });
  assert.equal(removing.state.phase, "connected");
  assert.equal(removing.play({ kind: "removed", peerId: "g" }).failure?.code, "signed_out");
});

Deno.test("stepCall: a partner that was met again from a new seat, and then disturbed, is met from another one", () => {
  const guest = guestInCall();
  const disturbed = (peerId: string) =>
    ({ kind: "channelFailed", peerId, code: "box_invalid", fatal: false }) as const;
  guest.play({ kind: "connectionVerified", peerId: "h" }, { kind: "signalingEnded", code: "seat_unknown" });
  guest.play(timer, { kind: "seatTaken" }, seen("g.2", [["h.2", "host"], ["x.2", "host"]]), disturbed("x.2"));
  assert.equal(guest.timer("seat")?.delayMs, 60_000, "a stranger is not worth a seat");
  guest.play(secured("h.2", "h", "h"), disturbed("h.2"));
  assert.equal(guest.timer("seat")?.delayMs, 1_000);
  assert.deepEqual(guest.state.pairings.map(({ peerId }) => peerId), ["h"]);
});

Deno.test("stepCall: an opening that is no moment is not shown", () => {
  for (const opensAtMs of [1e300, "soon", null]) {
    const refusal = { error: "not_open_yet", opensAtMs: opensAtMs as number } as const;
    const guest = call("guest");
    const { failure } = guest.play(...seated.slice(0, 2), { kind: "seatRefused", refusal });
    assert.deepEqual(failure, { code: "not_open_yet" });
  }
});
