/**
 * A server that says whatever it likes, against the real engine, signaling and VC1 of both sides: a call that runs belongs to
 * the two, and nothing that is said ends it, moves it to somebody else, or closes its media.
 */
import assert from "node:assert/strict";
import { takeDefects } from "../call/watched_crypto.ts";
import { repetitions } from "../support/repetitions.ts";
import { lie, LIES, tellTruth } from "./lies.ts";
import { isOver, kindOfBody, leave, makeScene, methodOf, play, type Scene } from "./scene.ts";

/** A conversation that both have seen to be encrypted. */
async function conversation(): Promise<Scene> {
  const scene = makeScene();
  await play(scene, 30_000);
  assert.ok(scene.guest.isSecure && scene.host.isSecure);
  return scene;
}

/** Both talk on, over the connection that they had, and nobody else has heard or seen anything. */
function assertTalkingOn({ world, host, guest }: Scene, what: string): void {
  for (const person of [host, guest]) {
    const { state, name } = person;
    assert.equal(state.failure?.code ?? state.endReason ?? state.phase, "connected", `${what}: ${name}`);
    assert.ok(person.isSecure, `${what}: ${name} is not secure any more`);
  }
  const up = [...world.connections.values()].filter(({ state }) => state === "up");
  assert.equal(up.length, 2, `${what}: one connection, and its two ends`);
  assert.deepEqual([...world.mediaFlowed], ["Dr. Berg – Ottilie"], what);
  assert.deepEqual(takeDefects(), [], what);
}

/** Each lie alone, and each pair, or a share of the pairs under `deno task ok`. */
function combinations(): string[][] {
  const names = Object.keys(LIES);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
  const share = Math.floor(pairs.length / repetitions(pairs.length));
  const start = Math.floor(Math.random() * share);
  return [...names.map((one) => [one]), ...pairs.filter((_, index) => index % share === start)];
}

Deno.test("lying server: no lie, and no two, ends a call that runs", async () => {
  for (const names of combinations()) {
    const scene = await conversation();
    const before = scene.guest.states.length;
    lie(scene, names);
    await scene.world.clock.turn(120_000);
    assertTalkingOn(scene, names.join(" + "));
    for (const { phase } of scene.guest.states.slice(before)) assert.equal(phase, "connected", String(names));
    await leave(scene);
  }
});

/** Nobody but the two has been met: no other certificate, and no hello by code or link that nobody has asked for. */
function assertNobodyElse(scene: Scene, since: number, what: string): void {
  const { world, sent, guest } = scene;
  assert.deepEqual([...world.mediaFlowed], ["Dr. Berg – Ottilie"], what);
  const hellos = sent.slice(since).filter(({ body }) => kindOfBody(body) === "H1");
  const knocks = hellos.filter(({ body }) => methodOf(body) !== "r");
  assert.ok(guest.clicks > 0 || knocks.length === 0, `${what}: knocked without a click`);
  assert.deepEqual(takeDefects(), [], what);
}

Deno.test("lying server: nobody is led to anybody else in an interrupted call; with the truth the two meet again, or were told", async () => {
  for (const names of combinations()) {
    const what = names.join(" + ");
    const scene = await conversation();
    const { world, guest, host } = scene;
    const since = scene.sent.length;
    const before = guest.current!.partner!.makes;
    lie(scene, names);
    await world.clock.turn(5_000);
    world.cutConnections();
    await world.clock.turn(100_000);
    assertNobodyElse(scene, since, what);
    tellTruth(scene);
    for (const person of [guest, host]) person.clickOn();
    // A host whose vault is gone answers no code any more, and says so.
    const isTold = () => (guest.isSecure && host.isSecure) || host.held.at(-1) !== undefined;
    await world.until(isTold, 400_000, 1_000);
    assert.ok(isTold(), `${what}: ${guest.state.phase}, ${host.state.phase}`);
    assertNobodyElse(scene, since, what);
    if (!guest.isSecure) {
      await leave(scene);
      continue;
    }
    const { makes, follows } = guest.current!.partner!;
    const isKnown = follows !== undefined || makes === before;
    const isCompared = guest.states.some(({ safetyChanged }) => safetyChanged);
    assert.ok(isKnown || isCompared || guest.states.some((state) => isOver({ state })), `${what}: not told`);
    await leave(scene);
  }
});

Deno.test("lying server: a changed safety code is told until somebody has compared it, after reloads and ends, too", async () => {
  const scene = await conversation();
  const { world, guest, host } = scene;
  // The host's browser has forgotten whom it knew; its page has not.
  host.storage.records = [];
  guest.clickOn();
  guest.reload(false);
  await world.until(() => guest.clicks > 0 && guest.isSecure && host.isSecure, 200_000, 1_000);
  const isTold = () => [guest, host].map(({ state, isSecure }) => isSecure && state.safetyChanged === true);
  assert.deepEqual(isTold(), [true, true]);
  for (const page of [guest, host]) {
    page.reload(false);
    await world.until(() => guest.isSecure && host.isSecure, 200_000, 1_000);
    assert.deepEqual(isTold(), [true, true], `${page.name} was reloaded, and nobody has compared anything`);
  }
  guest.engine!.dispatch({ kind: "hungUp" });
  await world.until(() => guest.isSecure && host.isSecure, 200_000, 1_000);
  assert.deepEqual(isTold(), [true, true], "hung up and come back");
  for (const page of [guest, host]) page.engine!.dispatch({ kind: "safetyRead" });
  guest.reload(false);
  await world.until(() => guest.isSecure && host.isSecure, 200_000, 1_000);
  assert.deepEqual(isTold(), [false, false]);
  await leave(scene);
});

Deno.test("lying server: relays that are never given again keep no call from going on", async () => {
  const scene = makeScene();
  const { world, guest, host } = scene;
  let isSilent = false;
  const relays = { iceServers: [], iceTransportPolicy: "all", lifetimeMs: 60_000 };
  world.answer = ({ what }, honest) => {
    if (what !== "ice") return honest();
    return isSilent ? new Promise(() => {}) : Promise.resolve(relays);
  };
  await play(scene, 30_000);
  assert.ok(guest.isSecure && host.isSecure);
  isSilent = true;
  await world.clock.turn(120_000);
  assertTalkingOn(scene, "the credentials have ended");
  world.cutConnections();
  await world.until(() => guest.state.phase !== "connected", 10_000);
  assert.ok(await world.until(() => guest.isSecure && host.isSecure, 60_000, 1_000), host.state.phase);
  await leave(scene);
});
