/** A server that listens until it is stopped. */
export interface Listening {
  port: number;
  /** Resolves when it has been stopped and every request has been answered; rejects if it cannot go on. */
  readonly finished: Promise<void>;
  /** Accepts nothing more, and waits for the requests that are being answered. */
  stop(): Promise<void>;
}

interface Duties {
  handler: Deno.ServeHandler<Deno.NetAddr>;
  print: (line: string) => void;
  /** Called each time that the system has refused to accept a connection. */
  onFailure: () => void;
}

/** How long it waits before it listens again. */
const PAUSE_MS = 250;
/** So many listeners in a row without a request, and it gives up: only the end of the process closes what is open then. */
const MOST_FAILURES = 10;
/** It says at most so often that connections cannot be accepted: whoever opens too many can do so again and again. */
const SAY_EVERY_MS = 60_000;

/**
 * Serves. Deno's server ends when a connection cannot be accepted, for instance because the process has as many files open as it
 * may (EMFILE). This one then closes all connections without a whole request (half-sent headers, and those kept for a next
 * request), lets requests that are being answered finish, and listens again. TLS handshakes that do not go on are not closed: if
 * they take all files, it gives up, and whoever supervises the process starts it anew.
 * @throws {Error} if the address cannot be listened on at the start.
 */
export async function listen(
  options: Deno.ServeTcpOptions & Partial<Deno.TlsCertifiedKeyPem> & { port: number },
  { handler, print, onFailure }: Duties,
): Promise<Listening> {
  let failures = 0;
  const serve = (port: number, onListen: (address: Deno.NetAddr) => void): Deno.HttpServer =>
    Deno.serve({ ...options, port, onListen }, (request, info) => {
      failures = 0;
      return handler(request, info);
    });
  const { promise, resolve } = Promise.withResolvers<Deno.NetAddr>();
  let server: Deno.HttpServer | undefined = serve(options.port, resolve);
  const { port } = await promise;
  const closing = new Set<Promise<void>>();
  let isStopping = false;
  let saidAtMs = -Infinity;

  const close = (ended: Deno.HttpServer): void => {
    const closed = ended.shutdown().finally(() => closing.delete(closed));
    closing.add(closed);
  };
  const say = (error: unknown): void => {
    onFailure();
    if (performance.now() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = performance.now();
    const reason = error instanceof Error ? error.message : String(error);
    print(
      `Cannot accept connections: ${reason}. Those without a whole request are closed, and the server listens again.`,
    );
  };
  const run = async (): Promise<void> => {
    while (!isStopping) {
      try {
        server ??= serve(port, () => {});
        await server.finished;
        break; // stopped
      } catch (error) {
        if (server) close(server);
        server = undefined;
        say(error);
        failures++;
        // With PORT=0 the server may listen on the port that it was given once, and on no named one.
        if (failures >= MOST_FAILURES || error instanceof Deno.errors.NotCapable) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    await Promise.all(closing);
  };
  return {
    port,
    finished: run(),
    async stop() {
      isStopping = true;
      if (server) close(server);
      await Promise.all(closing);
    },
  };
}
