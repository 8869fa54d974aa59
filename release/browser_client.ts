import { Buffer } from "node:buffer";
import { type ClientHttp2Session, connect } from "node:http2";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from "node:zlib";
import type { Delivered } from "./answers.ts";
import type { HeaderList, Protocol } from "./browser_headers.ts";

/** Limits of one answer. */
const ANSWER_MS = 20_000;
const MAX_BYTES = 8 * 1024 * 1024;

/** A request for a path of a server. */
export interface Asked {
  path: string;
  protocol: Protocol;
  headers: HeaderList;
}

/** Sends a request; the content of the answer is coded as it came. */
export type Ask = (asked: Asked) => Promise<Delivered>;

/** A server, and how it is reached. */
interface Place {
  /** The server's name, in the requests: a scheme and a host. */
  origin: string;
  /** Where to connect. @default the origin's host and port */
  address?: { hostname: string; port: number };
  /** A certificate authority's certificate in PEM, besides those of Deno. */
  ca?: string;
}

/** A client of one server that sends header fields as they are given, in their order. */
interface BrowserClient extends AsyncDisposable {
  ask: Ask;
  /** What the server speaks; the first is what a browser takes. */
  protocols: readonly Protocol[];
}

/** Connects as browsers do: HTTP/2 where the server offers it in TLS, and HTTP/1.1. @throws if it cannot be reached. */
export async function connectLikeBrowser(place: Place): Promise<BrowserClient> {
  const url = new URL(place.origin);
  const isTls = url.protocol === "https:";
  const address = place.address ??
    { hostname: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || (isTls ? 443 : 80)) };
  const dial = (alpnProtocols: string[]) =>
    isTls
      ? Deno.connectTls({ ...address, alpnProtocols, ...(place.ca ? { caCerts: [place.ca] } : {}) })
      : Deno.connect(address);
  const hasHttp2 = isTls && await offersHttp2(dial(["h2", "http/1.1"]));
  let session: ClientHttp2Session | undefined;
  return {
    protocols: hasHttp2 ? ["h2", "http/1.1"] : ["http/1.1"],
    ask: async ({ path, protocol, headers }) => {
      if (protocol === "http/1.1") return await askHttp1(await dial(["http/1.1"]), path, headers);
      if (!session || session.closed || session.destroyed) session = openSession(place);
      return await askHttp2(session, headers);
    },
    [Symbol.asyncDispose]: () => {
      session?.destroy();
      return Promise.resolve();
    },
  };
}

async function offersHttp2(dialed: Promise<Deno.Conn>): Promise<boolean> {
  using connection = await dialed as Deno.TlsConn;
  return (await connection.handshake()).alpnProtocol === "h2";
}

function openSession({ origin, ca }: Place): ClientHttp2Session {
  const session = connect(origin, { ...(ca ? { ca } : {}), settings: { enablePush: false } });
  session.on("error", () => {}); // told to the streams, each of which fails
  return session;
}

function askHttp2(session: ClientHttp2Session, headers: HeaderList): Promise<Delivered> {
  const { promise, resolve, reject } = Promise.withResolvers<Delivered>();
  const stream = session.request(Object.fromEntries(headers), { endStream: true });
  const timer = setTimeout(() => stream.destroy(new Error("no answer in time")), ANSWER_MS);
  const chunks: Uint8Array[] = [];
  let [sizeBytes, status] = [0, 0];
  const answered = new Headers();
  stream.on("response", (fields) => {
    for (const [name, value] of Object.entries(fields)) {
      if (name === ":status") status = Number(value);
      else if (!name.startsWith(":")) {
        for (const each of [value].flat()) answered.append(name, String(each));
      }
    }
  });
  stream.on("data", (chunk: Uint8Array) => {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BYTES) stream.destroy(new Error(`the answer is longer than ${MAX_BYTES} bytes`));
    chunks.push(chunk);
  });
  stream.on("error", reject);
  stream.on("end", () => resolve({ status, headers: answered, body: joined(chunks) }));
  return promise.finally(() => clearTimeout(timer));
}

async function askHttp1(connection: Deno.Conn, path: string, headers: HeaderList): Promise<Delivered> {
  using _ = connection;
  const timer = setTimeout(() => connection.close(), ANSWER_MS);
  try {
    const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const request = new TextEncoder().encode(`GET ${path} HTTP/1.1\r\n${fields}\r\n`);
    for (let at = 0; at < request.length;) at += await connection.write(request.subarray(at));
    return await readAnswer(new Reader(connection));
  } finally {
    clearTimeout(timer);
  }
}

