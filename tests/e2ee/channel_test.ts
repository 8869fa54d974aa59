import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { SealedChannel } from "../../e2ee/channel.ts";
import { KIND, kindOf } from "../../e2ee/messages.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { pairOptions, refuses } from "./pairs.ts";

type Message = { kind: "offer"; sdp: string } | { kind: "bye" };
const format = {
  parse(value: unknown): Message {
    const message = value as Message;
    if (message?.kind !== "offer" && message?.kind !== "bye") throw new TypeError("no message");
    return message;
  },
  descriptionOf: (message: Message) => message.kind === "offer" ? message.sdp : undefined,
};
const describe = (fingerprint: Uint8Array) =>
  `v=0\r\na=fingerprint:sha-256 ${
    Array.from(fingerprint, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":")
  }\r\n`;

async function connect(options = pairOptions()) {
  const guest = new SealedChannel(new GuestPairing(options.guest), format);
  const host = new SealedChannel(new HostPairing(options.host), format);
  assert.deepEqual(await host.open(), []);
  const [hello] = await guest.open() as [string];
  assert.equal(kindOf(decodeBase64Url(hello)), KIND.hello);
  const answer = await host.receive(hello);
  const proof = await guest.receive(answer.replies[0]!);
  const identified = await host.receive(proof.replies[0]!);
  assert.deepEqual(
    [answer, proof, identified].map((step) => step.events.map((event) => event.kind)),
    [["answered"], ["authenticated"], ["identified"]],
  );
  return { guest, host, options };
}

Deno.test("SealedChannel: JSON messages as base64url bodies, descriptions checked on both ends", async () => {
  const { guest, host, options } = await connect();
  assert.ok(guest.session && host.session);
  const offer: Message = { kind: "offer", sdp: describe(options.host.fingerprint) };
  const body = await host.seal(offer);
  assert.match(body, /^[\w-]+$/);
  assert.equal(kindOf(decodeBase64Url(body)), KIND.box);
  assert.deepEqual(await guest.receive(body), { replies: [], opened: [offer], events: [] });
  await refuses(
    host.seal({ kind: "offer", sdp: describe(options.guest.fingerprint) }),
    "fingerprint_mismatch",
  );
  await refuses(host.seal({ kind: "offer", sdp: "" }), "fingerprint_missing");
});

Deno.test("SealedChannel: a description for another certificate ends the pairing", async () => {
  const options = pairOptions();
  const { host } = await connect(options);
  assert.ok(host.session);
  // A guest whose client does not check what it seals.
  const careless = new GuestPairing(options.guest);
  const strict = new SealedChannel(new HostPairing(options.host), format);
  const m2 = (await strict.receive(encodeBase64Url(await careless.hello()))).replies[0]!;
  const step = await careless.receive(
    Uint8Array.from(atob(m2.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)),
  );
  await strict.receive(encodeBase64Url(step.replies[0]!));
  const lie = new TextEncoder().encode(JSON.stringify({ kind: "offer", sdp: describe(randomBytes(32)) }));
  await refuses(strict.receive(encodeBase64Url(await careless.seal(lie))), "fingerprint_mismatch");
  await refuses(strict.seal({ kind: "bye" }), "closed");
});

Deno.test("SealedChannel: what is no body, no JSON or no message ends the pairing", async () => {
  for (const body of ["", "ä", "AQ==", "AQE", "AwE"]) {
    const { guest } = await connect();
    await refuses(guest.receive(body), "malformed", "version_unsupported");
    await refuses(guest.receive(body), "closed", "malformed");
  }
  const { guest, host } = await connect();
  await assert.rejects(guest.receive(await host.seal({ kind: "other" } as never)), TypeError);
  await refuses(guest.seal({ kind: "bye" }), "closed");
});
