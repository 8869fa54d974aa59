/**
 * A server that reflects, repeats, drops, reorders, delays or misdirects messages, against the real engine, signaling and VC1 of both sides: nobody is told that it is encrypted, no
 * medium flows, and whoever notices is told by the right code.
 */
import assert from "node:assert/strict";
import { decodeBase64Url } from "../../e2ee/bytes.ts";
import {
  AD,
  assertNothingHappened,
  attempt,
  type Carried,
  CODE,
  fieldsOf,
  honest,
  kindOfBody,
  leave,
  M2_FIELDS,
  makeScene,
  nameOf,
  play,
  replaced,
  type Scene,
  told,
} from "./scene.ts";

Deno.test("attack: every message reflected to whoever sent it", async () => {
  for (const name of ["H1", "M2", "M3", "M4 waiting", "M4 admitted", "M5"]) {
    for (const alsoDelivered of [false, true]) {
      const { guest, host } = await attempt(`${name} reflected`, (message, index, scene) => {
        if (nameOf(scene, index) !== name) return [message];
        const back = { from: message.to, to: message.from, n: 1_000 + index, body: message.body };
        return alsoDelivered ? [back, message] : [back];
      });
      const toGuest = name === "H1" || name === "M3" || name === "M5";
      const expected = { H1: "unexpected_message", M3: "unexpected_message", M5: "box_invalid" }[name];
      if (toGuest) assert.equal(guest, expected, name);
      // A host drops a stranger without a word; a guest that was let in and is none is told of.
      else assert.equal(host, name === "M4 admitted" ? "box_invalid" : "", name);
    }
  }
});

Deno.test("attack: every message delivered twice", async () => {
  for (const name of ["H1", "M2", "M3", "M4 waiting", "M4 admitted", "M5"]) {
    const scene = makeScene();
    honest(
      scene,
      (message, index) =>
        nameOf(scene, index) === name ? [message, { ...message, n: message.n + 1_000 }] : [message],
    );
    await play(scene);
    const outcomes = [told(scene, "guest"), told(scene, "host")];
    assert.ok(!(scene.guest.isSecure && scene.host.isSecure), name);
    const expected: Record<string, string[][]> = {
      // The host ends a stranger's pairing without a word, and the guest waits in vain.
      H1: [["host_silent", ""]],
      M2: [["unexpected_message", ""]],
      M3: [["host_silent", ""], ["", ""]],
      "M4 waiting": [["box_invalid", ""]],
      "M4 admitted": [["box_invalid", ""]],
      M5: [["", "box_invalid"]],
    };
    assert.ok(expected[name]!.some((pair) => String(pair) === String(outcomes)), `${name}: ${outcomes}`);
    await leave(scene);
  }
});

Deno.test("attack: the same number a second time is not even read", async () => {
  const scene = makeScene();
  honest(scene, (message) => [message, message]);
  await play(scene);
  assert.ok(scene.guest.isSecure && scene.host.isSecure);
  await leave(scene);
});

Deno.test("attack: every message dropped", async () => {
  for (const name of ["H1", "M2", "M3", "M4 waiting", "M4 admitted", "M5"]) {
    const { guest } = await attempt(
      `${name} dropped`,
      (message, index, scene) => nameOf(scene, index) === name ? [] : [message],
    );
    if (name === "H1" || name === "M2" || name === "M3") assert.equal(guest, "host_silent", name);
    if (name === "M4 waiting") assert.equal(guest, "box_invalid", "the next box has another counter");
  }
});

Deno.test("attack: two messages in the other order", async () => {
  for (const [early, late] of [["M4 waiting", "M4 admitted"], ["H1", "M3"]] as const) {
    const held: Carried[] = [];
    const { guest } = await attempt(`${late} before ${early}`, (message, index, scene) => {
      const name = nameOf(scene, index);
      if (name === early) {
        held.push(message);
        return [];
      }
      return name === late ? [message, ...held.map((other) => ({ ...other, n: message.n + 1 }))] : [message];
    });
    assert.equal(guest, early === "H1" ? "host_silent" : "box_invalid");
  }
});

/** Holds back one message and all that its sender says after it. */
function holdBack(
  name: string,
  spanMs: number,
): (message: Carried, index: number, scene: Scene) => Carried[] {
  let held: string | undefined;
  return (message, index, scene) => {
    if (nameOf(scene, index) === name) held = message.from;
    if (held !== message.from) return [message];
    const { to, ...late } = message;
    scene.world.clock.after(spanMs, () => scene.world.relay.inject(to, late));
    return [];
  };
}

Deno.test("attack: messages held back beyond every time-out", async () => {
  for (const name of ["H1", "M2", "M3", "M4 waiting"]) {
    const scene = makeScene();
    scene.host.admits = false; // or it would try again with a new seat
    const carry = holdBack(name, 600_000);
    honest(scene, (message, index) => carry(message, index, scene));
    await play(scene);
    assert.equal(told(scene, "guest"), "host_silent", name);
    await scene.world.clock.turn(700_000);
    assertNothingHappened(scene, `${name} ten minutes late`);
    await leave(scene);
  }
});

Deno.test("attack: what is late, but not too late, is no attack: they meet all the same", async () => {
  for (const name of ["H1", "M2", "M3", "M4 waiting", "M4 admitted", "M5"]) {
    const scene = makeScene();
    const carry = holdBack(name, 25_000);
    honest(scene, (message, index) => carry(message, index, scene));
    await play(scene);
    assert.ok(scene.guest.isSecure && scene.host.isSecure, `${name}: ${told(scene, "guest")}`);
    await leave(scene);
  }
});

