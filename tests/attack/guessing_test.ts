/**
 * Guesses at a code, by a server or with its help, against the real engine, signaling and VC1 of both sides: nobody is told that it is encrypted, no
 * medium flows, and whoever notices is told by the right code.
 */
import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { HostPairing } from "../../e2ee/handshake.ts";
import { ORIGIN } from "../call/person_channel.ts";
import { OTHER_KEY } from "../support/consultation_key.ts";
import { StorageError } from "../../call/database.ts";
import { lie, LIES } from "./lies.ts";
import {
  assertNothingHappened,
  isOver,
  kindOfBody,
  leave,
  makeScene,
  type Scene,
  strangersPairing,
  told,
} from "./scene.ts";

/** A stranger with a seat of its own who guesses; whether the host answers. */
async function guess(scene: Scene, digits: string): Promise<{ answered: boolean; right: boolean }> {
  const { world, host, sent } = scene;
  const { peerId, pairing } = strangersPairing(scene, digits);
  world.relay.join(peerId);
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

/** Every lie about the private part, with each other one and with none. */
const VAULT_LIES = Object.keys(LIES).filter((name) => name.startsWith("vault: "));
const VAULT_LIE_PAIRS = VAULT_LIES.flatMap((one, at) => VAULT_LIES.slice(at).map((other) => [one, other]));

Deno.test("attack: 240 wrong codes, then the right one, whatever the server says of the private part", async () => {
  for (const lies of VAULT_LIE_PAIRS) {
    const scene = makeScene();
    const { world, host } = scene;
    const what = lies.join(" + ");
    host.open();
    await world.clock.turn(2_000);
    assert.ok((await guess(scene, "000000")).answered, what);
    lie(scene, lies);
    for (let tries = 1; tries < 240; tries++) {
      if (tries % 40 === 0) host.reload(tries % 80 === 0);
      await guess(scene, String(tries).padStart(6, "0"));
    }
    await guess(scene, "123456");
    const answers = scene.sent.filter(({ from, body }) => from === host.peerId && kindOfBody(body) === "M2");
    assert.ok(answers.length <= 5, `${what}: ${answers.length} answers`);
    assert.ok(host.failed.some((failures) => failures > 0), `${what}: the doctor is told of the first`);
    assert.ok(host.locked.length > 0 || host.held.some((error) => error), `${what}: and why it ends`);
    assertNothingHappened(scene, what);
    await leave(scene);
  }
});

Deno.test("attack: no guess is answered while the doctor's browser stores nothing", async () => {
  const scene = makeScene();
  const { world, host } = scene;
  host.storage.refuses = new StorageError("full");
  host.open();
  await world.clock.turn(2_000);
  for (let tries = 0; tries < 10; tries++) assert.equal((await guess(scene, "777777")).answered, false);
  assert.ok(host.held.at(-1) instanceof StorageError, "the doctor is told why");
  await leave(scene);
});

Deno.test("attack: twenty guesses in one delivery get five answers", async () => {
  const scene = makeScene();
  const { world, host, sent } = scene;
  host.open();
  await world.clock.turn(2_000);
  for (let i = 0; i < 20; i++) {
    const { peerId, pairing } = strangersPairing(scene, String(i).padStart(6, "0"));
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
        consultationKey: OTHER_KEY,
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
