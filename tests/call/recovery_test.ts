import assert from "node:assert/strict";
import { RESTART_AGAIN_MS, troubleOf } from "../../call/recovery.ts";
import type { CallEvent } from "../../call/events.ts";
import { GONE_MS, GRACE_MS } from "../../call/step_connection.ts";
import {
  admission,
  call,
  guestInCall,
  hostInCall,
  hostThatAdmitted,
  knocks,
  OFFER,
  type Scene,
  seated,
  seen,
} from "./scene.ts";

const lost = (peerId: string, failed = false): CallEvent => ({ kind: "connectionLost", peerId, failed });
const restartTimer = (peerId: string): CallEvent => ({ kind: "timerFired", timer: "restart", peerId });
const answered = (round: number): CallEvent => ({
  kind: "messageOpened",
  peerId: "g",
  message: { kind: "answer", answer: { ...OFFER, round } },
});
const patience: CallEvent = { kind: "timerFired", timer: "patience", peerId: "" };

/** How many new rounds a host has begun, or a guest has asked for, by its timers alone. */
function tries(scene: Scene, peerId: string, timers: number): number {
  let count = 0;
  for (let fired = 0; fired < timers; fired++) {
    scene.play(restartTimer(peerId));
    if (scene.effect("restartIce") || scene.effect("send")) count++;
  }
  return count;
}

Deno.test("recovery: an offer that nobody answers is not repeated into a full mailbox", () => {
  const host = hostInCall();
  host.play(lost("g", true));
  assert.equal(tries(host, "g", 1), 1);
  assert.equal(tries(host, "g", 2), 0, "the first offer still waits to be answered");
  assert.ok(tries(host, "g", 200) < 10);
  host.play({
    kind: "messageOpened",
    peerId: "g",
    message: { kind: "restartRequest", round: host.state.pairings[0]!.round },
  });
  assert.ok(host.effect("restartIce"), "a sign of life begins anew");
  assert.equal(host.state.pairings[0]?.restarts, 1);
});

Deno.test("recovery: restarts that are answered and do not connect follow at growing distances, each third with a new connection", () => {
  const host = hostInCall();
  host.play(lost("g", true));
  const fresh: boolean[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    host.play(restartTimer("g"));
    assert.equal(host.timer("restart")?.delayMs, RESTART_AGAIN_MS[attempt]);
    const { round, fresh: isFresh } = host.effect("restartIce")!;
    fresh.push(isFresh);
    host.play(answered(round));
  }
  assert.deepEqual(fresh, [false, false, true, false, false, true]);
  host.play({ kind: "connectionEstablished", peerId: "g", atMs: 9 });
  assert.equal(host.state.pairings[0]?.restarts, 0);
});

Deno.test("recovery: a failed attempt in the middle of a restart does not begin another", () => {
  const host = hostInCall();
  host.play(lost("g"), restartTimer("g"), answered(2));
  host.play(lost("g", true));
  assert.equal(host.timer("restart"), undefined, "the next one has its time already");
});

Deno.test("recovery: a connection that does not come about is tried again, on both sides", () => {
  const host = call("host");
  host.play(...seated, ...knocks("g", "Ida"));
  host.play({ kind: "admitted", peerId: "g" });
  assert.equal(host.timer("restart")?.delayMs, 10_000);
  host.play(answered(1), restartTimer("g"));
  assert.equal(host.effect("restartIce")?.round, 2);
  assert.equal(host.state.phase, "connecting");
  const guest = call("guest");
  guest.play(...seated, seen("g", [["h", "host"]]), {
    kind: "messageOpened",
    peerId: "h",
    message: admission("admitted"),
  });
  guest.play(restartTimer("h"));
  assert.deepEqual(guest.effect("send")?.message, { kind: "restartRequest", round: 1 });
});

Deno.test("recovery: a guest that leaves between its admission and the connection is not waited for", () => {
  const gone = hostThatAdmitted();
  gone.play(seen("h", [["h", "host"]]), restartTimer("g"));
  assert.equal(gone.timer("grace")?.delayMs, GONE_MS);
  gone.play({ kind: "timerFired", timer: "grace", peerId: "g" });
  assert.deepEqual([gone.state.phase, gone.state.notice], ["waiting", { kind: "left", name: "Ida" }]);
  const slow = hostThatAdmitted();
  slow.play(seen("h", [["h", "host"], ["g", "guest"]]), restartTimer("g"));
  assert.equal(slow.timer("grace")?.delayMs, GRACE_MS, "its seat is still there");
  slow.play(restartTimer("g"));
  assert.equal(slow.timer("grace"), undefined, "one minute, not one for each try");
});

