import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bytes, concat, decodeUtf8, encodeUtf8, equalBytes, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError, type ProtocolErrorCode } from "../../e2ee/errors.ts";
import { GuestPairing, HostPairing, type PairingSecret } from "../../e2ee/handshake.ts";
import {
  decodeMessage,
  encodeAd,
  encodeHello,
  encodeMessage,
  hash16,
  KIND,
  parseAd,
  parseHello,
  parseProof,
} from "../../e2ee/messages.ts";
import { CONSULTATION_KEY, OTHER_KEY } from "../support/consultation_key.ts";
import { only, pair, pairOptions, refuses } from "./pairs.ts";
import { positions } from "../support/repetitions.ts";

const secrets: PairingSecret[] = [
  { method: "code", digits: "123456" },
  { method: "link", bytes: randomBytes(16) },
];

Deno.test("a pairing by code, by link and back again: same keys, right name, both directions", async () => {
  for (const first of secrets) {
    let secret = first;
    for (let round = 0; round < 3; round++) {
      const paired = await pair(pairOptions(secret));
      const { guest, host, guestSession, hostSession, identified } = paired;
      assert.equal(identified.name, "Ada Löwe");
      assert.equal(identified.method, secret.method);
      assert.deepEqual(identified.used, secret.method === "resume" ? secret.resume : undefined);
      assert.deepEqual(await guestSession.safetyCode(), await hostSession.safetyCode());
      await guestSession.checkConfirmation(await hostSession.confirmation());
      await hostSession.checkConfirmation(await guestSession.confirmation());
      for (let i = 0; i < 3; i++) {
        const [down, up] = [encodeUtf8(`down ${i}`), encodeUtf8(`up ${i}`)];
        assert.deepEqual(only(await guest.receive(await host.seal(down)), "message").content, down);
        assert.deepEqual(only(await host.receive(await guest.seal(up)), "message").content, up);
      }
      assert.deepEqual(guestSession.resume.id, hostSession.resume.id);
      secret = { method: "resume", resume: guestSession.resume };
    }
  }
});

Deno.test("messages sealed at once open in the order of the calls", async () => {
  const { guest, host } = await pair();
  const boxes = await Promise.all(Array.from({ length: 20 }, (_, i) => guest.seal(encodeUtf8(String(i)))));
  const steps = await Promise.all(boxes.map((box) => host.receive(box)));
  assert.deepEqual(
    steps.map((step) => decodeUtf8(only(step, "message").content)),
    Array.from({ length: 20 }, (_, i) => String(i)),
  );
});

Deno.test("another secret, room, origin or method: the guest finds it out by the host's tag", async () => {
  const change: Record<string, (options: ReturnType<typeof pairOptions>) => void> = {
    secret: ({ host }) => host.secretFor = () => ({ method: "code", digits: "123457" }),
    room: ({ host }) => host.room = randomBytes(16),
    origin: ({ host }) => host.origin = "https://vieraugen.example.com",
  };
  for (const apply of Object.values(change)) {
    const options = pairOptions();
    apply(options);
    const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
    const answered = await host.receive(await guest.hello());
    assert.equal(only(answered, "answered").method, "code");
    await refuses(guest.receive(answered.replies[0]!), "tag_mismatch");
    await refuses(guest.receive(answered.replies[0]!), "closed");
    await refuses(guest.seal(new Uint8Array()), "closed");
  }
});

Deno.test("a guest that guesses: the host finds it out by M3, whatever M3 is", async () => {
  const options = pairOptions();
  const { messages: [, , otherProof] } = await pair();
  for (const proof of [otherProof, encodeMessage(KIND.proof, randomBytes(64), randomBytes(272))]) {
    const host = new HostPairing(options.host);
    await host.receive(await new GuestPairing(options.guest).hello());
    await refuses(host.receive(proof), "tag_mismatch");
    await refuses(host.receive(proof), "closed");
  }
});

