import assert from "node:assert/strict";
import { call, guestInCall, hostInCall, seated } from "./scene.ts";

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