Deno.test("recovery: a tab that was closed is gone four seconds after its seat and its connection are, whichever came first", () => {
  const isGone = (host: Scene) => {
    assert.equal(host.timer("grace")?.delayMs, GONE_MS);
    host.play({ kind: "timerFired", timer: "grace", peerId: "g" });
    assert.deepEqual([host.state.phase, host.state.notice], ["waiting", { kind: "left", name: "Ida" }]);
  };
  const withoutGuest = seen("h", [["h", "host"]]);
  const seatFirst = hostInCall();
  seatFirst.play(seen("h", [["h", "host"], ["g", "guest"]]), withoutGuest);
  assert.equal(seatFirst.state.phase, "connected", "who is heard is there");
  seatFirst.play(lost("g", true));
  isGone(seatFirst);
  const connectionFirst = hostInCall();
  connectionFirst.play(seen("h", [["h", "host"], ["g", "guest"]]), lost("g", true));
  assert.equal(connectionFirst.timer("grace")?.delayMs, GRACE_MS, "its seat is still there");
  connectionFirst.play(withoutGuest);
  isGone(connectionFirst);
});

Deno.test("recovery: another network restarts a connection that still seems well, once; waking up does not", () => {
  const host = hostInCall();
  host.play({ kind: "networkChanged" });
  assert.deepEqual(host.kinds(), ["wakeSignaling", "restartIce", "startTimer"]);
  assert.equal(host.state.phase, "connected", "the old way is used until the new one is there");
  host.play({ kind: "networkChanged" });
  assert.deepEqual(host.kinds(), ["wakeSignaling"], "the offer is on its way");
  host.play(restartTimer("g"));
  assert.deepEqual(host.kinds(), [], "all is well");
  const guest = guestInCall();
  guest.play({ kind: "networkChanged" });
  assert.deepEqual(guest.effect("send")?.message, { kind: "restartRequest", round: 1 });
  const woken = hostInCall();
  woken.play({ kind: "woken", mediaLost: false });
  assert.deepEqual(woken.kinds(), ["wakeSignaling"]);
});

Deno.test("recovery: a connection that the browser closed while the device slept is made anew", () => {
  const guest = guestInCall();
  guest.play({ kind: "connectionLost", peerId: "h", failed: true, dead: true });
  assert.equal(guest.timer("restart")?.delayMs, 0);
  guest.play(restartTimer("h"));
  assert.deepEqual(guest.effect("send")?.message, { kind: "restartRequest", round: 1, fresh: true });
  const host = hostInCall();
  host.play({
    kind: "messageOpened",
    peerId: "g",
    message: { kind: "restartRequest", round: 1, fresh: true },
  });
  assert.deepEqual(host.effect("restartIce"), { kind: "restartIce", peerId: "g", round: 2, fresh: true });
});

Deno.test("recovery: after a minute a way on is offered, whatever was tried meanwhile; the retry begins anew and keeps the media", () => {
  const guest = guestInCall();
  guest.play(lost("h"));
  assert.equal(guest.timer("patience")?.delayMs, 60_000);
  guest.play(lost("h", true), restartTimer("h"), { kind: "signalingLost", how: "offline" });
  assert.equal(guest.timer("patience"), undefined, "one minute, not one for each try");
  assert.equal(guest.play(patience).stuck, true);
  guest.play({ kind: "retryRequested" });
  assert.deepEqual(
    [guest.state.phase, guest.state.stuck, guest.state.media.status],
    ["recovering", false, "ready"],
  );
  assert.ok(guest.kinds().includes("takeSeat") && guest.kinds().includes("closePairing"));
  assert.equal(guest.effect("stopMedia"), undefined);
  const host = hostInCall();
  host.play(lost("g"), patience, { kind: "connectionEstablished", peerId: "g", atMs: 7 });
  assert.equal(host.state.stuck, false, "it came back after all");
  assert.ok(host.kinds().includes("stopTimer"));
});

