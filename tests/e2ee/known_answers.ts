/**
 * Published numbers against what the platform computes. Uses nothing but `crypto`, so that the same file runs in Deno
 * and, bundled, in every browser.
 */
import { SealingBox } from "../../e2ee/box.ts";
import { type Bytes, concat, decodeUtf8, encodeBase64Url, encodeUtf8 } from "../../e2ee/bytes.ts";
import {
  calculateGenerator,
  CpaceRun,
  elligator2,
  generatorString,
  intermediateSessionKey,
  sha512,
  transcriptOc,
} from "../../e2ee/cpace.ts";
import { openConsultationKey } from "../../e2ee/consultation_key.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { GuestPairing, HostPairing, type PairingEvent } from "../../e2ee/handshake.ts";
import { deriveBytes, hkdf, importHkdfKey } from "../../e2ee/hkdf.ts";
import { lv } from "../../e2ee/lv.ts";
import type { Session } from "../../e2ee/session.ts";
import { passkeyWrappingKey } from "../../e2ee/passkey.ts";
import { checkPracticeProof } from "../../e2ee/practice_proof.ts";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  newPracticeKey,
  openMemberKey,
  openPracticeKeys,
  rewrapMemberKey,
  rotateFor,
} from "../../e2ee/vault.ts";
import { openRecord } from "../../e2ee/record.ts";
import { hasNativeX25519, makeNativeScalar, makeNobleScalar, type MakeScalar } from "../../e2ee/x25519.ts";
import aesGcm from "./vectors/aes_256_gcm.json" with { type: "json" };
import cpace from "./vectors/cpace.json" with { type: "json" };
import ecdh from "./vectors/ecdh_p256.json" with { type: "json" };
import ecdsa from "./vectors/ecdsa_p256.json" with { type: "json" };
import elligator from "./vectors/elligator2.json" with { type: "json" };
import handshake from "./vectors/handshake.json" with { type: "json" };
import hkdfSha512 from "./vectors/hkdf_sha512.json" with { type: "json" };
import frozenVault from "./vectors/vault.json" with { type: "json" };
import x25519 from "./vectors/x25519.json" with { type: "json" };

interface KnownAnswer {
  name: string;
  /** Rejects when an answer differs. */
  run(): Promise<void>;
}

function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of a big-endian number, little-endian. */
const reversed = (hex: string) => fromHex(hex).reverse();

function equal(actual: Uint8Array | string, expected: string, what: string): void {
  const text = typeof actual === "string" ? actual : toHex(actual);
  if (text !== expected) throw new Error(`${what}: ${text} instead of ${expected}`);
}

async function aborts(promise: Promise<unknown>, what: string): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProtocolError && error.code === "share_invalid") return;
    throw error;
  }
  throw new Error(`${what} is accepted`);
}

async function checkX25519(makeScalar: MakeScalar): Promise<void> {
  const product = async (scalar: Bytes, u: Uint8Array) => await (await makeScalar(scalar)).times(u);
  for (const { scalar, u, result } of x25519.products) {
    equal(await product(fromHex(scalar), fromHex(u)), result, "product");
  }
  let u = fromHex("09".padEnd(64, "0"));
  let k = u;
  for (let i = 1; i <= 1000; i++) {
    [k, u] = [await product(k, u), k];
    if (i === 1) equal(k, x25519.iterated[1], "once");
  }
  equal(k, x25519.iterated[1000], "a thousand times");
  for (const { u, result } of cpace.lowOrder.points) {
    const computed = product(fromHex(cpace.lowOrder.scalar), fromHex(u));
    if (result === "abort") await aborts(computed, u);
    else equal(await computed, result, u);
  }
}

const inputs = { prs: fromHex(cpace.prs), ci: fromHex(cpace.ci), sid: fromHex(cpace.sid) };

