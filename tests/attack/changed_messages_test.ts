/**
 * A server that changes messages, against the real engine, signaling and VC1 of both sides: nobody is told that it is encrypted, no
 * medium flows, and whoever notices is told by the right code.
 */
import assert from "node:assert/strict";
import { decodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import {
  AD,
  attempt,
  fieldsOf,
  flipped,
  H1_FIELDS,
  kindOfBody,
  leave,
  M2_FIELDS,
  makeScene,
  nameOf,
  play,
  replaced,
} from "./scene.ts";
import { positions } from "../support/repetitions.ts";

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

Deno.test("attack: each single byte of each message is changed: nothing happens, and the right error is told", async () => {
  const messages = await sample();
  const h1 = fieldsOf(messages.H1, 2, H1_FIELDS);
  const m2 = fieldsOf(messages.M2, 2, M2_FIELDS);
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
    "public key": ["tag_mismatch"],
    signature: ["practice_unproved"],
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
        // A hello of another version is told so, which somebody of this version has no reason to be told.
        const expected = answered
          ? "hello_mismatch"
          : field === "version"
          ? "unexpected_message"
          : "host_silent";
        assert.equal(guest, expected, `${what} (${field})`);
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
  for (const [kind, names] of [["H1", H1_FIELDS], ["M2", M2_FIELDS]] as const) {
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
        const names = kind === "H1" ? H1_FIELDS : M2_FIELDS;
        const [, at] = fieldsOf(decodeBase64Url(message.body), 2, names).find(([name]) => name === "share")!;
        return [{ ...message, body: replaced(message.body, at, share) }];
      });
      if (kind === "H1") assert.equal(guest, atHost === "low" ? "host_silent" : "hello_mismatch");
      else assert.equal(guest, atHost === "low" ? "share_invalid" : "tag_mismatch");
    }
  }
});
