import assert from "node:assert/strict";
import type { CallEvent } from "../../call/events.ts";
import { admission, call, guestInCall, knocks, OFFER, seated, secured, seen } from "./scene.ts";

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
    ...knocks("g", "Ida"),
    { kind: "refused", peerId: "g" },
  );
  assert.equal(host.kinds().indexOf("turnAway") < host.kinds().indexOf("closePairing"), true);
  assert.equal(host.state.phase, "waiting");
});

Deno.test("stepCall: later is told, and changes nothing else; admitted afterwards", () => {
  const host = call("host");
  host.play(
    ...seated,
    ...knocks("g", "Ida"),
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

Deno.test("stepCall: a host that reloads is greeted at once, and the old pairing ends with the new admission", () => {
  const guest = guestInCall();
  guest.play(seen("g", [["g", "guest"], ["h2", "host"]]));
  assert.equal(guest.effect("greet")?.peerId, "h2");
  assert.equal(guest.state.phase, "connected", "the old connection is not given up before its time");
  assert.equal(guest.effect("greet")?.by, "resume");
  guest.play({ kind: "messageOpened", peerId: "h2", message: admission("admitted") });
  assert.equal(guest.state.currentPeerId, "h", "who has not proved the resume secret is not followed");
  guest.play(secured("h2", "h"), { kind: "messageOpened", peerId: "h2", message: admission("admitted") });
  assert.equal(guest.state.currentPeerId, "h2");
  assert.equal(guest.effect("closePairing")?.peerId, "h");
  assert.deepEqual(guest.effect("send"), { kind: "send", peerId: "h", message: { kind: "replaced" } });
  assert.equal(guest.effect("announceAdmission"), undefined, "no sound within a conversation");
});

Deno.test("stepCall: a host that has somebody else by now makes its guest wait", () => {
  const guest = guestInCall();
  guest.play(
    { kind: "connectionLost", peerId: "h", failed: true },
    seen("g", [["h2", "host"]]),
    { kind: "messageOpened", peerId: "h2", message: admission("waiting") },
  );
  assert.equal(guest.state.phase, "recovering", "anybody could say that");
  guest.play(secured("h2", "h"), { kind: "messageOpened", peerId: "h2", message: admission("waiting") });
  assert.equal(guest.state.phase, "knocking");
  assert.deepEqual(guest.state.pairings.map(({ peerId }) => peerId), ["h2"]);
});

Deno.test("stepCall: only the partner ends a conversation that runs, whoever else is known", () => {
  for (const kind of ["bye", "replaced"] as const) {
    const guest = guestInCall();
    guest.play(seen("g", [["h", "host"], ["h2", "host"]]), secured("h2", "h"));
    guest.play({ kind: "messageOpened", peerId: "h2", message: { kind } });
    assert.equal(guest.state.phase, "connected");
    guest.play({ kind: "messageOpened", peerId: "h", message: { kind } });
    assert.equal(guest.state.endReason, kind === "bye" ? "partner_hung_up" : "replaced");
  }
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