/** A whole handshake with given randomness: everything that is sent, and what comes of it. */
export async function runFrozenHandshake(): Promise<Record<string, string>> {
  const { given } = handshake;
  const draws = (...hexes: string[]) => () => fromHex(hexes.shift()!);
  const common = { origin: given.origin, room: fromHex(given.room) };
  let keyFingerprint = "";
  const guest = new GuestPairing({
    ...common,
    peerId: fromHex(given.guestPeerId),
    theirPeerId: fromHex(given.hostPeerId),
    fingerprint: fromHex(given.guestFingerprint),
    caps: given.guestCaps,
    secret: { method: "code", digits: given.digits },
    name: given.name,
    isPractice: (fingerprint) => {
      keyFingerprint = toHex(fingerprint);
      return true;
    },
  }, draws(given.nonce, given.guestPart, given.guestScalar));
  const host = new HostPairing({
    ...common,
    peerId: fromHex(given.hostPeerId),
    theirPeerId: fromHex(given.guestPeerId),
    fingerprint: fromHex(given.hostFingerprint),
    caps: given.hostCaps,
    // WebCrypto would draw a random number for the signature.
    consultationKey: {
      publicKey: fromHex(given.keyPoint),
      sign: () => Promise.resolve(fromHex(given.signature)),
    },
    secretFor: () => ({ method: "code", digits: given.digits }),
  }, draws(given.hostPart, given.hostScalar));
  const sessionOf = (event: PairingEvent | undefined): Session => {
    if (event?.kind !== "authenticated" && event?.kind !== "identified") throw new Error("no session");
    return event.session;
  };
  const h1 = await guest.hello();
  const m2 = (await host.receive(h1)).replies[0]!;
  const guestStep = await guest.receive(m2);
  const m3 = guestStep.replies[0]!;
  const hostStep = await host.receive(m3);
  const [guestSession, hostSession] = [sessionOf(guestStep.events[0]), sessionOf(hostStep.events[0])];
  const m4 = await host.seal(encodeUtf8(given.hostMessage));
  await guest.receive(m4);
  const m5 = await guest.seal(encodeUtf8(given.guestMessage));
  await host.receive(m5);
  equal(guestSession.resume.id, toHex(hostSession.resume.id), "resume ids");
  equal((await guestSession.safetyCode()).join(), (await hostSession.safetyCode()).join(), "safety codes");
  await guestSession.checkConfirmation(await hostSession.confirmation());
  await hostSession.checkConfirmation(await guestSession.confirmation());
  return {
    h1: toHex(h1),
    m2: toHex(m2),
    m3: toHex(m3),
    m4: toHex(m4),
    m5: toHex(m5),
    keyFingerprint,
    resumeId: toHex(hostSession.resume.id),
    safetyCode: (await hostSession.safetyCode()).join(" "),
    hostConfirmation: toHex(await hostSession.confirmation()),
    guestConfirmation: toHex(await guestSession.confirmation()),
  };
}

