/**
 * Somebody who has read the invitation and runs the server poses as the practice, against the real engine, signaling and VC1
 * of the patient: the patient is told, no medium flows, and nothing is sent to the impostor but the hello.
 */
import assert from "node:assert/strict";
import type { GuestSecret } from "../../call/pairing/guest_channel.ts";
import { type Bytes, concat, decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import type { ConsultationKey } from "../../e2ee/consultation_key.ts";
import { HostPairing } from "../../e2ee/handshake.ts";
import { encodeMessage, hash16, KIND } from "../../e2ee/messages.ts";
import { parseLv } from "../../e2ee/lv.ts";
import { ORIGIN } from "../call/person_channel.ts";
import type { Person } from "../call/world.ts";
import { CONSULTATION_KEY, OTHER_KEY } from "../support/consultation_key.ts";
import {
  assertNothingHappened,
  attempt,
  CODE,
  honest,
  isOver,
  kindOfBody,
  leave,
  makeScene,
  play,
  type Scene,
  told,
} from "./scene.ts";

const LINK_BYTES = randomBytes(16);
const LINK: GuestSecret = { method: "link", bytes: LINK_BYTES };

/** A scene with Mallory, who holds the secret of the invitation; `fingerprint`: the invite link has the key's. */
async function scene(
  secret: GuestSecret,
  { fingerprint = false, key = OTHER_KEY } = {},
): Promise<Scene & { mallory: Person }> {
  const made = makeScene();
  const { world } = made;
  const host = world.add("host", secret, "Dr. Berg");
  const guest = world.add("guest", secret, "Ottilie");
  if (fingerprint) guest.keyFingerprint = await hash16(CONSULTATION_KEY.publicKey);
  const mallory = world.add("host", secret, "Dr. Berg");
  mallory.consultationKey = key;
  const changed = { ...made, host, guest, mallory };
  honest(changed, (message) => [message]);
  return changed;
}

/** Everything that the patient has sent to somebody: hellos are all that an impostor gets. */
function kindsSentTo({ sent, guest }: Scene, peerId: string): string[] {
  const kinds = sent.filter(({ from, to }) => from === guest.peerId && to === peerId)
    .map(({ body }) => kindOfBody(body));
  return [...new Set(kinds)];
}

/** The patient meets Mallory alone, and is told that somebody else answers. */
async function assertRefused(attacked: Scene & { mallory: Person }, what: string): Promise<void> {
  const { world, guest, mallory } = attacked;
  guest.open();
  mallory.open();
  await world.until(() => isOver(guest) || guest.isSecure, 60_000, 1_000);
  await world.clock.turn(3_000);
  assert.equal(told(attacked, "guest"), "practice_unproved", what);
  assert.deepEqual(kindsSentTo(attacked, mallory.peerId), ["H1"], what);
  assert.ok(mallory.states.every(({ pairings }) => pairings.every(({ name }) => name === undefined)), what);
}

Deno.test("attack: a made-up doctor who has the invite link: another key than the link's is refused before the name is sent", async () => {
  const attacked = await scene(LINK, { fingerprint: true });
  await assertRefused(attacked, "another key");
  assertNothingHappened({ ...attacked, host: attacked.mallory }, "another key");
  await leave(attacked);
  // The real one is accepted with the same link.
  const honestly = await scene(LINK, { fingerprint: true });
  await play(honestly);
  assert.ok(honestly.guest.isSecure && honestly.host.isSecure);
  await leave(honestly);
});

Deno.test("attack: the practice's public key without its private one: no signature of an impostor's is taken", async () => {
  const { publicKey } = CONSULTATION_KEY;
  const kept: Bytes[] = [];
  const keeping: ConsultationKey = {
    publicKey,
    sign: async (content) => kept[kept.push(await CONSULTATION_KEY.sign(content)) - 1]!,
  };
  // A whole handshake with the real practice, listened to by the server.
  const before = await scene(LINK, { fingerprint: true });
  before.host.consultationKey = keeping;
  await play(before);
  assert.ok(before.guest.isSecure);
  await leave(before);

  const signers: Record<string, ConsultationKey["sign"]> = {
    "one's own key": (content) => OTHER_KEY.sign(content),
    "the signature of an earlier handshake": () => Promise.resolve(kept[0]!),
    "a signature over another certificate": (content) =>
      CONSULTATION_KEY.sign(withOtherHostCertificate(content)),
    "a signature over a transcript of the practice's own": (content) =>
      CONSULTATION_KEY.sign(concat(content, new Uint8Array(1))),
    "no signature": () => Promise.resolve(new Uint8Array()),
    zeros: () => Promise.resolve(new Uint8Array(64)),
  };
  for (const [what, sign] of Object.entries(signers)) {
    const attacked = await scene(LINK, { fingerprint: true, key: { publicKey, sign } });
    await assertRefused(attacked, what);
    assertNothingHappened({ ...attacked, host: attacked.mallory }, what);
    await leave(attacked);
  }
});

/** What the practice would sign if its own certificate stood in the place of the impostor's. */
function withOtherHostCertificate(content: Bytes): Bytes {
  const changed = content.slice();
  const role = new TextEncoder().encode("\x04host\x10");
  const at = changed.findIndex((_, i) => role.every((byte, j) => changed[i + j] === byte));
  assert.ok(at > 0, "the host's AD is signed");
  changed.set(randomBytes(32), at + role.length + 16 + 1);
  return changed;
}

Deno.test("attack: the signature taken away: by version 1, by a shorter M2, by an empty field", async () => {
  const without: Record<string, [string, (body: Bytes) => Bytes]> = {
    "version 1": ["version_unsupported", (body) => concat(Uint8Array.of(1), encoded(body, 4).subarray(1))],
    "no field": ["malformed", (body) => encoded(body, 4)],
    "an empty field": ["practice_unproved", (body) => concat(encoded(body, 4), new Uint8Array(1))],
  };
  function encoded(body: Bytes, fields: number): Bytes {
    return encodeMessage(KIND.answer, ...parseLv(body.subarray(2), 5).slice(0, fields));
  }
  for (const [what, [code, change]] of Object.entries(without)) {
    const { guest } = await attempt(
      what,
      (message) =>
        kindOfBody(message.body) === "M2"
          ? [{ ...message, body: encodeBase64Url(change(decodeBase64Url(message.body))) }]
          : [message],
    );
    assert.equal(guest, code, what);
  }
});

for (const [name, secret] of Object.entries({ "a code": CODE, "an old link": LINK })) {
  Deno.test(`attack: by ${name}, after the practice was there: nobody else is taken for it, reloaded or not`, async () => {
    for (const how of ["in the same page", "after a reload", "after a crash, without the resume secret"]) {
      const attacked = await scene(secret);
      const { world, host, guest, mallory } = attacked;
      host.admits = how !== "in the same page";
      guest.open();
      host.open();
      await world.until(() => host.admits ? guest.isSecure : guest.state.phase === "knocking", 30_000);
      await world.clock.turn(2_000);
      world.mediaFlowed.clear();
      if (how === "in the same page") host.closePage();
      else {
        host.closePage(false);
        guest.closePage(how === "after a reload");
        if (how !== "after a reload") delete guest.storage.resume;
        await world.clock.turn(2_000);
        guest.open();
      }
      const before = attacked.sent.length;
      mallory.open();
      if (how !== "in the same page") {
        // Who was admitted is asked first, and knocks here because the person says so.
        await world.until(() => guest.state.phase === "asking", 60_000, 1_000);
        guest.engine!.dispatch({ kind: "knockChosen" });
      }
      await world.until(() => isOver(guest) || guest.isSecure, 60_000, 1_000);
      await world.clock.turn(2_000);
      assert.equal(told(attacked, "guest"), "practice_unproved", how);
      const sent = { ...attacked, sent: attacked.sent.slice(before) };
      assert.deepEqual(kindsSentTo(sent, mallory.peerId), ["H1"], how);
      assert.deepEqual([...world.mediaFlowed], [], how);
      await leave(attacked);
    }
  });
}

Deno.test("attack: a made-up doctor beside a running call is not answered, and the call goes on", async () => {
  for (const options of [{ fingerprint: true }, {}]) {
    const attacked = await scene(LINK, options);
    const { world, guest, host, sent } = attacked;
    await play(attacked);
    assert.ok(guest.isSecure && host.isSecure);
    const flowed = [...world.mediaFlowed];
    // The server shows another doctor beside the real one.
    const peerId = encodeBase64Url(randomBytes(16));
    world.relay.join(peerId);
    world.relay.mischief.show = (peers) =>
      peers.map((peer) => peer.peerId === peerId ? { ...peer, role: "host" as const } : peer);
    await world.until(() => sent.some(({ to }) => to === peerId), 60_000);
    // Of the resume secret Mallory knows nothing, and the guest says hello by nothing else.
    const mallory = new HostPairing({
      origin: ORIGIN,
      room: decodeBase64Url(world.room),
      peerId: decodeBase64Url(peerId),
      theirPeerId: decodeBase64Url(guest.peerId),
      fingerprint: randomBytes(32),
      consultationKey: OTHER_KEY,
      secretFor: ({ method }) => method === "link" ? { method, bytes: LINK_BYTES } : undefined,
    });
    const hello = sent.find(({ to }) => to === peerId)!;
    const [answer] = (await mallory.receive(decodeBase64Url(hello.body))).replies;
    world.relay.inject(guest.peerId, { from: peerId, n: 1, body: encodeBase64Url(answer!) });
    await world.clock.turn(60_000);
    assert.ok(guest.isSecure, "the call goes on");
    assert.equal(guest.current?.peerId, host.peerId);
    assert.equal(sent.filter(({ to }) => to === peerId).length, 1, "one hello, and no other");
    assert.deepEqual(kindsSentTo(attacked, peerId), ["H1"]);
    assert.deepEqual([...world.mediaFlowed], flowed);
    await leave(attacked);
  }
});

Deno.test("attack: an old link promises no more than before: whoever has it and comes first can pose as the practice", async () => {
  const attacked = await scene(LINK);
  const { world, guest, mallory } = attacked;
  guest.open();
  mallory.open();
  await world.until(() => guest.isSecure, 60_000, 1_000);
  assert.ok(guest.isSecure, "docs/threat-model.md says so");
  await leave(attacked);
});

Deno.test("attack: the invite link's address answered with another one, without the key or with another: who has met the practice is told", async () => {
  for (const forged of [undefined, await hash16(OTHER_KEY.publicKey)]) {
    const what = forged ? "another key" : "no key";
    const attacked = await scene(LINK, { fingerprint: true });
    const { world, host, guest, mallory } = attacked;
    await play(attacked);
    assert.ok(guest.isSecure, what);
    host.closePage(false);
    guest.closePage(false);
    world.mediaFlowed.clear();
    attacked.sent.splice(0);
    // Another tab: nothing of the former one is left but what the browser stores.
    guest.keyFingerprint = forged;
    delete guest.storage.resume;
    delete guest.storage.wasAdmitted;
    await assertRefused(attacked, what);
    assert.deepEqual([...world.mediaFlowed], [], what);
    assert.ok(mallory.states.every(({ phase }) => phase !== "connected"), what);
    await leave(attacked);
  }
});
