/** Below those that connections begin from: a client that tries a port where nobody listens can connect to itself. */
const [FIRST, COUNT] = [20_000, 10_000];
const TRIES = 100;

/** A port of this address that nobody listened on a moment ago. */
export function freePort(hostname = "127.0.0.1"): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    try {
      Deno.listen({ hostname, port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error(`No port of ${hostname} is free`);
}