Deno.test("each single byte of each message changed ends in a named error on the side that gets it", async () => {
  const flips = (message: Bytes) =>
    Array.from(message, (_, at) => {
      const changed = message.slice();
      changed[at]! ^= 1 << (at % 8);
      return changed;
    });
  const options = pairOptions();
  // H1: either the host refuses it, or the guest refuses the answer.
  const sample = await new GuestPairing(options.guest).hello();
  for (const at of positions(sample.length)) {
    const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
    const changed = (await guest.hello()).slice();
    changed[at]! ^= 1 << (at % 8);
    let answer: Bytes | undefined;
    try {
      answer = (await host.receive(changed)).replies[0];
    } catch (error) {
      assert.ok(error instanceof ProtocolError);
      continue;
    }
    await refuses(guest.receive(answer!), "hello_mismatch", "tag_mismatch");
  }
  // M2: the guest refuses it. A fresh guest each time; the flips are independent of the keys.
  const size = (await new HostPairing(options.host).receive(sample)).replies[0]!.length;
  for (const at of positions(size)) {
    const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
    const m2 = (await host.receive(await guest.hello())).replies[0]!;
    await refuses(guest.receive(flips(m2)[at]!), ...answerErrors);
  }
  // M3 and boxes.
  for (const at of positions(70 + 16)) {
    const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
    const m3 = (await guest.receive((await host.receive(await guest.hello())).replies[0]!)).replies[0]!;
    await refuses(host.receive(flips(m3)[at]!), ...proofErrors);
  }
  for (const at of positions(2 + 2 + 256 + 16)) {
    const { guest, host } = await pair(options);
    await refuses(host.receive(flips(await guest.seal(encodeUtf8("x")))[at]!), ...boxErrors);
  }
});
const structural: ProtocolErrorCode[] = ["malformed", "version_unsupported", "unexpected_message"];
const answerErrors: ProtocolErrorCode[] = [
  ...structural,
  "hello_mismatch",
  "role_wrong",
  "peer_id_mine",
  "peer_id_wrong",
  "share_invalid",
  "tag_mismatch",
  "practice_unproved",
];
const proofErrors: ProtocolErrorCode[] = [...structural, "tag_mismatch", "box_invalid"];
const boxErrors: ProtocolErrorCode[] = [...structural, "box_invalid"];

Deno.test("the checks come in the stated order", async () => {
  const options = pairOptions();
  const guest = (isPractice = true) => {
    const pairing = new GuestPairing({ ...options.guest, isPractice: () => isPractice });
    return pairing.hello().then((hello) => ({ pairing, hello }));
  };
  /** M2 with faults from `fault` on: each error hides the ones behind it. */
  const answer = async (hello: Bytes, faults: Partial<Record<string, boolean>>) => {
    const m2 = (await new HostPairing(options.host).receive(hello)).replies[0]!;
    const [hash, share, ad, tag, signature] = decodeMessage(m2, KIND.answer, 5) as Bytes[];
    const isOtherAd = faults["role"] || faults["mine"];
    const body = encodeMessage(
      KIND.answer,
      faults["hash"] ? randomBytes(16) : hash!,
      faults["share"] ? new Uint8Array(32) : share!,
      !isOtherAd ? ad! : encodeAd(
        {
          role: faults["role"] ? "guest" : "host",
          peerId: new Uint8Array(faults["mine"] ? options.guest.peerId : options.host.peerId),
          fingerprint: new Uint8Array(32),
          caps: "",
        },
        randomBytes(faults["role"] ? 32 : 16),
        faults["role"] ? new Uint8Array() : CONSULTATION_KEY.publicKey,
      ),
      faults["tag"] ? randomBytes(64) : tag!,
      faults["signature"] ? randomBytes(64) : signature!,
    );
    if (faults["version"]) body[0] = 1;
    return body;
  };
  const order: [string, ProtocolErrorCode][] = [
    ["version", "version_unsupported"],
    ["hash", "hello_mismatch"],
    ["role", "role_wrong"],
    ["mine", "peer_id_mine"],
    ["share", "share_invalid"],
    ["tag", "tag_mismatch"],
    ["signature", "practice_unproved"],
    ["key", "practice_unproved"],
  ];
  for (let first = 0; first < order.length; first++) {
    const { pairing, hello } = await guest(false);
    const faults = Object.fromEntries(order.slice(first).map(([fault]) => [fault, true]));
    await refuses(pairing.receive(await answer(hello, faults)), order[first]![1]);
  }
  // The host's side of the same.
  const good = parseHello((await guest()).hello);
  const ad = (role: "guest" | "host", peerId: Uint8Array) =>
    encodeAd(
      { role, peerId: new Uint8Array(peerId), fingerprint: new Uint8Array(32), caps: "" },
      randomBytes(role === "guest" ? 32 : 16),
      role === "guest" ? new Uint8Array() : CONSULTATION_KEY.publicKey,
    );
  const low = new Uint8Array(32);
  const hellos: [Bytes, ProtocolErrorCode][] = [
    [encodeHello({ ...good, share: low, ad: ad("host", options.host.peerId) }), "role_wrong"],
    [encodeHello({ ...good, share: low, ad: ad("guest", options.host.peerId) }), "peer_id_mine"],
    [encodeHello({ ...good, share: low, ad: ad("guest", randomBytes(16)) }), "peer_id_wrong"],
    [encodeHello({ ...good, share: low }), "share_invalid"],
  ];
  for (const [hello, code] of hellos) await refuses(new HostPairing(options.host).receive(hello), code);
});

