/**
 * A server that does what it likes with the messages, against the real engine, signaling and VC1 of both sides. Whatever it
 * tries, nobody is told that it is encrypted, no medium flows, and whoever notices is told by the right code.
 */
import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { ORIGIN } from "../call/world.ts";
import {
  assertNothingHappened,
  type Carried,
  CODE,
  fieldsOf,
  flipped,
  honest,
  isOver,
  kindOfBody,
  leave,
  makeScene,
  play,
  replaced,
  type Scene,
} from "./scene.ts";
import { positions } from "../support/repetitions.ts";

const SID_H1 = ["m", "resume id", "nonce", "share", "ad"];
const AD = ["label", "role", "peerId", "fingerprint", "caps", "safety part"];

/** What a person was told in the end; "" for nothing. */
function told(scene: Scene, who: "guest" | "host"): string {
  const { failure, endReason } = scene[who].state;
  return failure?.code ?? endReason ?? "";
}

/** Plays with a server that does this; checks that nothing came of it, and gives what both were told. */
async function attempt(
  what: string,
  carry: (message: Carried, index: number, scene: Scene) => Carried[],
  prepare: (scene: Scene) => void = () => {},
): Promise<{ guest: string; host: string; scene: Scene }> {
  const scene = makeScene();
  honest(scene, (message, index) => carry(message, index, scene));
  prepare(scene);
  await play(scene);
  assertNothingHappened(scene, what);
  const outcome = { guest: told(scene, "guest"), host: told(scene, "host"), scene };
  await leave(scene);
  return outcome;
}

/** The messages of one whole conversation, unharmed: what the attacks aim at. */
async function sample(): Promise<
  Record<"H1" | "M2" | "M3" | "M4 waiting" | "M4 admitted" | "M5", Uint8Array>
> {
  const scene = makeScene();
  await play(scene);
  assert.ok(scene.host.isSecure && scene.guest.isSecure, "without an attack they meet");
  const { sent, guest } = scene;
  await leave(scene);
  const of = (from: "guest" | "host", kind: string, nth = 0) => {
    const all = sent.filter((message) =>
      (message.from === guest.peerId) === (from === "guest") && kindOfBody(message.body) === kind
    );
    return decodeBase64Url(all[nth]!.body);
  };
  return {
    H1: of("guest", "H1"),
    M2: of("host", "M2"),
    M3: of("guest", "M3"),
    "M4 waiting": of("host", "box"),
    "M4 admitted": of("host", "box", 1),
    M5: of("guest", "box"),
  };
}

/** Which message of a conversation this is. */
function nameOf({ sent, guest }: Scene, index: number): string {
  const { from, body } = sent[index]!;
  const kind = kindOfBody(body);
  if (kind !== "box") return kind;
  const nth =
    sent.slice(0, index).filter((other) => other.from === from && kindOfBody(other.body) === "box").length;
  return from === guest.peerId ? ["M5"][nth] ?? "later" : ["M4 waiting", "M4 admitted"][nth] ?? "later";
}

