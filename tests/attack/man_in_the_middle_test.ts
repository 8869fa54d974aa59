/**
 * A server that pairs with both sides, against the real engine, signaling and VC1 of both sides: nobody is told that it is encrypted, no
 * medium flows, and whoever notices is told by the right code.
 */
import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { ORIGIN } from "../call/person_channel.ts";
import { OTHER_KEY } from "../support/consultation_key.ts";
import { attempt, type Carried, honest, kindOfBody, leave, makeScene, play, type Scene } from "./scene.ts";

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
        towardsGuest = new HostPairing({
          ...common,
          peerId: ids[0],
          theirPeerId: ids[1],
          consultationKey: OTHER_KEY,
          secretFor,
        });
        towardsHost = new GuestPairing({
          ...common,
          peerId: ids[1],
          theirPeerId: ids[0],
          secret: { method: "code", digits },
          name: "Ottilie",
          isPractice: () => true,
        });
        const { replies: [m2] } = await towardsGuest.receive(decodeBase64Url(message.body));
        say(message.to, message.from, m2!);
        say(message.from, message.to, await towardsHost.hello());
      } else if (kind === "M2") {
        const step = await towardsHost!.receive(decodeBase64Url(message.body)).catch(() => undefined);
        // Without the code there is no proof to be had: send something of the right shape.
        const proof = step?.replies[0] ??
          Uint8Array.of(2, 3, 64, ...randomBytes(64), 0x90, 2, ...randomBytes(272));
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