Deno.test("reflected, replayed, repeated and misplaced messages are refused", async () => {
  const options = pairOptions();
  const { guest, host, messages: [h1, m2, m3] } = await pair(options);
  const box = await guest.seal(encodeUtf8("hello"));
  await refuses(guest.receive(box), "box_invalid"); // reflected: another key
  await host.receive(box);
  await refuses(host.receive(box), "box_invalid"); // repeated
  for (const message of [h1, m2, m3]) {
    const again = await pair(options);
    await refuses(again.host.receive(message), "unexpected_message");
    const other = await pair(options);
    await refuses(other.guest.receive(message), "unexpected_message");
    // To a guest that waits for M2: an old M2 answers another hello.
    const waiting = new GuestPairing(options.guest);
    await waiting.hello();
    await refuses(waiting.receive(message), message === m2 ? "hello_mismatch" : "unexpected_message");
  }
  // An old H1 gets an answer, but nobody can go on with it.
  const replayed = new HostPairing(options.host);
  only(await replayed.receive(h1), "answered");
  await refuses(replayed.receive(m3), "tag_mismatch");
  // A host is no guest, even with the same secret.
  const own = new HostPairing({ ...options.host, theirPeerId: options.host.peerId });
  await refuses(own.receive(h1), "peer_id_wrong");
});

Deno.test("boxes out of order, or one lost, end the pairing", async () => {
  const { guest, host } = await pair();
  await guest.seal(encodeUtf8("lost"));
  await refuses(host.receive(await guest.seal(encodeUtf8("next"))), "box_invalid");
  await refuses(host.seal(encodeUtf8("anything")), "closed");
});

Deno.test("nothing is done twice or too early", async () => {
  const options = pairOptions();
  const guest = new GuestPairing(options.guest);
  await guest.hello();
  await refuses(guest.hello(), "unexpected_message");
  await refuses(new GuestPairing(options.guest).seal(new Uint8Array()), "unexpected_message");
  await refuses(new HostPairing(options.host).seal(new Uint8Array()), "unexpected_message");
  await refuses(new GuestPairing(options.guest).receive(randomBytes(1).fill(2)), "unexpected_message");
  assert.throws(() => new GuestPairing({ ...options.guest, room: new Uint8Array(15) }), RangeError);
  assert.throws(() => new GuestPairing({ ...options.guest, name: "x".repeat(1025) }), RangeError);
  assert.throws(() => new HostPairing({ ...options.host, caps: "x".repeat(256) }), RangeError);
});

Deno.test("a host without a secret: silent for code and link, outspoken for resume", async () => {
  for (const secret of secrets) {
    const options = pairOptions(secret);
    options.host.secretFor = () => undefined;
    const hello = await new GuestPairing(options.guest).hello();
    await refuses(new HostPairing(options.host).receive(hello), "secret_unavailable");
  }
  const { guestSession } = await pair();
  const options = pairOptions({ method: "resume", resume: guestSession.resume });
  let asked: unknown;
  options.host.secretFor = (claim) => {
    asked = claim;
    return undefined;
  };
  const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
  const step = await host.receive(await guest.hello());
  only(step, "resumeRefused");
  assert.deepEqual(asked, { method: "resume", resumeId: guestSession.resume.id });
  await refuses(host.receive(await new GuestPairing(options.guest).hello()), "closed");
  await refuses(guest.receive(step.replies[0]!), "resume_unknown");
  const other = new GuestPairing(options.guest);
  await other.hello();
  await refuses(other.receive(step.replies[0]!), "hello_mismatch");
});

Deno.test("a key that is not the practice's is refused by code, by link and coming back: nothing is sent", async () => {
  const { guestSession } = await pair();
  const known = await hash16(CONSULTATION_KEY.publicKey);
  const asked: Uint8Array[] = [];
  for (const secret of [...secrets, { method: "resume" as const, resume: guestSession.resume }]) {
    for (const consultationKey of [CONSULTATION_KEY, OTHER_KEY]) {
      const options = pairOptions(secret);
      options.host.consultationKey = consultationKey;
      options.guest.isPractice = (fingerprint) => {
        asked.push(fingerprint);
        return Promise.resolve(equalBytes(fingerprint, known));
      };
      if (consultationKey === CONSULTATION_KEY) await pair(options);
      else await refuses(pair(options), "practice_unproved");
    }
    // Whoever does not know the secret is not asked about at all.
    const options = pairOptions(secret);
    options.host.secretFor = ({ method }) =>
      method === "resume"
        ? { method, resume: { ...guestSession.resume, key: otherKey } }
        : method === "code"
        ? { method, digits: "000000" }
        : { method, bytes: randomBytes(16) };
    options.guest.isPractice = () => assert.fail("The tag comes first");
    await refuses(pair(options), "tag_mismatch");
  }
  assert.equal(asked.length, 6);
});
const otherKey = await crypto.subtle.importKey("raw", randomBytes(32), "HKDF", false, ["deriveBits"]);

