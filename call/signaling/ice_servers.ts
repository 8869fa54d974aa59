import { ApiError, NetworkError, retryAfterMsOf } from "../../wire/client.ts";
import { TRANSIENT_REFUSALS } from "./client.ts";
import type { IceAnswer } from "../../wire/rooms.ts";
import { Backoff } from "../../wire/backoff.ts";
import { type Clock, pause } from "../../browser/clock.ts";

/** When credentials are renewed, as a share of their life: late enough to be rare, early enough for many tries. */
const RENEW_AT = 0.7;

/** After so many transient refusals in a row the last one counts: about half a minute. */
const MAX_REFUSALS = 10;

/**
 * The relays of this deployment. Their credentials live for an hour at most, a conversation as long as it likes: new ones
 * are fetched in good time. A connection that runs keeps its relay; the next ICE restart needs the new ones.
 */
export class IceServers {
  #answer: Promise<IceAnswer>;
  #fetchedAtMs = 0;
  #lifetimeMs = Infinity;
  #isRenewing = false;
  #cancelRenewal: (() => void) | undefined;
  readonly #closing = new AbortController();

  /** `renewed` hears of every answer but the first. */
  constructor(
    readonly fetch: () => Promise<IceAnswer>,
    readonly ports: { clock: Clock; random?: (() => number) | undefined },
    readonly renewed: (answer: IceAnswer) => void,
  ) {
    this.#answer = this.#fetch();
    this.#answer.catch(() => {}); // reported where it is awaited
  }

  /**
   * The relays, with credentials that are good now: a device that slept past their end gets new ones first.
   * @throws {ApiError} when the server refuses, {DOMException} `AbortError` when closed.
   */
  current(): Promise<IceAnswer> {
    if (this.#haveEnded()) this.#renew();
    return this.#answer;
  }

  /** The credentials have ended, or new ones are on their way: `current` waits for them. */
  get isStale(): boolean {
    return this.#isRenewing || this.#haveEnded();
  }

  close(): void {
    this.#closing.abort();
    this.#cancelRenewal?.();
  }

  #haveEnded(): boolean {
    return this.ports.clock.nowMs() - this.#fetchedAtMs >= this.#lifetimeMs;
  }

  #renew(): void {
    this.#cancelRenewal?.();
    this.#lifetimeMs = Infinity; // one renewal at a time
    this.#isRenewing = true;
    const former = this.#answer;
    // A server that refuses to renew (the consultation has expired) does not take away what there is.
    this.#answer = this.#fetch().then((answer) => {
      this.renewed(answer);
      return answer;
    }, () => former).finally(() => this.#isRenewing = false);
  }

  /** Tries until the server answers; one that keeps refusing, so many times. */
  async #fetch(): Promise<IceAnswer> {
    const backoff = new Backoff(250, 8_000, this.ports.random);
    for (let refusals = 0;;) {
      try {
        const answer = await this.fetch();
        this.#closing.signal.throwIfAborted();
        this.#plan(answer);
        return answer;
      } catch (error) {
        this.#closing.signal.throwIfAborted();
        const isPassing = error instanceof ApiError && TRANSIENT_REFUSALS.has(error.code) &&
          ++refusals < MAX_REFUSALS;
        if (!isPassing && !(error instanceof NetworkError)) throw error;
        await pause(Math.max(backoff.nextMs(), retryAfterMsOf(error)), {
          clock: this.ports.clock,
          signal: this.#closing.signal,
        });
      }
    }
  }

  #plan({ lifetimeMs }: IceAnswer): void {
    if (lifetimeMs === undefined) return;
    this.#fetchedAtMs = this.ports.clock.nowMs();
    this.#lifetimeMs = lifetimeMs;
    this.#cancelRenewal = this.ports.clock.after(lifetimeMs * RENEW_AT, () => this.#renew());
  }
}
