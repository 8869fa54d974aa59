import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes } from "node:crypto";

/** Source: RFC 8489, section 5. */
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
/** HMAC-SHA1 with its attribute's header. */
const INTEGRITY_BYTES = 24;
const UDP = 17;
const ANSWER_MS = 5_000;

/** Source: RFC 8489, section 18.3; RFC 8656, section 18. */
const ATTRIBUTES = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
} as const;
/** Source: RFC 8656, section 17. */
const METHODS = { allocate: 0x003, refresh: 0x004, createPermission: 0x008 } as const;
const SEND_INDICATION = 0x0016;

interface Credentials {
  username: string;
  credential: string;
}

/** What a relay has answered: 200, or the code of its error. */
interface TurnAnswer {
  code: number;
  /** Of an allocation, in seconds. */
  lifetimeS: number | undefined;
}

/** Credentials as `server/ice.ts` makes them. */
export function relayCredentials(secret: string, who: string, endsAtMs: number): Credentials {
  const username = `${Math.floor(endsAtMs / 1000)}:${who}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/** A client of a relay over TCP, that does what a browser would not do: one connection, one allocation. */
export class TurnClient implements AsyncDisposable {
  readonly #connection: Deno.TcpConn;
  readonly #credentials: Credentials;
  readonly #reader: AsyncGenerator<Buffer>;
  #realm = "";
  #nonce: Buffer = Buffer.alloc(0);

  private constructor(connection: Deno.TcpConn, credentials: Credentials) {
    this.#connection = connection;
    this.#credentials = credentials;
    this.#reader = messagesOf(connection);
  }

  /** @param url Like `turn:127.0.0.1:3478?transport=tcp`. */
  static async connect(url: string, credentials: Credentials): Promise<TurnClient> {
    const [, hostname, port] = /^turn:([\d.]+):(\d+)/.exec(url)!;
    return new TurnClient(await Deno.connect({ hostname: hostname!, port: Number(port) }), credentials);
  }

  /** Asks for an address that is relayed. */
  async allocate(family: 4 | 6 = 4): Promise<TurnAnswer> {
    const transport = attribute("requestedTransport", Buffer.from([UDP, 0, 0, 0]));
    const addressFamily = attribute("requestedAddressFamily", Buffer.from([family === 4 ? 1 : 2, 0, 0, 0]));
    return await this.#ask("allocate", [transport, addressFamily]);
  }

  /** Asks to keep the allocation; 0 gives it back. */
  async refresh(lifetimeS: number): Promise<TurnAnswer> {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(lifetimeS);
    return await this.#ask("refresh", [attribute("lifetime", value)]);
  }

  /** Asks to exchange packets with an address. */
  async permit(address: string): Promise<TurnAnswer> {
    return await this.#ask("createPermission", [
      attribute("peerAddress", xorAddress(address, 9, Buffer.alloc(12))),
    ]);
  }

  /** Sends packets of so many bytes to a permitted address, without an answer. */
  async send(address: string, port: number, sizeBytes: number, count: number): Promise<void> {
    for (let sent = 0; sent < count; sent++) {
      const id = randomBytes(12);
      const body = [
        attribute("peerAddress", xorAddress(address, port, id)),
        attribute("data", Buffer.alloc(sizeBytes)),
      ];
      await this.#write(message(SEND_INDICATION, id, body));
    }
  }

  /** Asks; a nonce that is missing or stale is taken from the answer, and the question asked again. */
  async #ask(method: keyof typeof METHODS, attributes: readonly Buffer[]): Promise<TurnAnswer> {
    for (let tries = 0;; tries++) {
      const id = randomBytes(12);
      // An address is coded with the id of its request.
      const body = attributes.map((each) =>
        each.readUInt16BE(0) === ATTRIBUTES.peerAddress ? recoded(each, id) : each
      );
      await this.#write(this.#signed(METHODS[method], id, body));
      const answer = await this.#answerTo(id);
      const error = answer.attributes.get(ATTRIBUTES.errorCode);
      const code = error === undefined ? 200 : error[2]! * 100 + error[3]!;
      const nonce = answer.attributes.get(ATTRIBUTES.nonce);
      const isChallenge = nonce !== undefined && (code === 438 || code === 401 && this.#nonce.length === 0);
      if (isChallenge && tries < 3) {
        this.#nonce = nonce;
        this.#realm = answer.attributes.get(ATTRIBUTES.realm)?.toString() ?? this.#realm;
        continue;
      }
      return { code, lifetimeS: answer.attributes.get(ATTRIBUTES.lifetime)?.readUInt32BE() };
    }
  }

  #signed(method: number, id: Buffer, attributes: readonly Buffer[]): Buffer {
    if (this.#nonce.length === 0) return message(method, id, attributes);
    const { username, credential } = this.#credentials;
    const unsigned = message(method, id, [
      ...attributes,
      attribute("username", Buffer.from(username)),
      attribute("realm", Buffer.from(this.#realm)),
      attribute("nonce", this.#nonce),
    ]);
    // The length counts the attribute that follows. Source: RFC 8489, section 14.5.
    unsigned.writeUInt16BE(unsigned.length - HEADER_BYTES + INTEGRITY_BYTES, 2);
    const key = createHash("md5").update(`${username}:${this.#realm}:${credential}`).digest();
    return Buffer.concat([
      unsigned,
      attribute("integrity", createHmac("sha1", key).update(unsigned).digest()),
    ]);
  }

  async #answerTo(id: Buffer): Promise<{ attributes: Map<number, Buffer> }> {
    const timer = setTimeout(() => this.#connection.close(), ANSWER_MS);
    try {
      while (true) {
        const { value, done } = await this.#reader.next();
        if (done) throw new Error("The relay has closed the connection");
        if (value.subarray(8, HEADER_BYTES).equals(id)) return { attributes: attributesOf(value) };
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }
}

/** The messages of a connection, one by one. */
async function* messagesOf(connection: Deno.TcpConn): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  const chunk = new Uint8Array(65_536);
  while (true) {
    while (rest.length >= HEADER_BYTES && rest.length >= HEADER_BYTES + rest.readUInt16BE(2)) {
      const end = HEADER_BYTES + rest.readUInt16BE(2);
      const received = rest.subarray(0, end);
      rest = rest.subarray(end);
      yield received;
    }
    const size = await connection.read(chunk);
    if (size === null) return;
    rest = Buffer.concat([rest, chunk.subarray(0, size)]);
  }
}

function message(type: number, id: Buffer, attributes: readonly Buffer[]): Buffer {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type);
  header.writeUInt16BE(body.length, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  return Buffer.concat([header, id, body]);
}

function attribute(name: keyof typeof ATTRIBUTES, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(ATTRIBUTES[name]);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - value.length % 4) % 4)]);
}