Deno.test("recovery: whoever knocks at a host that began anew can be let in, be it the partner at another device", () => {
  const host = hostInCall();
  host.play(lost("g"), patience, { kind: "retryRequested" }, { kind: "seatTaken" });
  assert.equal(host.state.phase, "recovering", "the partner is waited for");
  host.play(
    ...knocks("tablet", "Ida"),
  );
  assert.equal(
    host.state.phase,
    "recovering",
    "who knocks may be the next one, and the partner back in a moment",
  );
  assert.equal(host.effect("announceKnock"), undefined);
  const grace = { kind: "timerFired", timer: "grace", peerId: "tablet" } as const;
  assert.deepEqual(host.effect("startTimer"), { ...grace, kind: "startTimer", delayMs: GRACE_MS });
  const back = [
    ...knocks("g2", "Ida", "g"),
  ] as const;
  const resumed = hostInCall();
  resumed.play(lost("g"), patience, { kind: "retryRequested" }, { kind: "seatTaken" });
  const { connectedAtMs } = resumed.state;
  resumed.play(
    ...knocks("tablet", "Ole"),
    ...back,
    grace,
  );
  assert.deepEqual(
    [resumed.state.phase, resumed.state.connectedAtMs],
    ["recovering", connectedAtMs],
    "the same conversation goes on",
  );
  host.play(grace);
  assert.deepEqual([host.state.phase, host.state.connectedAtMs], ["knocking", undefined]);
  assert.ok(host.effect("announceKnock"));
  assert.equal(host.play({ kind: "admitted", peerId: "tablet" }).phase, "connecting");
});

Deno.test("recovery: a seat lost in the middle of a conversation changes nothing; an interruption without one waits for it", () => {
  const guest = guestInCall();
  assert.equal(guest.play({ kind: "signalingEnded", code: "seat_unknown" }).phase, "connected");
  guest.play(lost("h", true));
  assert.equal(troubleOf(guest.state), "interrupted", "nothing is known of the partner");
  assert.ok(guest.timer("patience"));
  guest.play(restartTimer("h"));
  assert.equal(guest.effect("send"), undefined, "there is no way to it");
  assert.ok(guest.timer("restart"), "the next try has its time");
});

Deno.test("troubleOf: what can be told apart is told apart", () => {
  const guest = guestInCall();
  assert.equal(troubleOf(guest.state), undefined);
  guest.play(lost("h"));
  assert.equal(troubleOf(guest.state), "interrupted");
  guest.play({ kind: "connectionLost", peerId: "h", failed: true, cause: "network_blocks" });
  assert.equal(troubleOf(guest.state), "network_blocks");
  guest.play({ kind: "signalingLost", how: "unavailable" });
  assert.equal(troubleOf(guest.state), "unavailable");
  guest.play({ kind: "signalingLost", how: "offline" });
  assert.equal(troubleOf(guest.state), "offline");
  guest.play({ kind: "signalingRegained" }, seen("g", [["g", "guest"], ["h", "host"]], 50_001));
  assert.equal(troubleOf(guest.state), "partner_away");
  guest.play(seen("g", [["g", "guest"], ["h", "host"]]), {
    kind: "connectionEstablished",
    peerId: "h",
    atMs: 8,
  });
  guest.play(lost("h"));
  assert.equal(troubleOf(guest.state), "interrupted", "an old cause does not outlive its interruption");
});

Deno.test("recovery: a connection that may heal by itself is not given up because the server says that nobody is there", () => {
  for (const [scene, peerId, own] of [[hostInCall, "g", "h"], [guestInCall, "h", "g"]] as const) {
    const subject = scene();
    subject.play({ kind: "connectionVerified", peerId }, lost(peerId));
    assert.equal(subject.timer("grace")?.delayMs, GRACE_MS);
    subject.play(seen(own, []));
    assert.equal(subject.timer("grace"), undefined);
    subject.play(lost(peerId, true));
    assert.equal(subject.timer("grace")?.delayMs, GONE_MS, "now it does not come back");
    subject.play(lost(peerId, true));
    assert.equal(subject.timer("grace"), undefined, "once");
    const absent = scene();
    absent.play({ kind: "connectionVerified", peerId }, seen(own, []), lost(peerId));
    assert.equal(absent.timer("grace")?.delayMs, GRACE_MS);
  }
});
