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

async function passOn(request: Request, port: number, url = new URL(request.url)): Promise<Response> {
  url.port = String(port);
  const headers = new Headers(request.headers);
  // It would be unpacked here, and its header passed on.
  headers.set("accept-encoding", "identity");
  const body = request.body ? { body: await request.arrayBuffer() } : {};
  const { method, signal } = request;
  return await fetch(url, { method, headers, redirect: "manual", signal, ...body });
}
