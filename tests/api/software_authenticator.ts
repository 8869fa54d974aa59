import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What a test changes about an answer that would be right. */
export interface Deviation {
  /** The page that used it. @default the one it is asked by */
  origin?: string;
  /** The name that it signs for. @default the one it is asked for */
  rpId?: string;
  type?: string;
  /** Has it made sure who is there? @default true */
  verified?: boolean;
  counter?: number;
  userHandle?: string;
  /** An attestation nobody has asked for. */
  format?: string;
  statement?: Map<string, CborValue>;
}

type CborValue = number | string | Buffer | CborValue[] | Map<string | number, CborValue>;

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

/** A passkey in software: an ES256 key that signs what it is asked to. Source: Web Authentication Level 3, section 6. */
export class SoftwarePasskey {
  readonly id = randomBytes(32).toString("base64url");
  readonly #key: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });

  constructor(readonly origin: string, readonly memberId: string) {}

  /** The answer to creation options. */
  create({ challenge, rp }: { challenge: string; rp: { id: string } }, deviation: Deviation = {}) {
    const { x, y } = this.#key.publicKey.export({ format: "jwk" });
    const [point, id] = [{ x: bytesOf(x!), y: bytesOf(y!) }, bytesOf(this.id)];
    const cose = new Map<number, CborValue>([[1, 2], [3, -7], [-1, 1], [-2, point.x], [-3, point.y]]);
    const length = Buffer.from([id.length >> 8, id.length & 0xff]);
    const authData = Buffer.concat([
      this.#authData(rp.id, FLAGS.attested, deviation),
      Buffer.alloc(16),
      length,
      id,
      encodeCbor(cose),
    ]);
    const { format = "none", statement = new Map() } = deviation;
    const attestation = new Map<string, CborValue>([["fmt", format], ["attStmt", statement], [
      "authData",
      authData,
    ]]);
    return {
      id: this.id,
      clientDataJSON: this.#clientData("webauthn.create", challenge, deviation).toString("base64url"),
      attestationObject: encodeCbor(attestation).toString("base64url"),
    };
  }

  /** The answer to request options. */
  get({ challenge, rpId }: { challenge: string; rpId: string }, deviation: Deviation = {}) {
    const authData = this.#authData(rpId, 0, deviation);
    const clientData = this.#clientData("webauthn.get", challenge, deviation);
    const signature = sign("sha256", Buffer.concat([authData, hash(clientData)]), this.#key.privateKey);
    return {
      id: this.id,
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: signature.toString("base64url"),
      userHandle: deviation.userHandle ?? this.memberId,
    };
  }

  #authData(rpId: string, flags: number, deviation: Deviation): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(deviation.counter ?? 0);
    const verified = deviation.verified === false ? 0 : FLAGS.verified;
    return Buffer.concat([
      hash(deviation.rpId ?? rpId),
      Buffer.from([FLAGS.present | verified | flags]),
      counter,
    ]);
  }

  #clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    const origin = deviation.origin ?? this.origin;
    return Buffer.from(JSON.stringify({ type: deviation.type ?? type, challenge, origin }));
  }
}

const bytesOf = (base64Url: string) => Buffer.from(base64Url, "base64url");
const hash = (data: string | Buffer) => createHash("sha256").update(data).digest();

/** Source: RFC 8949, section 3, as far as an attestation needs it. */
function encodeCbor(value: CborValue): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([major << 5 | length])
      : length < 256
      ? Buffer.from([major << 5 | 24, length])
      : Buffer.from([major << 5 | 25, length >> 8, length & 0xff]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") {
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)]);
  const entries = [...value].flatMap((entry) => entry.map(encodeCbor));
  return Buffer.concat([head(5, value.size), ...entries]);
}
