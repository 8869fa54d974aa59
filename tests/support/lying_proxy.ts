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
  /** Breaks off all requests that the server is holding, so that they come again. */
  breakOff(): void;
}

/** Headers of one connection, not of the answer. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding"]);

const honestly: Lie = (_, honest) => honest();

/** Listens on a free port. */
export function startLyingProxy(): LyingProxy {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    try {
      return await proxy.lie(request, (url) => passOn(request, proxy.port, held, url));
    } catch (error) {
      // The browser has gone away, or the real server has.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      return new Response(null, { status: 502 });
    }
  });
  const held = new Set<() => void>();
  const proxy: LyingProxy = {
    origin: `http://127.0.0.1:${server.addr.port}`,
    port: 0,
    lie: honestly,
    breakOff: () => held.forEach((end) => end()),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return proxy;
}

/** Passes a request on as it is, with the name by which the browser knows the server: `fetch` would change that. */
async function passOn(
  request: Request,
  port: number,
  held: Set<() => void>,
  url = new URL(request.url),
): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  let end = () => {};
  const answered = new Promise<Response>((resolve, reject) => {
    const onward = asServer({
      // A connection of its own, which can be broken off.
      agent: false,
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
    end = () => {
      reject(new TypeError("Broken off"));
      onward.destroy();
    };
    held.add(end);
    request.signal.addEventListener("abort", end, { once: true });
    onward.end(body);
  });
  return await answered.finally(() => held.delete(end));
}