Deno.test("attack: each single byte of each message is changed: nothing happens, and the right error is told", async () => {
  const messages = await sample();
  const h1 = fieldsOf(messages.H1, 2, SID_H1);
  const m2 = fieldsOf(messages.M2, 2, ["hash", "share", "ad", "tag"]);
  const m3 = fieldsOf(messages.M3, 2, ["tag", "box"]);
  const adOf = (places: typeof h1) => {
    const [, from, to] = places.find(([name]) => name === "ad")!;
    return fieldsOf(places === h1 ? messages.H1.subarray(0, to) : messages.M2.subarray(0, to), from, AD);
  };
  const fieldAt = (places: typeof h1, at: number) =>
    at === 0
      ? "version"
      : at === 1
      ? "kind"
      : [...adOf(places === m3 ? h1 : places).filter(() => places !== m3), ...places]
        .find(([name, from, to]) => name !== "ad" && at >= from && at < to)![0];
  /** What the guest is told of a change in this field of M2. */
  const M2_ERRORS: Record<string, string[]> = {
    version: ["version_unsupported"],
    kind: ["unexpected_message"],
    hash: ["hello_mismatch"],
    peerId: ["peer_id_wrong"],
    label: ["malformed"],
    role: ["malformed"],
    share: ["tag_mismatch", "share_invalid"],
    fingerprint: ["tag_mismatch"],
    "safety part": ["tag_mismatch"],
    tag: ["tag_mismatch"],
  };
  for (const [name, bytes] of Object.entries(messages)) {
    for (const at of positions(bytes.length)) {
      const what = `${name}, byte ${at}`;
      const { guest, host } = await attempt(
        what,
        (message, index, scene) =>
          nameOf(scene, index) === name ? [{ ...message, body: flipped(message.body, at) }] : [message],
      );
      if (name === "H1") {
        // The host takes no notice of a hello that is none; to one that it answers the guest finds another answer.
        const field = fieldAt(h1, at);
        assert.equal(host, "", what);
        const answered = ["nonce", "share", "fingerprint", "safety part"].includes(field);
        assert.ok(
          (answered ? ["hello_mismatch"] : ["host_silent"]).includes(guest),
          `${what} (${field}): ${guest}`,
        );
      } else if (name === "M2") {
        const field = fieldAt(m2, at);
        assert.ok((M2_ERRORS[field] ?? ["malformed"]).includes(guest), `${what} (${field}): ${guest}`);
      } else if (name === "M3") {
        assert.deepEqual([guest, host], ["host_silent", ""], what);
      } else {
        const expected = at === 0 ? "version_unsupported" : at === 1 ? "unexpected_message" : "";
        const mine = name === "M5" ? host : guest;
        assert.ok(
          expected ? mine === expected : ["box_invalid", "malformed"].includes(mine),
          `${what}: ${mine}`,
        );
      }
    }
  }
});

Deno.test("attack: a fingerprint swapped in H1 or M2 breaks the tag", async () => {
  for (const [kind, names] of [["H1", SID_H1], ["M2", ["hash", "share", "ad", "tag"]]] as const) {
    const { guest } = await attempt(`fingerprint in ${kind}`, (message) => {
      if (kindOfBody(message.body) !== kind) return [message];
      const bytes = decodeBase64Url(message.body);
      const [, adAt, adEnd] = fieldsOf(bytes, 2, names).find(([name]) => name === "ad")!;
      const [, at] = fieldsOf(bytes.subarray(0, adEnd), adAt, AD).find(([name]) => name === "fingerprint")!;
      return [{ ...message, body: replaced(message.body, at, randomBytes(32)) }];
    });
    assert.equal(guest, kind === "H1" ? "hello_mismatch" : "tag_mismatch");
  }
});

Deno.test("attack: Y swapped, also for one of low order", async () => {
  for (const kind of ["H1", "M2"] as const) {
    for (const [share, atHost] of [[randomBytes(32), "tag"], [new Uint8Array(32), "low"]] as const) {
      const { guest } = await attempt(`Y in ${kind}`, (message) => {
        if (kindOfBody(message.body) !== kind) return [message];
        const names = kind === "H1" ? SID_H1 : ["hash", "share", "ad", "tag"];
        const [, at] = fieldsOf(decodeBase64Url(message.body), 2, names).find(([name]) => name === "share")!;
        return [{ ...message, body: replaced(message.body, at, share) }];
      });
      if (kind === "H1") assert.equal(guest, atHost === "low" ? "host_silent" : "hello_mismatch");
      else assert.equal(guest, atHost === "low" ? "share_invalid" : "tag_mismatch");
    }
  }
});

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
    const [, adAt, adEnd] = fieldsOf(bytes, 2, ["hash", "share", "ad", "tag"]).find(([name]) =>
      name === "ad"
    )!;
    const [, at] = fieldsOf(bytes.subarray(0, adEnd), adAt, AD).find(([name]) => name === "role")!;
    return [{ ...message, body: replaced(message.body, at, new TextEncoder().encode("gost")) }];
  });
  assert.equal(code, "malformed");
});