function attributesOf(received: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = HEADER_BYTES; at + 4 <= received.length;) {
    const sizeBytes = received.readUInt16BE(at + 2);
    found.set(received.readUInt16BE(at), received.subarray(at + 4, at + 4 + sizeBytes));
    at += 4 + sizeBytes + (4 - sizeBytes % 4) % 4;
  }
  return found;
}

/** The value of XOR-PEER-ADDRESS. Source: RFC 8489, section 14.2. */
function xorAddress(address: string, port: number, id: Buffer): Buffer {
  const bytes = addressBytes(address);
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE(MAGIC_COOKIE);
  const key = Buffer.concat([mask, id]);
  const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, (port >> 8) ^ mask[0]!, (port & 255) ^ mask[1]!]);
  return Buffer.concat([head, Buffer.from(bytes.map((byte, index) => byte ^ key[index]!))]);
}

/** The same address for another request; it was coded with an id of zeros. */
function recoded(coded: Buffer, id: Buffer): Buffer {
  const copy = Buffer.from(coded);
  for (let at = 12; at < copy.length; at++) copy[at]! ^= id[at - 12]!;
  return copy;
}

/** 4 or 16 bytes. */
function addressBytes(address: string): number[] {
  if (!address.includes(":")) return address.split(".").map(Number);
  // URL writes an address in full form, without a dotted end.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const words = (text: string) => text.split(":").filter(Boolean).map((word) => parseInt(word, 16));
  const [left, right] = [words(head), words(tail ?? "")];
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return all.flatMap((word) => [word >> 8, word & 255]);
}
