/**
 * Somebody who has the code, or has read the invitation, and knocks with a changed browser: before it is let in, nothing that
 * it says has any effect but its knock.
 */
import assert from "node:assert/strict";
import type { PeerMessage } from "../../call/pairing/messages.ts";
import { decodeBase64Url, encodeBase64Url, encodeUtf8 } from "../../e2ee/bytes.ts";
import { takeDefects } from "../call/watched_crypto.ts";
import { isOver, leave, makeScene, play, type Scene, strangersPairing } from "./scene.ts";

/** What a guest can say, each kind once. */
const SAYINGS: readonly PeerMessage[] = [
  { kind: "replaced" },
  { kind: "bye" },
  { kind: "safetyChanged" },
  { kind: "restartRequest", round: 1, fresh: true },
  { kind: "answer", answer: { round: 1, sdp: "v=0", candidates: [] } },
  { kind: "candidates", round: 1, candidates: [] },
  { kind: "media", camera: false, microphone: false, screen: true, detail: true },
  { kind: "line", rating: "very_weak", pictureRests: true },
  { kind: "admission", hostName: "Dr. Berg", state: "removed" },
];

/** Knocks at the host as somebody else does, with the right code; returns how it says something in a box. */
async function knock(scene: Scene): Promise<(message: PeerMessage) => Promise<void>> {
  const { world, host, sent } = scene;
  const { peerId, pairing } = strangersPairing(scene, "123456");
  world.relay.join(peerId);
  let n = 0;
  const post = (body: Uint8Array) =>
    world.relay.inject(host.peerId, { from: peerId, n: ++n, body: encodeBase64Url(body) });
  post(await pairing.hello());
  const answered = () => sent.find(({ to }) => to === peerId);
  assert.ok(await world.until(() => answered() !== undefined, 30_000));
  const { replies } = await pairing.receive(decodeBase64Url(answered()!.body));
  replies.forEach(post);
  const isKnocking = () =>
    host.state.pairings.some(({ name, stage }) => name === "Mallory" && stage === "knocking");
  assert.ok(await world.until(isKnocking, 30_000));
  return async (message) => post(await pairing.seal(encodeUtf8(JSON.stringify(message))));
}

Deno.test("attack: who knocks ends nothing, whatever it says before it is let in: no wait, no running and no interrupted call", async () => {
  for (const message of SAYINGS) {
    for (const when of ["waiting", "running", "interrupted"]) {
      const what = `${message.kind}, ${when}`;
      const scene = makeScene();
      const { world, host, guest } = scene;
      if (when === "waiting") {
        host.admits = false;
        host.open();
        await world.clock.turn(3_000);
      } else {
        await play(scene, 30_000);
        assert.ok(guest.isSecure && host.isSecure, what);
      }
      const say = await knock(scene);
      if (when === "interrupted") {
        world.answer = ({ what, from }, honest) =>
          from === guest && what !== "seat" ? new Promise(() => {}) : honest();
        world.cutConnections();
        await world.clock.turn(3_000);
        assert.equal(host.state.phase, "recovering", what);
      }
      await say(message);
      await world.clock.turn(5_000);
      assert.ok(!isOver(host), `${what}: ${host.state.endReason ?? host.state.failure?.code}`);
      assert.equal(host.state.safetyChanged, undefined, what);
      if (when === "running") assert.ok(host.isSecure && guest.isSecure, what);
      assert.ok([...world.mediaFlowed].every((pair) => !pair.includes("Mallory")), what);
      assert.deepEqual(takeDefects(), [], what);
      await leave(scene);
    }
  }
});
