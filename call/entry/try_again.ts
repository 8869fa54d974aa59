import { type Clock, pause } from "../../browser/clock.ts";
import { Backoff } from "../../wire/backoff.ts";

/** First and longest pause between two tries, in milliseconds, and how many there are: for about an hour. */
export const TRIES = { firstMs: 2_000, mostMs: 60_000, most: 64 };
/** Time limit for an answer. */
const ANSWER_MS = 10_000;
/** Least share of a pause that jitter leaves: all who have met the outage come back, and not all at once. */
const LEAST_SHARE = 0.5;

interface TryAgainPorts {
  clock: Clock;
  fetch: typeof fetch;
  random?: () => number;
}

/**
 * Asks for an address, ever more slowly, until the server answers anything but `unavailable`. Returns false when it has been
 * asked `TRIES.most` times.
 */
export async function whenAvailable(url: string, ports: TryAgainPorts): Promise<boolean> {
  const backoff = new Backoff(TRIES.firstMs, TRIES.mostMs, ports.random, LEAST_SHARE);
  for (let tries = 0; tries < TRIES.most; tries++) {
    await pause(backoff.nextMs(), { clock: ports.clock });
    if (await isAvailable(url, ports)) return true;
  }
  return false;
}

async function isAvailable(url: string, { clock, fetch }: TryAgainPorts): Promise<boolean> {
  const late = new AbortController();
  const cancel = clock.after(ANSWER_MS, () => late.abort());
  try {
    // A redirect is an answer, too, and is followed by the reload.
    const init = { method: "HEAD", cache: "no-store", redirect: "manual", signal: late.signal } as const;
    const { status } = await fetch(url, init);
    // A proxy says 502 or 504 where the server itself is away.
    return ![502, 503, 504].includes(status);
  } catch {
    return false; // no network, or no answer in time
  } finally {
    cancel();
  }
}