Deno.test("a certificate that is not the one of the handshake is found out", async () => {
  const { guestSession, hostSession } = await pair();
  const line = (bytes: Uint8Array) =>
    `v=0\r\na=fingerprint:sha-256 ${
      Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":")
    }\r\n`;
  const mine = hostSession.peer.fingerprint; // the guest's
  hostSession.checkTheirDescription(line(mine));
  guestSession.checkMyDescription(line(mine));
  await refuses(() => hostSession.checkTheirDescription(line(randomBytes(32))), "fingerprint_mismatch");
  await refuses(() => hostSession.checkTheirDescription("v=0\r\n"), "fingerprint_missing");
  await refuses(hostSession.checkTheirCertificate(randomBytes(200)), "fingerprint_mismatch");
  await refuses(hostSession.checkConfirmation(await hostSession.confirmation()), "confirmation_mismatch");
  await refuses(hostSession.checkConfirmation(new Uint8Array()), "confirmation_mismatch");
});

Deno.test("two handshakes with one secret have nothing in common", async () => {
  const options = pairOptions();
  const [one, other] = [await pair(options), await pair(options)];
  assert.notDeepEqual(one.guestSession.resume.id, other.guestSession.resume.id);
  await refuses(
    one.hostSession.checkConfirmation(await other.guestSession.confirmation()),
    "confirmation_mismatch",
  );
  await refuses(one.host.receive(await other.guest.seal(encodeUtf8("x"))), "box_invalid");
});

Deno.test("keys of a session cannot be taken out", async () => {
  const { guestSession } = await pair();
  await assert.rejects(crypto.subtle.exportKey("raw", guestSession.resume.key));
  assert.equal(guestSession.resume.key.extractable, false);
  assert.ok(structuredClone(guestSession.resume.id));
});

Deno.test("any bytes at any moment: a named error, never another", async () => {
  const options = pairOptions();
  const bytes = fc.uint8Array({ maxLength: 400 });
  const headed = fc.tuple(fc.integer({ min: 0, max: 6 }), bytes)
    .map(([kind, rest]) => concat(Uint8Array.of(2, kind), rest));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, headed), async (junk) => {
      const guest = new GuestPairing(options.guest);
      const host = new HostPairing(options.host);
      const answering = new HostPairing(options.host);
      const hello = await guest.hello();
      await answering.receive(hello);
      for (const pairing of [guest, host, answering]) {
        await assert.rejects(pairing.receive(junk), ProtocolError);
        await refuses(pairing.receive(junk), "closed");
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("parseHello, parseAd, parseProof: a value or `malformed`, on any bytes; round trips", () => {
  const size = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((b) => new Uint8Array(b));
  fc.assert(fc.property(
    fc.constantFrom("code" as const, "link" as const, "resume" as const),
    size(16),
    size(16),
    size(32),
    fc.uint8Array({ maxLength: 300 }),
    (method, id, nonce, share, ad) => {
      const hello = {
        method,
        resumeId: method === "resume" ? id : new Uint8Array(),
        nonce,
        share,
        ad: new Uint8Array(ad),
      };
      assert.deepEqual(parseHello(encodeHello(hello)), hello);
    },
  ));
  fc.assert(
    fc.property(
      size(16),
      size(32),
      fc.string({ maxLength: 60 }),
      size(32),
      (peerId, fingerprint, caps, part) => {
        const expected = { peerId, notPeerId: new Uint8Array(15) };
        const guest = { role: "guest" as const, peerId, fingerprint, caps };
        assert.deepEqual(
          parseAd(encodeAd(guest, part), { ...expected, role: "guest" }),
          { peer: guest, safetyPart: part, publicKey: new Uint8Array() },
        );
        const host = { ...guest, role: "host" as const };
        const [short, { publicKey }] = [part.slice(16), CONSULTATION_KEY];
        assert.deepEqual(
          parseAd(encodeAd(host, short, publicKey), { ...expected, role: "host" }),
          { peer: host, safetyPart: short, publicKey },
        );
        for (const [peer, key] of [[guest, publicKey], [host, new Uint8Array()]] as const) {
          assert.throws(
            () =>
              parseAd(encodeAd(peer, peer === host ? short : part, key), { ...expected, role: peer.role }),
            { code: "malformed" },
          );
        }
      },
    ),
  );
  const expected = { role: "host" as const, peerId: new Uint8Array(16), notPeerId: new Uint8Array(15) };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const parse of [parseHello, parseProof, (ad: Uint8Array) => parseAd(ad, expected)]) {
        try {
          parse(bytes);
        } catch (error) {
          assert.ok(error instanceof ProtocolError, String(error));
        }
      }
    }),
    { numRuns: 2000 },
  );
});
