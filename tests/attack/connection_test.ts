/**
 * Somebody in the direct connection, or a partner's browser that does not do what it should: noticed by the fingerprints in the
 * descriptions, by the certificate of the connection, and by the proofs on the data channel.
 */
import assert from "node:assert/strict";
import { decodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { Session } from "../../e2ee/session.ts";
import type { Person } from "../call/world.ts";
import { takeDefects } from "../call/watched_crypto.ts";
import { flipped, honest, kindOfBody, leave, makeScene, play, type Scene } from "./scene.ts";
import { positions } from "../support/repetitions.ts";

const toldTo = ({ state }: Person) => state.failure?.code ?? "";

function assertNeverEncrypted(
  { guest, host }: Scene,
  who: readonly ("guest" | "host")[] = ["guest", "host"],
): void {
  for (const name of who) {
    const { states } = name === "guest" ? guest : host;
    assert.ok(states.every(({ pairings }) => pairings.every(({ verified }) => !verified)), name);
  }
  assert.deepEqual(takeDefects(), []);
}

const OTHER_FINGERPRINT = `a=fingerprint:sha-256 ${
  Array.from(randomBytes(32), (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":")
}`;

Deno.test("attack: a description for another certificate is not sealed", async () => {
  for (const liar of ["host", "guest"] as const) {
    const scene = makeScene();
    scene.world.rewriteSdp = (sdp, from) =>
      from === scene[liar] ? sdp.replace(/^a=fingerprint:.*$/m, OTHER_FINGERPRINT) : sdp;
    await play(scene);
    assert.equal(toldTo(scene[liar]), "fingerprint_mismatch");
    assertNeverEncrypted(scene);
    assert.deepEqual([...scene.world.mediaFlowed], []);
    await leave(scene);
  }
});

Deno.test("attack: a sealed description for another certificate, with two or with none, is not taken", async () => {
  const lies: [string, (sdp: string) => string, string][] = [
    ["another", (sdp) => sdp.replace(/^a=fingerprint:.*$/m, OTHER_FINGERPRINT), "fingerprint_mismatch"],
    ["two", (sdp) => `${sdp}${OTHER_FINGERPRINT}\r\n`, "fingerprint_missing"],
    ["none", (sdp) => sdp.replace(/^a=fingerprint:.*\r?\n/m, ""), "fingerprint_missing"],
    ["weak", (sdp) => sdp.replace("sha-256", "sha-1"), "fingerprint_missing"],
  ];
  const { checkMyDescription } = Session.prototype;
  Session.prototype.checkMyDescription = () => {}; // a careless client
  try {
    for (const liar of ["host", "guest"] as const) {
      for (const [what, lie, code] of lies) {
        const scene = makeScene();
        scene.world.rewriteSdp = (sdp, from) => from === scene[liar] ? lie(sdp) : sdp;
        await play(scene);
        assert.equal(toldTo(scene[liar === "host" ? "guest" : "host"]), code, `${liar}, ${what}`);
        assertNeverEncrypted(scene);
        assert.deepEqual([...scene.world.mediaFlowed], []);
        await leave(scene);
      }
    }
  } finally {
    Session.prototype.checkMyDescription = checkMyDescription;
  }
});

Deno.test("attack: a connection that shows another certificate, or none at all, ends at once", async () => {
  for (const liar of ["host", "guest"] as const) {
    for (const certificate of [randomBytes(64), new Uint8Array()]) {
      const scene = makeScene();
      scene[liar].showsCertificate = certificate;
      await play(scene);
      const honestSide = scene[liar === "host" ? "guest" : "host"];
      assert.equal(toldTo(honestSide), "fingerprint_mismatch");
      assertNeverEncrypted(scene, [liar === "host" ? "guest" : "host"]);
      await leave(scene);
    }
  }
});

Deno.test("attack: a proof that is changed in any byte, reflected, from an earlier connection or no proof at all", async () => {
  const earlier: string[] = [];
  const first = makeScene();
  first.world.carryText = (text, from) => {
    if (from === first.host) earlier.push(text);
    return [text];
  };
  await play(first);
  assert.ok(first.guest.isSecure);
  await leave(first);
  for (let at = 0; at < 32; at++) {
    await refusesProof((text) => {
      const message = JSON.parse(text);
      return JSON.stringify({ ...message, proof: flipped(message.proof, at) });
    }, "confirmation_mismatch");
  }
  await refusesProof(() => earlier[0]!, "confirmation_mismatch");
  await refusesProof(
    (text) => text.replace(/"proof":"../, '"proof":"'),
    "malformed",
    "confirmation_mismatch",
  );
  await refusesProof(() => '{"kind":"proof"}', "message_malformed");
  await refusesProof(() => "{", "message_malformed");
  // Each gets its own proof back.
  const mirror = makeScene();
  const own = new Map<Person, string>();
  mirror.world.carryText = (text, from) => {
    own.set(from, text);
    const to = from === mirror.host ? mirror.guest : mirror.host;
    return own.has(to) ? [own.get(to)!] : [];
  };
  await play(mirror);
  assert.ok([toldTo(mirror.guest), toldTo(mirror.host)].includes("confirmation_mismatch"));
  assertNeverEncrypted(mirror);
  await leave(mirror);
});

async function refusesProof(change: (text: string) => string, ...codes: string[]): Promise<void> {
  const scene = makeScene();
  scene.world.carryText = (text, from) =>
    from === scene.host && text.includes("proof") ? [change(text)] : [text];
  await play(scene);
  assert.ok(codes.includes(toldTo(scene.guest)), `${toldTo(scene.guest)} instead of ${codes}`);
  assertNeverEncrypted(scene, ["guest"]);
  await leave(scene);
}

Deno.test("attack: a proof that never comes ends the conversation after half a minute", async () => {
  const scene = makeScene();
  scene.world.carryText = (text) => text.includes("proof") ? [] : [text];
  await play(scene);
  assert.ok([toldTo(scene.guest), toldTo(scene.host)].includes("confirmation_missing"));
  assertNeverEncrypted(scene);
  await leave(scene);
});

Deno.test("attack: each byte of a later box is changed: noticed by its name, and the two meet again from another seat", async () => {
  const size = await (async () => {
    const scene = await interrupted(() => undefined);
    assert.ok(scene.guest.isSecure && scene.host.isSecure, "without an attack the connection comes back");
    await leave(scene);
    return decodeBase64Url(scene.sent.findLast(({ from }) => from === scene.host.peerId)!.body).length;
  })();
  for (const at of positions(size)) {
    const scene = await interrupted((body) => flipped(body, at));
    const { states } = scene.guest;
    const [code = ""] = states.flatMap(({ pairings }) =>
      pairings.flatMap(({ channelError }) => channelError ?? [])
    );
    const expected = at === 0 ? "version_unsupported" : at === 1 ? "unexpected_message" : "";
    assert.ok(
      expected ? code === expected : ["box_invalid", "malformed"].includes(code),
      `byte ${at}: ${code}`,
    );
    await scene.world.until(() => scene.guest.isSecure && scene.host.isSecure, 30_000);
    assert.ok(scene.guest.isSecure && scene.host.isSecure, `byte ${at}: ${scene.guest.state.phase}`);
    assert.ok(
      states.every(({ greets, connectedAtMs }) => connectedAtMs === undefined || greets === "resume"),
    );
    assert.deepEqual(takeDefects(), []);
    await leave(scene);
  }
});

/** A conversation whose connection breaks; the next thing the host says through the server is changed. */
async function interrupted(change: (body: string) => string | undefined): Promise<Scene> {
  const scene = makeScene();
  await play(scene, 30_000);
  assert.ok(scene.guest.isSecure && scene.host.isSecure);
  let changed = false;
  honest(scene, (message) => {
    if (changed || message.from !== scene.host.peerId || kindOfBody(message.body) !== "box") return [message];
    const body = change(message.body);
    if (body === undefined) return [message];
    changed = true;
    return [{ ...message, body }];
  });
  scene.world.cutConnections();
  await scene.world.clock.turn(15_000);
  return scene;
}
