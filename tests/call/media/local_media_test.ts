import assert from "node:assert/strict";
import { CallEngine } from "../../../call/engine.ts";
import type { EngineEvents, EnginePorts } from "../../../call/engine_ports.ts";
import type { LocalMedia } from "../../../call/media/local_media.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { browserDevices } from "./browser_devices.ts";

async function both() {
  const devices = browserDevices();
  const asked = devices.media.ask(true, true);
  await devices.next().allow();
  await asked;
  return devices;
}

/** A person's page on these devices, that never comes further than its first request. */
function page(media: LocalMedia): CallEngine {
  const never = () => new Promise<never>(() => {});
  const ports: EnginePorts = {
    clock: new FakeClock(),
    request: never,
    seats: { take: never, ice: never, leave: () => {} },
    media,
    makeCertificate: never,
    makeConnection: () => assert.fail("nobody to connect to"),
  };
  const events = new Proxy({}, { get: () => () => {} }) as EngineEvents;
  const switches = { camera: true, microphone: true };
  const makeChannel = () => assert.fail("nobody to talk to");
  return new CallEngine({ role: "guest", name: "Ida", switches, makeChannel, ports, events });
}

const sound = (media: LocalMedia) => (media.tracks.audio as unknown as { device: string } | null)?.device;

Deno.test("LocalMedia: a camera that is switched off while the browser is asked anew stays dark; the microphone comes back", async () => {
  const { media, next, lit } = await both();
  const renewal = media.renew(true, true);
  void media.setCamera(false);
  await next().allow();
  assert.deepEqual(await renewal, { hasMicrophone: true });
  assert.deepEqual([lit(), media.tracks.video], [["audio"], null]);
});

Deno.test("LocalMedia: nothing goes on after the end, whatever the browser was still asked for", async () => {
  const { media, next, lit } = await both();
  const renewal = media.renew(true, true);
  media.stop();
  await next().allow();
  assert.deepEqual([await renewal, lit()], [{}, []]);
  const chosen = await both();
  const used = chosen.media.use({ microphone: "slow" });
  chosen.media.stop();
  await chosen.next().allow();
  assert.deepEqual([await used, chosen.lit()], [undefined, []]);
});

Deno.test("LocalMedia: of two microphones the one chosen last is heard, whichever is there first", async () => {
  const { media, next, lit } = await both();
  const slow = media.use({ microphone: "slow" });
  const [first, fast] = [next(), media.use({ microphone: "fast" })];
  await next().allow();
  await first.allow();
  assert.deepEqual([await slow, await fast, sound(media)], [undefined, undefined, "fast"]);
  assert.deepEqual(lit(), ["fast", "video"]);
  const failing = media.use({ microphone: "third" });
  const third = next();
  void media.use({ microphone: "fourth" });
  await third.refuse("NotAllowedError");
  assert.equal(await failing, undefined, "what was overtaken has no problem to tell");
  assert.equal(media.choices.microphone, "fourth");
});

Deno.test("LocalMedia: a microphone that is chosen while the browser is asked anew is the one that is taken", async () => {
  const { media, next, lit } = await both();
  const renewal = media.renew(true, true);
  const question = next();
  const used = media.use({ microphone: "other" }, () => ({ camera: true, microphone: true }));
  await question.allow();
  await next().allow();
  assert.deepEqual([await renewal, await used], [{ hasCamera: true }, undefined]);
  assert.deepEqual([lit(), sound(media)], [["other", "video"], "other"]);
});

Deno.test("LocalMedia: a camera that goes off while a microphone is chosen is not lit by the rest of the choice", async () => {
  const { media, next, open, lit } = await both();
  const used = media.use({ camera: "c2", microphone: "m2" });
  void media.setCamera(false);
  await next().allow();
  await used;
  assert.deepEqual([open.length, lit()], [0, ["m2"]]);
});

Deno.test("LocalMedia: asked twice at once, there is one picture and one sound", async () => {
  const { media, next, lit } = await both();
  const [one, two] = [media.renew(true, true), media.renew(true, true)];
  const [first, second] = [next(), next()];
  await second.allow();
  await first.allow();
  assert.deepEqual(await Promise.all([one, two]), [{}, { hasCamera: true, hasMicrophone: true }]);
  assert.equal(media.stream.getTracks().length, 2);
  assert.deepEqual(lit(), ["audio", "video"]);
});

Deno.test("CallEngine: a microphone that is chosen while the person switches it off is there, and mute", async () => {
  const { media, next, settle } = browserDevices();
  const engine = page(media);
  engine.dispatch({ kind: "mediaRequested", camera: true, microphone: true });
  await next().allow();
  void engine.useDevices({ microphone: "other" });
  engine.dispatch({ kind: "microphoneToggled" });
  await next().allow();
  assert.deepEqual([sound(media), media.tracks.audio?.enabled], ["other", false]);
  engine.dispatch({ kind: "microphoneToggled" });
  assert.equal(media.tracks.audio?.enabled, true);
  engine.close();
  await settle();
});

Deno.test("LocalMedia: what is wrong with a lone camera is said of the camera alone", async () => {
  const { media, next } = await both();
  for (
    const [name, problem] of [
      ["NotAllowedError", "camera_denied"],
      ["NotFoundError", "camera_missing"],
      ["NotReadableError", "camera_in_use"],
    ] as const
  ) {
    const failing = media.setCamera(true);
    await next().refuse(name);
    assert.equal(await failing, problem);
  }
});

Deno.test("CallEngine: another microphone in the place of one that another program has is heard", async () => {
  const { media, next, settle } = browserDevices();
  const engine = page(media);
  engine.dispatch({ kind: "mediaRequested", camera: true, microphone: true });
  await next().refuse("NotReadableError");
  await next().refuse("NotReadableError");
  await next().allow();
  assert.equal(engine.state.media.problem, "microphone_in_use");
  void engine.useDevices({ microphone: "other" });
  await settle();
  await next().allow();
  assert.deepEqual([sound(media), engine.state.media.microphone === "on"], ["other", true]);
  engine.close();
});

Deno.test("LocalMedia: a camera that is refused when both are asked for anew leaves the microphone", async () => {
  const { media, next, lit } = await both();
  const renewal = media.renew(true, true);
  await next().refuse("NotAllowedError");
  const question = next();
  assert.deepEqual([question.video, question.audio], [false, true]);
  await question.allow();
  assert.deepEqual(await renewal, { hasCamera: false, hasMicrophone: true, problem: "camera_denied" });
  assert.deepEqual(lit(), ["audio"]);
  const nothing = media.renew(true, true);
  await next().refuse("NotAllowedError");
  await next().refuse("NotAllowedError");
  assert.deepEqual(await nothing, { hasCamera: false, hasMicrophone: false, problem: "media_denied" });
  const overtaken = media.renew(true, true);
  const refused = next();
  media.stop();
  await refused.refuse("NotAllowedError");
  assert.deepEqual([await overtaken, next()], [{}, undefined], "nothing is asked for after the end");
});
