import assert from "node:assert/strict";
import type { CallEvent } from "../../call/events.ts";
import { admission, call, guestInCall, hostInCall, knocks, seated, seen } from "./scene.ts";

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
      ...knocks("g2", "Otto"),
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
