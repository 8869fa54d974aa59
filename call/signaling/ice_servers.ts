import { ApiError, NetworkError, retryAfterMsOf } from "../../wire/client.ts";
import { TRANSIENT_REFUSALS } from "./client.ts";
import type { IceAnswer } from "../../wire/rooms.ts";
import { Backoff } from "../../wire/backoff.ts";
import { type Clock, pause } from "../../browser/clock.ts";

/** When credentials are renewed, as a share of their lifetime: early enough for many tries. */
const RENEW_AT = 0.7;
/** Lifetimes that are believed, whatever the server says: a timer cannot take much longer ones. */
const [MIN_LIFETIME_MS, MAX_LIFETIME_MS] = [60_000, 3600_000];

/** How long fresh credentials are waited for where there are former ones, which may still do, or not be needed. */
const WAIT_MS = 5_000;

/** After so many transient refusals in a row (about half a minute) the last one is final. */
const MAX_REFUSALS = 10;

/**
 * The relays of this installation. Credentials last at most an hour, conversations longer, so new ones are fetched in time.
 * A running connection keeps its relay; the next ICE restart needs the new credentials.
 */
export class IceServers {
  /** The latest answer. */
  latest: IceAnswer | undefined;
  #answer: Promise<IceAnswer>;
  /** Of both clocks: one stands still during sleep, the other one can be set. */
  #fetchedAt = { pageMs: 0, deviceMs: 0 };
  #lifetimeMs = Infinity;
  #isRenewing = false;
  #cancelRenewal: (() => void) | undefined;
  readonly #closing = new AbortController();

  /** `renewed` is called with every answer but the first. `former`: of a seat before; it stays where none is given. */
  constructor(
    readonly fetch: () => Promise<IceAnswer>,
    readonly ports: { clock: Clock; random?: (() => number) | undefined },
    readonly renewed: (answer: IceAnswer) => void,
    former?: IceAnswer,
  ) {
    this.latest = former;
    this.#answer = former ? Promise.resolve(former) : this.#fetch();
    if (former) this.#renew();
    this.#answer.catch(() => {}); // reported where it is awaited
  }

  /**
   * The relays with valid credentials; expired ones (after sleep) are renewed first, if the server answers soon.
   * @throws {ApiError} when the server refuses, {DOMException} `AbortError` when closed.
   */
  current(): Promise<IceAnswer> {
    if (this.#haveEnded()) this.#renew();
    const { latest } = this;
    if (!latest || !this.#isRenewing) return this.#answer;
    const { clock } = this.ports;
    const inTime = pause(WAIT_MS, { clock, signal: this.#closing.signal }).then(() => latest);
    return Promise.race([this.#answer, inTime]);
  }

  /** Whether `current` would wait, because the credentials have expired or are being renewed. */
  get isStale(): boolean {
    return this.#isRenewing || this.#haveEnded();
  }

  close(): void {
    this.#closing.abort();
    this.#cancelRenewal?.();
  }

  #haveEnded(): boolean {
    const { clock } = this.ports;
    const { pageMs, deviceMs } = this.#fetchedAt;
    return Math.max(clock.nowMs() - pageMs, clock.deviceMs() - deviceMs) >= this.#lifetimeMs;
  }

  #renew(): void {
    this.#cancelRenewal?.();
    this.#lifetimeMs = Infinity; // one renewal at a time
    this.#isRenewing = true;
    const former = this.#answer;
    // If the server refuses to renew (the consultation has expired), the present credentials stay.
    this.#answer = this.#fetch().then((answer) => {
      this.renewed(answer);
      return answer;
    }, () => former).finally(() => this.#isRenewing = false);
  }

  /** Retries until the server answers, or has refused too often. */
  async #fetch(): Promise<IceAnswer> {
    const backoff = new Backoff(250, 8_000, this.ports.random);
    for (let refusals = 0;;) {
      try {
        const answer = await this.fetch();
        this.#closing.signal.throwIfAborted();
        this.#plan(answer);
        this.latest = answer;
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
    const { clock } = this.ports;
    this.#fetchedAt = { pageMs: clock.nowMs(), deviceMs: clock.deviceMs() };
    this.#lifetimeMs = Math.min(MAX_LIFETIME_MS, Math.max(MIN_LIFETIME_MS, lifetimeMs));
    this.#cancelRenewal = clock.after(this.#lifetimeMs * RENEW_AT, () => this.#renew());
  }
}