export const knownAnswers: readonly KnownAnswer[] = [
  {
    name: "lv, generator string and transcripts of the CPace draft",
    async run() {
      for (const { hex, result } of cpace.prependLen) equal(lv(fromHex(hex)), result, "prepend_len");
      for (const { below, prefix } of cpace.prependLenOfRange) {
        const range = Uint8Array.from({ length: below }, (_, i) => i);
        equal(lv(range), prefix + toHex(range), "prepend_len");
      }
      equal(lv(...cpace.lvCat.fields), cpace.lvCat.result, "lv_cat");
      for (const { ya, ada, yb, adb, result } of cpace.transcriptOc) {
        const [a, b] = [{ share: encodeUtf8(ya), ad: encodeUtf8(ada) }, {
          share: encodeUtf8(yb),
          ad: encodeUtf8(adb),
        }];
        equal(transcriptOc(a, b), result, "transcript_oc");
        equal(transcriptOc(b, a), result, "transcript_oc, turned");
      }
      equal(generatorString(inputs), cpace.generatorString, "generator_string");
      equal((await sha512(generatorString(inputs))).subarray(0, 32), cpace.generatorStringHash, "its hash");
    },
  },
  {
    name: "Elligator2 of RFC 9380",
    // deno-lint-ignore require-await
    async run() {
      for (const { u, x } of [...elligator.vectors, ...elligator.draftVectors.vectors]) {
        equal(elligator2(reversed(u)), toHex(reversed(x)), u);
      }
    },
  },
  {
    name: "CPace-X25519-SHA512 of the draft: generator, Ya, Yb, K, ISK in both orders",
    async run() {
      equal(await calculateGenerator(inputs), cpace.generator, "generator");
      const [a, b] = await Promise.all([
        CpaceRun.start(inputs, fromHex(cpace.ya)),
        CpaceRun.start(inputs, fromHex(cpace.yb)),
      ]);
      equal(a.share, cpace.Ya, "Ya");
      equal(b.share, cpace.Yb, "Yb");
      const [ada, adb] = [fromHex(cpace.ada), fromHex(cpace.adb)];
      equal((await a.finish(ada, { share: b.share, ad: adb })).isk, cpace.iskOc, "ISK of A");
      equal((await b.finish(adb, { share: a.share, ad: ada })).isk, cpace.iskOc, "ISK of B");
      const K = fromHex(cpace.K);
      const transcriptIr = concat(lv(a.share, ada), lv(b.share, adb));
      equal(await intermediateSessionKey(inputs.sid, K, transcriptIr), cpace.iskIr, "ISK, initiator first");
    },
  },
  {
    name: "a CPace run aborts on every low-order point",
    async run() {
      for (const { u, result } of cpace.lowOrder.points) {
        const run = await CpaceRun.start(inputs, fromHex(cpace.lowOrder.scalar));
        const finished = run.finish(new Uint8Array(), { share: fromHex(u), ad: new Uint8Array() });
        if (result === "abort") await aborts(finished, u);
        else await finished;
      }
    },
  },
  {
    name: "X25519 of RFC 7748 and the draft's low-order points, by the platform",
    async run() {
      if (!await hasNativeX25519()) throw new Error("This platform has no X25519");
      const K = await (await makeNativeScalar(fromHex(cpace.ya))).times(fromHex(cpace.Yb));
      equal(K, cpace.K, "K");
      await checkX25519(makeNativeScalar);
    },
  },
  {
    name: "X25519 of RFC 7748 and the draft's low-order points, by noble",
    async run() {
      const K = await (await makeNobleScalar(fromHex(cpace.yb))).times(fromHex(cpace.Ya));
      equal(K, cpace.K, "K");
      await checkX25519(makeNobleScalar);
    },
  },
  {
    name: "X25519: platform and noble agree on random scalars and points",
    async run() {
      for (let i = 0; i < 50; i++) {
        const [scalar, u] = [new Uint8Array(32), new Uint8Array(32)];
        crypto.getRandomValues(scalar);
        crypto.getRandomValues(u);
        const [one, other] = await Promise.all(
          [makeNativeScalar, makeNobleScalar].map(async (make) => await (await make(scalar)).times(u)),
        );
        equal(one!, toHex(other!), `${toHex(scalar)} * ${toHex(u)}`);
      }
    },
  },
  {
    name: "HKDF-SHA-512 of Wycheproof",
    async run() {
      for (const { ikm, salt, info, okm } of hkdfSha512.vectors) {
        const key = await importHkdfKey(fromHex(ikm));
        equal(await deriveBytes(key, hkdf(fromHex(info), fromHex(salt)), okm.length / 2), okm, ikm);
      }
    },
  },
  {
    name: "AES-256-GCM of NIST and Wycheproof; a box is AES-256-GCM as documented",
    async run() {
      for (const { key, iv, aad, msg, sealed } of aesGcm.vectors) {
        const parameters = { name: "AES-GCM", iv: fromHex(iv), additionalData: fromHex(aad) };
        const imported = await crypto.subtle.importKey("raw", fromHex(key), "AES-GCM", false, [
          "encrypt",
          "decrypt",
        ]);
        equal(new Uint8Array(await crypto.subtle.encrypt(parameters, imported, fromHex(msg))), sealed, key);
        equal(new Uint8Array(await crypto.subtle.decrypt(parameters, imported, fromHex(sealed))), msg, key);
      }
      const key = await crypto.subtle.importKey("raw", new Uint8Array(32), "AES-GCM", false, ["encrypt"]);
      const box = new SealingBox(key, "guest");
      await box.seal(new Uint8Array());
      const expected = await crypto.subtle.encrypt(
        {
          name: "AES-GCM",
          iv: fromHex("000000000000000000000002"),
          additionalData: fromHex("037663310567756573740400000002"),
        },
        key,
        fromHex("000000026f6b".padEnd(512, "0")),
      );
      equal(await box.seal(encodeUtf8("ok")), toHex(new Uint8Array(expected)), "second box");
    },
  },
  {
    name:
      "ECDSA on P-256 of RFC 6979: its signatures are valid, and nothing near them; the same key signs here",
    async run() {
      const publicKey = fromHex("04" + ecdsa.x + ecdsa.y);
      const refused = async (signature: Bytes, content: Bytes, key = publicKey) => {
        const code = await checkPracticeProof(key, signature, content).then(() => "", ({ code }) => code);
        equal(code, "practice_unproved", toHex(signature));
      };
      for (const { message, r, s } of ecdsa.signatures) {
        const [signature, content] = [fromHex(r + s), encodeUtf8(message)];
        await checkPracticeProof(publicKey, signature, content);
        await refused(signature, encodeUtf8(message + "."));
        await refused(fromHex(s + r), content);
        await refused(signature.slice(1), content);
        await refused(new Uint8Array(64), content);
        await refused(signature, content, publicKey.slice(1));
        await refused(signature, content, new Uint8Array(65));
        await refused(signature, content, fromHex("04" + ecdsa.y + ecdsa.x));
      }
      const pair = encodeBase64Url(concat(fromHex(ecdsa.d), publicKey));
      const key = await openConsultationKey({ pair, fingerprint: "" });
      equal(key.publicKey, toHex(publicKey), "public key");
      const content = encodeUtf8("vc1");
      await checkPracticeProof(publicKey, await key.sign(content), content);
    },
  },
  {
    name: "ECDH on P-256 of RFC 5903, both ways",
    async run() {
      const curve = { name: "ECDH", namedCurve: "P-256" };
      const importJwk = async ({ d, x, y }: { d?: string; x: string; y: string }) => {
        const [text, usages] = [(hex: string) => encodeBase64Url(fromHex(hex)), ["deriveBits"] as KeyUsage[]];
        const jwk = { kty: "EC", crv: "P-256", x: text(x), y: text(y), ...(d ? { d: text(d) } : {}) };
        return await crypto.subtle.importKey("jwk", jwk, curve, false, d ? usages : []);
      };
      for (const [mine, { x, y }] of [[ecdh.mine, ecdh.theirs], [ecdh.theirs, ecdh.mine]] as const) {
        const parameters = { name: "ECDH", public: await importJwk({ x, y }) };
        const agreed = await crypto.subtle.deriveBits(parameters, await importJwk(mine), 256);
        equal(new Uint8Array(agreed), ecdh.agreed, "agreed");
      }
    },
  },
  {
    name: "a whole vault, frozen: opened by passphrase's and passkey's key, through a rotation",
    async run() {
      const { given, stored } = frozenVault;
      const usages: KeyUsage[] = ["wrapKey", "unwrapKey"];
      const passphrase = await crypto.subtle.importKey(
        "raw",
        fromHex(given.wrappingKey),
        "AES-GCM",
        false,
        usages,
      );
      const passkey = await passkeyWrappingKey(fromHex(given.prf));
      for (
        const [wrapped, by] of [[stored.wrapped, passphrase], [stored.wrappedByPasskey, passkey]] as const
      ) {
        const memberKey = await openMemberKey(wrapped, by);
        const opened = await openPracticeKeys(memberKey, stored.keys, stored.rotations, given.memberId);
        const key = await fixPracticeKey(opened.get(2)!);
        const place = { ...given, recordId: given.consultationId };
        const record = await openRecord({ keys: [key], epoch: 2 }, place, stored.sealed);
        equal(decodeUtf8(record.content), given.content, "content");
      }
    },
  },
  {
    name: "a member's keys, made here: wrapped for a passkey, rotated, opened",
    async run() {
      const [memberId, prf] = ["m", () => new Uint8Array(32).fill(5)];
      const usages: KeyUsage[] = ["wrapKey", "unwrapKey"];
      const passphrase = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
      const { memberKey, wrapped: [wrapped] } = await createMemberKey(passphrase);
      const [loose, next] = [await newPracticeKey(), await newPracticeKey()];
      const keys = await createMemberKeys(memberKey, loose, {
        memberId,
        epoch: 1,
        name: "M",
        email: "m@x",
        role: "assistant",
      });
      const former = await fixPracticeKey(loose);
      const rotation = await rotateFor({ memberId, publicKey: keys.publicKey, former, next, epoch: 2 });
      const forPasskey = await rewrapMemberKey(wrapped!, passphrase, await passkeyWrappingKey(prf()));
      const again = await openMemberKey(forPasskey, await passkeyWrappingKey(prf()));
      const opened = await openPracticeKeys(again, keys, [rotation], memberId);
      const [raw, expected] = await Promise.all(
        [opened.get(2)!, next].map((key) => crypto.subtle.exportKey("raw", key)),
      );
      equal(new Uint8Array(raw!), toHex(new Uint8Array(expected!)), "practice key");
    },
  },
  {
    name: "a whole handshake, frozen",
    async run() {
      const result = await runFrozenHandshake();
      for (const [name, expected] of Object.entries<string>(handshake.expected)) {
        equal(result[name]!, expected, name);
      }
    },
  },
];