/** Source: RFC 9112, section 6.3. */
async function readAnswer(reader: Reader): Promise<Delivered> {
  const [statusLine = "", ...lines] = (await reader.until("\r\n\r\n")).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
  if (!(status >= 200)) throw new Error(`its answer begins with "${statusLine.slice(0, 50)}"`);
  const headers = new Headers();
  for (const line of lines) headers.append(line.replace(/:.*/s, ""), line.replace(/^[^:]*:/, "").trim());
  if (status === 204 || status === 304) return { status, headers, body: joined([]) };
  if (/\bchunked\b/i.test(headers.get("transfer-encoding") ?? "")) {
    const chunks: Uint8Array[] = [];
    while (true) {
      const sizeBytes = parseInt(await reader.until("\r\n"), 16);
      if (!(sizeBytes > 0)) return { status, headers, body: joined(chunks) };
      chunks.push(await reader.exactly(sizeBytes));
      await reader.until("\r\n");
    }
  }
  const length = headers.get("content-length");
  const body = length === null ? await reader.rest() : await reader.exactly(Number(length));
  return { status, headers, body: joined([body]) };
}

/** Reads a connection piece by piece. */
class Reader {
  #buffered: Buffer = Buffer.alloc(0);
  #sizeBytes = 0;

  constructor(readonly connection: Deno.Conn) {}

  /** The text before a mark, as bytes of Latin-1. */
  async until(mark: string): Promise<string> {
    let at = this.#buffered.indexOf(mark);
    for (; at < 0; at = this.#buffered.indexOf(mark)) {
      if (!await this.#read()) throw new Error("its answer has no end");
    }
    const text = this.#buffered.toString("latin1", 0, at);
    this.#buffered = this.#buffered.subarray(at + mark.length);
    return text;
  }

  async exactly(sizeBytes: number): Promise<Uint8Array> {
    while (this.#buffered.length < sizeBytes) {
      if (!await this.#read()) throw new Error("its answer is shorter than it says");
    }
    const bytes = this.#buffered.subarray(0, sizeBytes);
    this.#buffered = this.#buffered.subarray(sizeBytes);
    return bytes;
  }

  async rest(): Promise<Uint8Array> {
    while (await this.#read());
    return this.#buffered;
  }

  async #read(): Promise<boolean> {
    const chunk = new Uint8Array(65_536);
    const sizeBytes = await this.connection.read(chunk);
    if (sizeBytes === null) return false;
    this.#sizeBytes += sizeBytes;
    if (this.#sizeBytes > MAX_BYTES) throw new Error(`its answer is longer than ${MAX_BYTES} bytes`);
    this.#buffered = Buffer.concat([this.#buffered, chunk.subarray(0, sizeBytes)]);
    return true;
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(chunks));
}

const LIMIT = { maxOutputLength: MAX_BYTES };
/** Source: RFC 9110, section 8.4.1; RFC 8878, section 7.2. "deflate" is zlib's format, and some send it bare. */
const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) => promisify(brotliDecompress)(bytes, LIMIT),
  gzip: (bytes) => promisify(gunzip)(bytes, LIMIT),
  zstd: (bytes) => promisify(zstdDecompress)(bytes, LIMIT),
  deflate: async (bytes) => {
    try {
      return await promisify(inflate)(bytes, LIMIT);
    } catch {
      return await promisify(inflateRaw)(bytes, LIMIT); // as browsers do
    }
  },
};

/** The content of an answer, decoded. @throws {Error} for a coding that no browser here knows, or that is broken. */
export async function decoded(answer: Delivered): Promise<Delivered> {
  let body: Uint8Array = answer.body;
  const codings = (answer.headers.get("content-encoding") ?? "").toLowerCase().split(",").map((name) =>
    name.trim()
  )
    .filter((name) => name !== "" && name !== "identity");
  if (answer.body.length > 0) {
    for (const coding of codings.toReversed()) {
      const decode = DECODERS[coding];
      if (!decode) throw new Error(`the coding ${JSON.stringify(coding)} is unknown`);
      body = await decode(body);
    }
  }
  return { ...answer, body: joined([body]) };
}
