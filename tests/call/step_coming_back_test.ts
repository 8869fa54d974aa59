import assert from "node:assert/strict";
import type { CallEvent } from "../../call/events.ts";
import { admission, call, guestInCall, hostInCall, knocks, seated, secured, seen } from "./scene.ts";

const refused = (peerId: string): CallEvent => ({
  kind: "channelFailed",
  peerId,
  code: "resume_unknown",
  fatal: false,
});
const lost: CallEvent = { kind: "connectionLost", peerId: "h", failed: true };

Deno.test("coming back: who has just asked to come in knocks by itself where the resume secret is unknown", () => {
  const guest = call("guest");
  guest.play(...seated, seen("g", [["h", "host"]]));
  assert.equal(guest.effect("greet")?.by, "any");
  guest.play(refused("h"));
  assert.deepEqual(guest.kinds().slice(-2), ["closePairing", "takeSeat"]);
  guest.play({ kind: "seatTaken" }, seen("g.2", [["h.2", "host"]]));
  assert.equal(guest.effect("greet")?.by, "secret");
  guest.play(secured("h.2"), { kind: "messageOpened", peerId: "h.2", message: admission("admitted") });
  assert.equal(guest.state.safetyChanged, true, "this browser was known before, under another safety code");
});

Deno.test("coming back: who was admitted is asked, and sends nothing until it says so", () => {
  const guest = guestInCall();
  guest.play(seen("g", [["x", "host"]]), refused("x"));
  assert.equal(guest.state.phase, "connected", "a conversation that runs is not disturbed");
  guest.play(lost);
  assert.equal(guest.state.phase, "asking");
  assert.equal(guest.effect("greet"), undefined);
  guest.play(seen("g", [["x", "host"], ["y", "host"]]));
  assert.equal(guest.effect("greet")?.by, "resume");
  assert.equal(guest.state.phase, "recovering", "this one may be the partner");
  guest.play(refused("y"), seen("g", [["x", "host"], ["y", "host"]]));
  assert.deepEqual([guest.state.phase, guest.all("greet")], ["asking", []], "nobody is greeted twice");
  for (const message of [admission("waiting"), admission("admitted")]) {
    guest.play({ kind: "messageOpened", peerId: "x", message });
    assert.equal(guest.state.phase, "asking");
  }
  guest.play({ kind: "knockChosen" });
  assert.equal(guest.state.phase, "waiting");
  assert.deepEqual(guest.kinds().filter((kind) => kind === "takeSeat" || kind === "forgetExchange"), [
    "forgetExchange",
    "takeSeat",
  ]);
  guest.play({ kind: "seatTaken" }, seen("g.2", [["x.2", "host"]]));
  assert.equal(guest.effect("greet")?.by, "secret");
  guest.play(secured("x.2"), { kind: "messageOpened", peerId: "x.2", message: admission("admitted") });
  assert.equal(guest.state.safetyChanged, true);
  assert.deepEqual(guest.effect("send")?.message, { kind: "safetyChanged" });
  assert.equal(guest.state.greets, "resume");
  assert.equal(guest.play({ kind: "safetyRead" }).safetyChanged, undefined);
});

Deno.test("coming back: the partner is waited for as long as it is there, and a connection that comes back ends the question", () => {
  const guest = guestInCall();
  guest.play(seen("g", [["h", "host"], ["x", "host"]]), refused("x"), lost);
  assert.equal(guest.state.phase, "recovering");
  guest.play(seen("g", [["x", "host"]]));
  assert.equal(guest.state.phase, "asking");
  guest.play({ kind: "connectionEstablished", peerId: "h", atMs: 8 });
  assert.equal(guest.state.phase, "connected");
});

Deno.test("coming back: a host that answers nothing to the resume secret does not know it", () => {
  const guest = guestInCall();
  const poll = (atMs: number): CallEvent => ({
    kind: "peersSeen",
    ownPeerId: "g",
    peers: [{ peerId: "x", role: "host", joinedAtMs: 0, seenAtMs: atMs }],
    atMs,
    serverNowMs: atMs,
  });
  guest.play(lost);
  for (let atMs = 1_000; atMs <= 100_000; atMs += 20_000) guest.play(poll(atMs));
  assert.deepEqual([guest.state.phase, guest.state.failure], ["asking", undefined]);
});

Deno.test("coming back: a page that was admitted before it was loaded greets by the resume secret only", () => {
  const guest = call("guest", undefined, "resume");
  guest.play(...seated, seen("g", [["h", "host"]]));
  assert.equal(guest.effect("greet")?.by, "resume");
  guest.play(refused("h"));
  assert.equal(guest.state.phase, "asking");
  guest.play({ kind: "hungUp" }, { kind: "rejoined" });
  assert.equal(guest.state.greets, "any", "whoever comes back by a click has asked for it");
});

Deno.test("coming back: the host is told of a changed safety code, and not for somebody else, nor for who resumes", () => {
  const admit = (name: string, former: string | undefined, before: CallEvent[]) => {
    const host = hostInCall();
    host.play(...before, ...knocks("n", name, former), { kind: "admitted", peerId: "n" });
    assert.equal(host.state.currentPeerId, "n");
    return host.state.safetyChanged === true;
  };
  const interrupted: CallEvent[] = [{ kind: "connectionLost", peerId: "g", failed: true }];
  const over: CallEvent[] = [{ kind: "messageOpened", peerId: "g", message: { kind: "bye" } }];
  assert.equal(admit("Ida", undefined, interrupted), true);
  assert.equal(admit("Somebody", undefined, interrupted), true, "in the place of the partner");
  assert.equal(admit("Ida", "g", interrupted), false);
  assert.equal(admit(" ida ", undefined, over), true);
  assert.equal(admit("Emil", undefined, over), false, "the next one");
  // A host that was reloaded knows nothing of before, and is told by the guest.
  const host = call("host");
  host.play(...seated, ...knocks("g", "Ida"));
  const told: CallEvent = { kind: "messageOpened", peerId: "g", message: { kind: "safetyChanged" } };
  assert.equal(host.play(told).safetyChanged, undefined, "not before it is let in");
  assert.equal(host.play({ kind: "admitted", peerId: "g" }, told).safetyChanged, true);
});

Deno.test("coming back: while a conversation is another one's, even interrupted and without a pairing, nobody resumes into it", () => {
  const host = hostInCall();
  host.play(
    { kind: "connectionLost", peerId: "g", failed: true },
    { kind: "timerFired", timer: "patience", peerId: "" },
    { kind: "retryRequested" },
    { kind: "seatTaken" },
  );
  host.play(...knocks("x2", "Otto", "x1"));
  assert.equal(host.effect("admit"), undefined);
  assert.equal(host.effect("forgetExchange"), undefined);
  host.play(...knocks("g2", "Ida", "g"));
  assert.equal(host.effect("admit")?.peerId, "g2");
  assert.equal(host.effect("forgetExchange"), undefined, "what was written is for this one");
});