/** A stranger with a seat of its own who guesses; whether the host answers. */
async function guess(
  { world, host, sent }: Scene,
  digits: string,
): Promise<{ answered: boolean; right: boolean }> {
  const peerId = encodeBase64Url(randomBytes(16));
  world.relay.join(peerId);
  const pairing = new GuestPairing({
    origin: ORIGIN,
    room: decodeBase64Url(world.room),
    peerId: decodeBase64Url(peerId),
    theirPeerId: decodeBase64Url(host.peerId),
    fingerprint: randomBytes(32),
    secret: { method: "code", digits },
    name: "Mallory",
  });
  const body = encodeBase64Url(await pairing.hello());
  world.relay.inject(host.peerId, { from: peerId, n: 1, body });
  await world.clock.turn(2_000);
  const answer = sent.find(({ to }) => to === peerId);
  world.relay.leave(peerId);
  await world.clock.turn(1_000);
  if (!answer) return { answered: false, right: false };
  const right = await pairing.receive(decodeBase64Url(answer.body)).then(() => true, () => false);
  return { answered: true, right };
}

Deno.test("attack: a sixth guess is not answered, not after a reload, nor when the server forgets everything", async () => {
  const scene = makeScene();
  const { world, host } = scene;
  host.open();
  await world.clock.turn(2_000);
  for (let tries = 0; tries < 5; tries++) {
    // The server forgets all it has counted, and the doctor's page is loaded anew in between.
    if (tries === 2) host.reload();
    if (tries === 3) {
      world.forgetServer();
      host.reload(false);
    }
    await world.clock.turn(2_000);
    assert.deepEqual(await guess(scene, String(tries).padStart(6, "0")), { answered: true, right: false });
  }
  for (const after of ["at once", "reloaded", "reset", "later"]) {
    if (after === "reloaded") host.reload();
    if (after === "reset") {
      world.forgetServer();
      host.reload(false);
    }
    if (after === "later") await world.clock.turn(12 * 3_600_000);
    await world.clock.turn(3_000);
    // Not even the right code helps any more.
    for (const digits of ["777777", "123456"]) {
      assert.equal((await guess(scene, digits)).answered, false, after);
    }
  }
  assert.ok(host.locked.length > 0, "the doctor is told");
  assertNothingHappened(scene, "guessing");
  await leave(scene);
});

Deno.test("attack: twenty guesses in one delivery get five answers", async () => {
  const scene = makeScene();
  const { world, host, sent } = scene;
  host.open();
  await world.clock.turn(2_000);
  for (let i = 0; i < 20; i++) {
    const peerId = encodeBase64Url(randomBytes(16));
    const pairing = new GuestPairing({
      origin: ORIGIN,
      room: decodeBase64Url(world.room),
      peerId: decodeBase64Url(peerId),
      theirPeerId: decodeBase64Url(host.peerId),
      fingerprint: randomBytes(32),
      secret: { method: "code", digits: String(i).padStart(6, "0") },
      name: "Mallory",
    });
    const hello = encodeBase64Url(await pairing.hello());
    if (i < 8) world.relay.join(peerId);
    world.relay.inject(host.peerId, { from: peerId, n: 1, body: hello });
  }
  await world.clock.turn(10_000);
  assert.ok(host.storage.failures.code <= 5);
  assert.ok(sent.filter(({ body }) => kindOfBody(body) === "M2").length <= 5);
  await leave(scene);
});

