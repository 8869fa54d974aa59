import { request as asServer } from "node:http";

/** What becomes of a request: its true answer, another one, or none. `honest` may ask the server something else, too. */
type Lie = (
  request: Request,
  honest: (url?: URL) => Promise<Response>,
) => Response | Promise<Response>;

/** A server that passes requests on to a real one behind it, and says what a test wants instead. */
export interface LyingProxy extends AsyncDisposable {
  origin: string;
  /** Where the real server listens. */
  port: number;
  /** @default the truth */
  lie: Lie;
}

/** Headers of one connection, not of the answer. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding"]);

const honestly: Lie = (_, honest) => honest();

/** Listens on a free port. */
export function startLyingProxy(): LyingProxy {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    try {
      return await proxy.lie(request, (url) => passOn(request, proxy.port, url));
    } catch (error) {
      // The browser has gone away, or the real server has.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      return new Response(null, { status: 502 });
    }
  });
  const proxy: LyingProxy = {
    origin: `http://127.0.0.1:${server.addr.port}`,
    port: 0,
    lie: honestly,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return proxy;
}

/** Passes a request on as it is, with the name by which the browser knows the server: `fetch` would change that. */
async function passOn(request: Request, port: number, url = new URL(request.url)): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  return await new Promise((resolve, reject) => {
    const onward = asServer({
      host: "127.0.0.1",
      port,
      method: request.method,
      path: url.pathname + url.search,
      // A test may read and change what is said.
      headers: { ...Object.fromEntries(request.headers), "accept-encoding": "identity" },
    }, (answer) => {
      const headers = new Headers();
      for (const [name, value = ""] of Object.entries(answer.headers)) {
        if (HOP_BY_HOP.has(name)) continue;
        for (const each of [value].flat()) headers.append(name, each);
      }
      const status = answer.statusCode ?? 502;
      const isEmpty = status === 204 || status === 304 || request.method === "HEAD";
      const parts: Uint8Array[] = [];
      answer.on("data", (part: Uint8Array) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        const whole = new Blob(parts as Uint8Array<ArrayBuffer>[]);
        resolve(new Response(isEmpty ? null : whole.stream(), { status, headers }));
      });
    });
    onward.on("error", () => reject(new TypeError("The server has gone away")));
    request.signal.addEventListener("abort", () => onward.destroy(), { once: true });
    onward.end(body);
  });
}
