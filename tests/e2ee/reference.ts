/**
 * The frozen handshake a second time: straight from docs/protocol.md, with node:crypto and textbook arithmetic, and
 * without a line of e2ee/. Slow and plain on purpose.
 */
import { createCipheriv, createHash, createHmac, hkdfSync } from "node:crypto";
import { x25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { Buffer } from "node:buffer";

const P = 2n ** 255n - 19n;
const mod = (x: bigint) => ((x % P) + P) % P;
const pow = (base: bigint, exponent: bigint): bigint =>
  exponent === 0n ? 1n : mod(pow(mod(base * base), exponent / 2n) * (exponent % 2n ? base : 1n));

/** RFC 9380, section 6.7.1, word by word. */
function mapToCurve(u: bigint): bigint {
  const A = 486662n;
  const x1 = mod(-A * pow(1n + 2n * u * u, P - 2n));
  const gx1 = mod(x1 ** 3n + A * x1 ** 2n + x1);
  return pow(gx1, (P - 1n) / 2n) === 1n ? x1 : mod(-x1 - A);
}

const hash = (name: "sha256" | "sha512", ...parts: Buffer[]) =>
  createHash(name).update(Buffer.concat(parts)).digest();
const hmac = (name: "sha256" | "sha512", key: Buffer, data: Buffer) =>
  createHmac(name, key).update(data).digest();
const hkdf = (key: Buffer, salt: Buffer, info: Buffer | string, size: number) =>
  Buffer.from(hkdfSync("sha512", key, salt, info, size));
const hex = (text: string) => Buffer.from(text, "hex");

/** Fields of fewer than 128 bytes, and longer ones by two bytes of LEB128. */
const lv = (...fields: (Buffer | string)[]) =>
  Buffer.concat(fields.flatMap((field) => {
    const bytes = Buffer.from(field as string);
    const { length } = bytes;
    return [Buffer.from(length < 128 ? [length] : [length % 128 + 128, length >> 7]), bytes];
  }));

const NONE = Buffer.alloc(0);

/** What a handshake of these inputs has to look like. */
export function referenceHandshake(given: Record<string, string>): Record<string, string> {
  const get = (name: string) => hex(given[name]!);
  const origin = given["origin"]!;
  const sid = Buffer.concat([get("room"), get("nonce")]);

  // Generator.
  const prs = lv("vc1", "c", given["digits"]!);
  const ci = lv("vc1", origin, get("room"), "c");
  const padding = Buffer.alloc(128 - 1 - (1 + prs.length) - (1 + 8));
  const seed = hash("sha512", lv("CPace255", prs, padding, ci, sid)).subarray(0, 32);
  seed[31]! &= 127;
  const u = BigInt("0x" + Buffer.from(seed).reverse().toString("hex"));
  const generator = hex(mapToCurve(u).toString(16).padStart(64, "0")).reverse();
  const times = (scalar: Buffer, point: Buffer) => Buffer.from(x25519.scalarMult(scalar, point));

  // The consultation key: a point in 65 bytes.
  const publicKey = Buffer.from(p256.getPublicKey(get("keyScalar"), false));

  // Both sides' shares and associated data.
  const guest = {
    share: times(get("guestScalar"), generator),
    ad: lv(
      "vc1",
      "guest",
      get("guestPeerId"),
      get("guestFingerprint"),
      given["guestCaps"]!,
      hash("sha256", Buffer.from("vc1 sas"), get("guestPart")),
      NONE,
    ),
  };
  const host = {
    share: times(get("hostScalar"), generator),
    ad: lv(
      "vc1",
      "host",
      get("hostPeerId"),
      get("hostFingerprint"),
      given["hostCaps"]!,
      get("hostPart"),
      publicKey,
    ),
  };
  const [a, b] = [lv(guest.share, guest.ad), lv(host.share, host.ad)];
  const transcript = Buffer.concat([Buffer.from("oc"), ...(Buffer.compare(a, b) > 0 ? [a, b] : [b, a])]);

  // The practice's proof. ECDSA has a random number in it; here the one of RFC 6979, so that it can be computed again.
  const signature = Buffer.from(
    p256.sign(lv("vc1 practice", sid, transcript), get("keyScalar"), { lowS: false, prehash: true }),
  );

  // Keys.
  const k = times(get("guestScalar"), host.share);
  const isk = hash("sha512", lv("CPace255_ISK", sid, k), transcript);
  const mac = hash("sha512", Buffer.from("CPaceMac"), sid, isk);
  const key = (label: string) => hkdf(isk, hash("sha512", transcript), `vc1 ${label}`, 32);
  const seal = (role: "guest" | "host", counter: number, content: Buffer) => {
    const count = Buffer.from([0, 0, 0, counter]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length);
    const padded = Buffer.alloc(Math.ceil((4 + content.length) / 256) * 256);
    Buffer.concat([size, content]).copy(padded);
    const cipher = createCipheriv("aes-256-gcm", key(`sig ${role}`), Buffer.concat([Buffer.alloc(8), count]));
    cipher.setAAD(lv("vc1", role, count));
    return Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  };

  // Messages.
  const message = (kind: number, ...fields: (Buffer | string)[]) =>
    Buffer.concat([Buffer.from([2, kind]), lv(...fields)]);
  const h1 = message(1, "c", NONE, get("nonce"), guest.share, guest.ad);
  const tag = hmac("sha512", mac, b);
  const m2 = message(2, hash("sha256", h1).subarray(0, 16), host.share, host.ad, tag, signature);
  const m3 = message(3, hmac("sha512", mac, a), seal("guest", 1, lv(given["name"]!, get("guestPart"))));
  const m4 = message(4, seal("host", 1, Buffer.from(given["hostMessage"]!)));
  const m5 = message(4, seal("guest", 2, Buffer.from(given["guestMessage"]!)));

  // What comes of it.
  const pictures = hkdf(key("sas"), NONE, Buffer.concat([get("guestPart"), get("hostPart")]), 3)
    .readUIntBE(0, 3).toString(8).padStart(8, "0").match(/../g)!.map((pair) => parseInt(pair, 8));
  const bound = (role: string) =>
    hmac(
      "sha256",
      key("bind"),
      Buffer.concat([Buffer.from(role), get("hostFingerprint"), get("guestFingerprint")]),
    );
  const result = {
    h1,
    m2,
    m3,
    m4,
    m5,
    keyFingerprint: hash("sha256", publicKey).subarray(0, 16),
    resumeId: hkdf(key("resume"), NONE, "vc1 resume id", 16),
    hostConfirmation: bound("host"),
    guestConfirmation: bound("guest"),
  };
  return {
    ...Object.fromEntries(Object.entries(result).map(([name, bytes]) => [name, bytes.toString("hex")])),
    safetyCode: pictures.join(" "),
  };
}
