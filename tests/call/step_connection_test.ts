import assert from "node:assert/strict";
import { guestInCall, hostInCall, OFFER } from "./scene.ts";

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