Deno.test("attack: made-up doctors guess at the patient's code: three answers are looked at, over all of them", async () => {
  const scene = makeScene();
  const { world, guest } = scene;
  const fakes = Array.from({ length: 9 }, () => encodeBase64Url(randomBytes(16)));
  world.relay.mischief.show = (peers) => [
    ...peers,
    ...fakes.map((peerId) => ({
      peerId,
      role: "host" as const,
      joinedAtMs: 0,
      seenAtMs: world.clock.nowMs(),
    })),
  ];
  for (const peerId of fakes) world.relay.join(peerId);
  let looked = 0;
  for (let visit = 0; visit < 5; visit++) {
    guest.open();
    await world.clock.turn(2_000);
    const hellos = scene.sent.filter(({ from, body }) => from === guest.peerId && kindOfBody(body) === "H1");
    for (const [index, { to, body }] of hellos.entries()) {
      const pairing = new HostPairing({
        origin: ORIGIN,
        room: decodeBase64Url(world.room),
        peerId: decodeBase64Url(to),
        theirPeerId: decodeBase64Url(guest.peerId),
        fingerprint: randomBytes(32),
        secretFor: () => ({ method: "code", digits: String(visit * 9 + index).padStart(6, "0") }),
      });
      const [m2] = (await pairing.receive(decodeBase64Url(body))).replies;
      world.relay.inject(guest.peerId, { from: to, n: 1, body: encodeBase64Url(m2!) });
    }
    await world.clock.turn(5_000);
    assert.ok(isOver(guest));
    if (told(scene, "guest") === "tag_mismatch") looked++;
    guest.closePage();
    await world.clock.turn(5_000);
  }
  assert.ok(guest.storage.failures.code <= 3);
  assert.ok(looked <= 3);
  assert.equal(told(scene, "guest"), "secret_unavailable");
  assertNothingHappened(scene, "made-up doctors");
  await leave(scene);
});

Deno.test("attack: somebody in the middle without the code gets through to neither", async () => {
  const { guest, host } = await attempt("a whole handshake with a wrong code", middle("000000"));
  assert.deepEqual([guest, host], ["tag_mismatch", ""]);
});

Deno.test("attack: somebody in the middle who knows the code is seen by the safety code", async () => {
  const scene = makeScene();
  const codes: string[] = [];
  honest(scene, ((carry) => (message, index) => carry(message, index, scene))(middle("123456", codes)));
  await play(scene, 30_000);
  assert.equal(codes.length, 2, "both talk to whoever is in the middle");
  assert.notEqual(codes[0], codes[1], "and see different pictures");
  await leave(scene);
});

/** A whole handshake of its own with each side. */
function middle(digits: string, codes: string[] = []): (m: Carried, i: number, scene: Scene) => Carried[] {
  let towardsGuest: HostPairing | undefined;
  let towardsHost: GuestPairing | undefined;
  return (message, _, { world, host, guest }) => {
    const common = {
      origin: ORIGIN,
      room: decodeBase64Url(world.room),
      fingerprint: randomBytes(32),
    };
    const ids = [decodeBase64Url(host.peerId), decodeBase64Url(guest.peerId)] as const;
    const kind = kindOfBody(message.body);
    const say = (from: string, to: string, body: Uint8Array) =>
      world.relay.inject(to, { from, n: ++middleCount, body: encodeBase64Url(body) });
    void (async () => {
      if (kind === "H1") {
        const secretFor = () => ({ method: "code", digits } as const);
        towardsGuest = new HostPairing({ ...common, peerId: ids[0], theirPeerId: ids[1], secretFor });
        towardsHost = new GuestPairing({
          ...common,
          peerId: ids[1],
          theirPeerId: ids[0],
          secret: { method: "code", digits },
          name: "Ottilie",
        });
        const { replies: [m2] } = await towardsGuest.receive(decodeBase64Url(message.body));
        say(message.to, message.from, m2!);
        say(message.from, message.to, await towardsHost.hello());
      } else if (kind === "M2") {
        const step = await towardsHost!.receive(decodeBase64Url(message.body)).catch(() => undefined);
        // Without the code there is no proof to be had: send something of the right shape.
        const proof = step?.replies[0] ??
          Uint8Array.of(1, 3, 64, ...randomBytes(64), 0x90, 2, ...randomBytes(272));
        say(message.to, message.from, proof);
        const event = step?.events[0];
        if (event && "session" in event) codes.push(String(await event.session.safetyCode()));
      } else if (kind === "M3") {
        const step = await towardsGuest!.receive(decodeBase64Url(message.body));
        const event = step.events[0]!;
        if ("session" in event) codes.push(String(await event.session.safetyCode()));
      }
    })();
    return [];
  };
}
let middleCount = 0;
