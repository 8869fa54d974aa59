/**
 * A server that says whatever it likes, against the real engine, signaling and VC1 of both sides: a call that runs belongs to
 * the two, and nothing that is said ends it, moves it to somebody else, or closes its media.
 */
import assert from "node:assert/strict";
import { takeDefects } from "../call/watched_crypto.ts";
import { lie, LIES } from "./lies.ts";
import { leave, makeScene, play, type Scene } from "./scene.ts";

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

/** Each lie alone, and each pair. */
function combinations(): string[][] {
  const names = Object.keys(LIES);
  return names.flatMap((one, index) => [[one], ...names.slice(index + 1).map((other) => [one, other])]);
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