Deno.test("attack: H1, M2 and M3 of an earlier conversation are played again", async () => {
  const earlier = makeScene();
  await play(earlier);
  const old = (kind: string) => earlier.sent.find(({ body }) => kindOfBody(body) === kind)!.body;
  await leave(earlier);
  // M2: to the same guest, in the place of the new one.
  const m2 = await attempt(
    "M2 replayed",
    (message) => kindOfBody(message.body) === "M2" ? [{ ...message, body: old("M2") }] : [message],
  );
  assert.equal(m2.guest, "hello_mismatch");
  const m3 = await attempt(
    "M3 replayed",
    (message) => kindOfBody(message.body) === "M3" ? [{ ...message, body: old("M3") }] : [message],
  );
  assert.deepEqual([m3.guest, m3.host], ["host_silent", ""]);
  const h1 = await attempt(
    "H1 replayed",
    (message) => kindOfBody(message.body) === "H1" ? [{ ...message, body: old("H1") }] : [message],
  );
  assert.equal(h1.guest, "host_silent", "it names another peerId");

  // H1 of this very room and guest, to a host that has been reloaded: an answer, and nothing that could follow.
  const scene = makeScene();
  await play(scene);
  const hello = scene.sent.find(({ body }) => kindOfBody(body) === "H1")!;
  const proof = scene.sent.find(({ body }) => kindOfBody(body) === "M3")!;
  scene.guest.closePage(false);
  scene.host.reload();
  await scene.world.clock.turn(3_000);
  const before = scene.sent.length;
  for (const [index, { body }] of [hello, proof].entries()) {
    scene.world.relay.inject(scene.host.peerId, { from: hello.from, n: 5_000 + index, body });
    await scene.world.clock.turn(2_000);
  }
  const answers = scene.sent.slice(before).filter(({ from }) => from === scene.host.peerId);
  assert.deepEqual(answers.map(({ body }) => kindOfBody(body)), ["M2"]);
  assert.equal(scene.host.state.phase, "waiting");
  assert.equal(scene.host.storage.failures.code, 1, "it counts as a guess");
  await leave(scene);
});

Deno.test("attack: two rooms with the same code are mixed", async () => {
  const [one, other] = [makeScene(), makeScene()];
  // The server shows the patient of one room the doctor of the other, and carries everything between the two.
  one.world.relay.mischief.show = (peers) =>
    other.host.peerId === "" ? [] : [...peers, {
      peerId: other.host.peerId,
      role: "host",
      joinedAtMs: 0,
      seenAtMs: one.world.clock.nowMs(),
    }];
  other.host.open();
  await other.world.clock.turn(1_000);
  one.world.relay.mischief.carry = (message) => {
    one.sent.push(message);
    return [message];
  };
  one.guest.open();
  await one.world.clock.turn(1_000);
  // Nobody sits behind that peerId in this room, so the server takes the messages itself.
  one.world.relay.join(other.host.peerId);
  one.guest.reload();
  await one.world.clock.turn(1_000);
  const hello = one.sent.findLast(({ body }) => kindOfBody(body) === "H1")!;
  other.world.relay.inject(other.host.peerId, { from: hello.from, n: 1, body: hello.body });
  other.world.relay.join(hello.from);
  await other.world.clock.turn(1_000);
  const answer = other.sent.find(({ body }) => kindOfBody(body) === "M2")!;
  one.world.relay.inject(one.guest.peerId, { from: other.host.peerId, n: 1, body: answer.body });
  await one.world.clock.turn(1_000);
  assert.equal(told(one, "guest"), "tag_mismatch");
  for (const scene of [one, other]) {
    assertNothingHappened(scene, "mixed rooms");
    await leave(scene);
  }
});

Deno.test("attack: the roles are turned: a patient is shown to another one as the doctor, and the doctor as a patient", async () => {
  const scene = makeScene();
  const { world, guest } = scene;
  const second = world.add("guest", CODE, "Otto");
  world.relay.mischief.show = (peers, to) =>
    peers.map((peer) => ({ ...peer, role: peer.peerId === to ? "guest" : "host" }));
  guest.open();
  second.open();
  await world.clock.turn(30_000);
  assert.deepEqual([told(scene, "guest"), second.state.failure?.code], [
    "unexpected_message",
    "unexpected_message",
  ]);
  assertNothingHappened(scene, "two patients");
  await leave(scene);

  const turned = makeScene();
  turned.world.relay.mischief.show = (peers, to) =>
    peers.map((peer) => ({ ...peer, role: peer.peerId === to ? peer.role : "guest" }));
  await play(turned, 70_000);
  assertNothingHappened(turned, "nobody is a doctor");
  assert.equal(turned.sent.length, 0, "nobody greets a guest");
  await leave(turned);

  // AD says it, too: a host's own answer, sent as a hello, and a hello answered by a guest that knows the code.
  const { guest: code } = await attempt("a guest as host", (message) => {
    if (kindOfBody(message.body) !== "M2") return [message];
    const bytes = decodeBase64Url(message.body);
    const [, adAt, adEnd] = fieldsOf(bytes, 2, M2_FIELDS).find(([name]) => name === "ad")!;
    const [, at] = fieldsOf(bytes.subarray(0, adEnd), adAt, AD).find(([name]) => name === "role")!;
    return [{ ...message, body: replaced(message.body, at, new TextEncoder().encode("gost")) }];
  });
  assert.equal(code, "malformed");
});
