import assert from "node:assert/strict";
import { guestInCall, hostInCall, seen } from "./scene.ts";

Deno.test("stepCall: an interrupted partner has a minute, if its seat is gone", () => {
  const host = hostInCall();
  host.play({ kind: "connectionLost", peerId: "g", failed: true });
  host.play({ kind: "timerFired", timer: "grace", peerId: "g" });
  assert.equal(host.state.phase, "recovering", "its seat is still there");
  host.play(seen("h", [["h", "host"]]), { kind: "timerFired", timer: "grace", peerId: "g" });
  assert.equal(host.state.phase, "waiting");
  assert.deepEqual(host.state.notice, { kind: "left", name: "Ida" });
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
