import assert from "node:assert/strict";
import { StorageError } from "../../call/database.ts";
import { type Carried, honest, kindOfBody, leave, makeScene, methodOf, play } from "../attack/scene.ts";
import { isHonest, runSchedule } from "./schedules.ts";
import { repetitions } from "../support/repetitions.ts";
import { takeDefects } from "./watched_crypto.ts";

/** `deno run -A bench/schedules.ts` runs all 10,000 of them. */
const SCHEDULES = repetitions(300);

Deno.test(`schedules: in ${SCHEDULES} bad networks every guest is paired or told why not; no counter and no message twice`, async () => {
  const first = Math.floor(Math.random() * 2 ** 31);
  let paired = 0;
  for (let seed = first; seed < first + SCHEDULES; seed++) {
    const outcome = await runSchedule(seed);
    assert.ok(isHonest(outcome), `seed ${seed}: ${JSON.stringify(outcome, undefined, 2)}`);
    if (outcome.ends.includes("paired")) paired++;
  }
  assert.ok(paired > SCHEDULES * 0.9, `from seed ${first}: only ${paired} found each other`);
});

Deno.test("CallEngine: hosts that the server makes up are an error with a name, never one without", async () => {
  for (const peerId of ["", "x", "ä", "AAAA", "A".repeat(22), "A".repeat(300)]) {
    const scene = makeScene();
    scene.world.relay.mischief.show = (
      peers,
    ) => [...peers, { peerId, role: "host", joinedAtMs: 0, seenAtMs: 0 }];
    scene.host.admits = false;
    await play(scene, 5_000);
    assert.ok(["malformed", undefined].includes(scene.guest.state.failure?.code), peerId);
    for (const person of scene.world.people) person.closePage();
    await scene.world.clock.turn(30_000);
    assert.deepEqual(takeDefects(), []);
  }
});

Deno.test("CallEngine: who was removed has to knock again, whatever secret it comes back by, and whatever the host's browser stores", async () => {
  for (const fails of [false, true]) {
    const scene = makeScene();
    const { world, host, guest } = scene;
    await play(scene, 10_000);
    assert.ok(await world.until(() => host.isSecure && guest.isSecure));
    host.admits = false;
    // The browser deletes nothing now, and shows later what it has kept.
    if (fails) host.storage.refuses = new StorageError("full");
    host.engine!.dispatch({ kind: "removed", peerId: guest.peerId });
    assert.ok(await world.until(() => guest.state.endReason === "removed"));
    assert.equal(host.storage.records.length, fails ? 1 : 0);
    delete host.storage.refuses;
    guest.engine!.dispatch({ kind: "rejoined" });
    assert.ok(await world.until(() => host.state.phase === "knocking"));
    assert.equal(host.state.currentPeerId, undefined);
    await world.clock.turn(30_000);
    assert.equal(host.state.phase, "knocking", "and stays outside");
    for (const person of world.people) person.closePage();
    await world.clock.turn(30_000);
    assert.deepEqual(takeDefects(), []);
  }
});

Deno.test("CallEngine: who is removed while it comes back knocks, however late its proof arrives", async () => {
  // How often the guest has come back since the pairing whose proof is late.
  for (const later of [0, 1, 2]) {
    const scene = makeScene();
    const { world, host, guest } = scene;
    await play(scene, 10_000);
    const isInCall = () => host.isSecure && guest.isSecure;
    assert.ok(await world.until(isInCall));
    const late: Carried[] = [];
    honest(scene, (message) => {
      const isLate = kindOfBody(message.body) === "M3" && (late[0]?.from ?? message.from) === message.from;
      if (isLate) late.push(message);
      return isLate ? [] : [message];
    });
    for (let comings = 0; comings <= later; comings++) {
      guest.reload(false);
      assert.ok(await world.until(() => comings === 0 ? late.length > 0 : isInCall()));
      await world.clock.turn(2_000);
    }
    assert.equal(methodOf(scene.sent.find(({ from }) => from === late[0]!.from)!.body), "r");
    host.admits = false;
    host.engine!.dispatch({ kind: "removed", peerId: host.state.currentPeerId! });
    world.relay.inject(host.peerId, late[0]!);
    const isKnown = () => host.state.pairings.some(({ peerId, name }) => peerId === late[0]!.from && name);
    assert.ok(await world.until(isKnown), `${later}: it is known, because it has proved the secret`);
    await world.clock.turn(30_000);
    assert.deepEqual([host.state.phase, host.state.currentPeerId], ["knocking", undefined], String(later));
    await leave(scene);
  }
});

Deno.test("CallEngine: between admission and media go no more messages than offer, answer and late candidates", async () => {
  const scene = makeScene();
  scene.host.admits = false;
  await play(scene, 10_000);
  assert.equal(scene.host.state.phase, "knocking");
  const before = scene.sent.length;
  scene.host.engine!.dispatch({ kind: "admitted", peerId: scene.guest.peerId });
  assert.ok(await scene.world.until(() => scene.host.isSecure && scene.guest.isSecure));
  await scene.world.clock.turn(5_000);
  const after = scene.sent.slice(before);
  // As many as a bare exchange has here: offer and candidates that were found later, answer and the same.
  assert.ok(after.filter(({ from }) => from === scene.host.peerId).length <= 2);
  assert.ok(after.filter(({ from }) => from === scene.guest.peerId).length <= 2);
  for (const person of scene.world.people) person.closePage();
  await scene.world.clock.turn(30_000);
});
