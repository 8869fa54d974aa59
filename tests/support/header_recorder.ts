import type { Kind } from "../../release/browser_headers.ts";
import { createHash, X509Certificate } from "node:crypto";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { makeCertificate } from "./certificate.ts";

/** The header fields of a request, in their order and spelling, without those that name the server. */
type SentHeaders = readonly (readonly [name: string, value: string])[];

/** What a browser has sent, by the path that it asked for. */
export type Recording = Map<string, SentHeaders>;

/** A server that keeps what a browser sends for each kind of request. */
interface HeaderRecorder extends AsyncDisposable {
  origin: string;
  recording: Recording;
  /** The hash of its certificate's public key, by which Chromium can be told to trust it; empty without TLS. */
  keyHash: string;
  /** Its certificate in PEM; empty without TLS. */
  ca: string;
}

/** The path by which each kind of request is told from the others. */
export const PATHS: Readonly<Record<Kind, string>> = {
  typed: "/",
  linked: "/linked",
  script: "/script.js",
  preload: "/preload.js",
  import: "/dynamic_import.js",
  image: "/image.svg",
  icon: "/icon.svg",
  style: "/style.css",
  fetch: "/fetch",
  typedAgain: "/again",
  scriptAgain: "/again.js",
};

/** What a browser has got by the time that it follows the link. */
export const COOKIE = "lang=de-simple";

/** Everything that pages of this app load, and answers for it. */
const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/": [
    "text/html; charset=utf-8",
    `<!DOCTYPE html><html lang=de><meta charset=utf-8><title>x</title><meta name=referrer content=no-referrer>
<link rel=icon href=/icon.svg type=image/svg+xml><link rel=stylesheet href=/style.css>
<img src=/image.svg alt=""><a href=/linked>x</a><script type=module src=/script.js></script></html>`,
  ],
  "/linked": ["text/html; charset=utf-8", "<!DOCTYPE html><title>linked</title>"],
  "/script.js": [
    "text/javascript; charset=utf-8",
    // The icon is asked for when the page has loaded.
    `import "/preload.js"; await import("/dynamic_import.js");
await fetch("/fetch", { credentials: "same-origin" });
while (!(await (await fetch("/seen", { credentials: "omit" })).text()).includes("/icon.svg")) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
document.cookie = "${COOKIE}; path=/"; document.title = "done";`,
  ],
  "/preload.js": ["text/javascript; charset=utf-8", "export {};"],
  "/dynamic_import.js": ["text/javascript; charset=utf-8", "export {};"],
  "/fetch": ["application/json", "{}"],
  "/again": ["text/html; charset=utf-8", "<!DOCTYPE html><script type=module src=/again.js></script>"],
  "/again.js": ["text/javascript; charset=utf-8", 'document.title = "done";'],
  "/style.css": ["text/css", "p{}"],
  "/image.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  "/icon.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
};
const LINK = "</preload.js>; rel=modulepreload";
/** What a browser asks with when it has an answer. */
export const ETAG = '"kept"';

/** The header fields of an answer. */
function fieldsOf(path: string, type: string): Record<string, string> {
  const kept = path.startsWith("/again")
    ? { "cache-control": "no-cache", etag: ETAG }
    : { "cache-control": "no-store" };
  return {
    "content-type": type,
    "referrer-policy": "no-referrer",
    ...kept,
    ...path === "/" ? { link: LINK } : {},
  };
}

/** Starts a server that speaks HTTP/2 over TLS. */
export async function recordHttp2(): Promise<HeaderRecorder> {
  const directory = await Deno.makeTempDir();
  const { certFile, keyFile } = await makeCertificate(directory, "127.0.0.1");
  const recording: Recording = new Map();
  const server: Http2SecureServer = createSecureServer({
    cert: await Deno.readTextFile(certFile),
    key: await Deno.readTextFile(keyFile),
  });
  server.on(
    "stream",
    (stream: ServerHttp2Stream, headers: Record<string, unknown>, _flags: number, raw: string[]) => {
      const path = String(headers[":path"]);
      recording.set(path, pairsOf(raw));
      const [type, text] = answerTo(path, recording);
      stream.respond({ ":status": 200, ...fieldsOf(path, type) });
      stream.end(text);
    },
  );
  server.on("sessionError", () => {}); // a browser that tries the certificate closes its first connection
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    recording,
    keyHash: await keyHashOf(certFile),
    ca: await Deno.readTextFile(certFile),
    async [Symbol.asyncDispose]() {
      server.close();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function keyHashOf(certFile: string): Promise<string> {
  const { publicKey } = new X509Certificate(await Deno.readTextFile(certFile));
  return createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64");
}

/** A file, or the paths that were asked for, at `/seen`. */
function answerTo(path: string, recording: Recording): readonly [type: string, text: string] {
  return FILES[path] ?? ["text/plain", path === "/seen" ? [...recording.keys()].join(" ") : ""];
}

function pairsOf(raw: readonly string[]): SentHeaders {
  return raw.flatMap((name, index) => index % 2 === 0 ? [[name, raw[index + 1]!] as const] : []);
}

/** Starts a server that speaks HTTP/1.1 without TLS, and keeps names as they are written. */
export function recordHttp1(): HeaderRecorder {
  const recording: Recording = new Map();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answering = (async () => {
    for await (const connection of listener) void answer(connection, recording);
  })();
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    recording,
    keyHash: "",
    ca: "",
    async [Symbol.asyncDispose]() {
      listener.close();
      await answering;
    },
  };
}

async function answer(connection: Deno.Conn, recording: Recording): Promise<void> {
  using _ = connection;
  const head = await readHead(connection);
  if (head === undefined) return;
  const [requestLine = "", ...fields] = head.split("\r\n");
  const path = requestLine.split(" ")[1] ?? "";
  recording.set(path, fields.map((field) => [field.replace(/:.*/, ""), field.replace(/^[^:]*: ?/, "")]));
  const [type, text] = answerTo(path, recording);
  const answered = Object.entries({ ...fieldsOf(path, type), connection: "close" })
    .map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await connection.write(
    new TextEncoder().encode(`HTTP/1.1 200 OK\r\n${answered}content-length: ${text.length}\r\n\r\n${text}`),
  );
}

/** The lines before the empty one; undefined for a connection without a request. */
async function readHead(connection: Deno.Conn): Promise<string | undefined> {
  const chunk = new Uint8Array(16_384);
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const size = await connection.read(chunk).catch(() => null);
    if (size === null) return undefined;
    head += new TextDecoder().decode(chunk.subarray(0, size));
  }
  return head.split("\r\n\r\n")[0];
}
