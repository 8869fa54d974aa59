import { type Clock, pause } from "../../browser/clock.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { Backoff } from "../../wire/backoff.ts";
import { NetworkError } from "../../wire/client.ts";
import { GuessBudget, type GuessStore } from "./guess_budget.ts";

/** How long a hello waits for its count to be stored and told; a guest gives up after 60 s. */
const PATIENCE_MS = 45_000;
/** How long the practice's vault may take for one count. */
const TELL_MS = 5_000;
/** A handshake that has not proved the secret for so long counts as a failed try for the person. */
const FAILED_AFTER_MS = 5_000;
/** How often a hello is counted anew because another device has just replaced the code. */
const MAX_REPLACEMENTS = 8;

/** The code as the practice's vault has it, and how many guesses its devices have counted there. */
export interface SharedGuesses {
  secret: string;
  failures: number;
}

/** Where a host counts: in its browser, and in the practice's vault for the other devices. */
export interface HostGuessPorts {
  clock: Clock;
  /** This browser's count for a secret: another secret has another count. */
  storeOf(secret: string): GuessStore;
  /** As last read. */
  shared(): SharedGuesses;
  /** Reads the vault again; keeps what was read before if that fails. */
  refresh(): Promise<void>;
  /**
   * Adds one guess in the vault, to `least` in all if that is more; the same `guessId` is added once. Returns the sum, which
   * is above `MAX_FAILURES` if nothing was added because there were as many already; undefined if the secret was replaced.
   * @throws what the vault throws
   */
  tell(secret: string, least: number, guessId: string): Promise<number | undefined>;
  /** Takes one back in the vault as soon as it can be reached. */
  giveBack(secret: string): void;
  /** Failed tries at the present code, for the person. */
  failed(failures: number): void;
  /** The code is blocked: a hello was turned away, or the last try has failed. */
  blocked(): void;
  /** Hellos with the code wait, because a guess cannot be counted; undefined: no longer. */
  held(error: unknown): void;
}

/** A guess that was counted; its hello may be answered. */
export interface CountedGuess {
  /** The code's secret, which the count belongs to. */
  secret: string;
  /** The guest has proved it. */
  forgive(): Promise<void>;
}

/**
 * The host's guesses at a code: each is counted in this browser and in the vault before its hello is answered. What counts
 * is the largest of what this page, this browser and the vault know. If a count cannot be stored or told, nobody is answered.
 */
export class HostGuesses {
  readonly #budgets = new Map<string, GuessBudget>();
  /** The present code's count, as last stored, and how many of these may still prove the secret in time. */
  #count = 0;
  #fresh = 0;
  #isHeld = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly ports: HostGuessPorts) {}

  /** Counts one hello; await it before answering. Undefined: it must not be answered. `isOver`: nobody waits for it any more. */
  take(isOver: () => boolean = () => false): Promise<CountedGuess | undefined> {
    const untilMs = this.ports.clock.nowMs() + PATIENCE_MS;
    const turn = this.#last.then(() => this.#takeInTime(untilMs, isOver));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Tells the person how many tries have failed; returns the number. */
  async look(): Promise<number> {
    const { secret, failures } = this.ports.shared();
    try {
      this.#count = await this.#budgetOf(secret).raise(failures);
    } catch (error) {
      this.#hold(error);
      this.#count = failures;
    }
    this.#report();
    return this.#count;
  }

  async #takeInTime(untilMs: number, isOver: () => boolean): Promise<CountedGuess | undefined> {
    const { clock } = this.ports;
    const guessId = crypto.randomUUID();
    const backoff = new Backoff(500, 5_000);
    while (clock.nowMs() < untilMs && !isOver()) {
      try {
        const guess = await this.#take(guessId);
        this.#hold(undefined);
        if (!guess) this.ports.blocked();
        return guess;
      } catch (error) {
        this.#hold(error);
      }
      await pause(backoff.nextMs(), { clock });
    }
    return undefined;
  }

  /** Undefined: the budget is used up. @throws what storage and vault throw */
  async #take(guessId: string): Promise<CountedGuess | undefined> {
    const { ports } = this;
    for (let replaced = 0; replaced < MAX_REPLACEMENTS; replaced++) {
      const { secret, failures } = ports.shared();
      const budget = this.#budgetOf(secret);
      const count = await budget.take(failures);
      if (count === undefined) {
        await ports.refresh();
        if (ports.shared().secret === secret) return undefined;
        continue;
      }
      const sum = await this.#tell(budget, secret, count, guessId);
      if (sum === undefined) continue;
      this.#count = sum > count ? await budget.raise(Math.min(sum, MAX_FAILURES)) : count;
      if (sum > MAX_FAILURES) return undefined;
      return this.#counted(budget, secret);
    }
    return undefined;
  }

  /** Tells the vault; the count is taken back unless the hello may be answered. */
  async #tell(
    budget: GuessBudget,
    secret: string,
    count: number,
    guessId: string,
  ): Promise<number | undefined> {
    let sum: number | undefined;
    try {
      sum = await this.#inTime(this.ports.tell(secret, count, guessId));
    } finally {
      if (sum === undefined || sum > MAX_FAILURES) await budget.forgive();
    }
    return sum;
  }

  /** @throws {NetworkError} if the vault is silent */
  async #inTime<Answer>(telling: Promise<Answer>): Promise<Answer> {
    let stopTimer = () => {};
    const deadline = new Promise<never>((_, reject) => {
      stopTimer = this.ports.clock.after(TELL_MS, () => reject(new NetworkError("No answer in time")));
    });
    return await Promise.race([telling, deadline]).finally(stopTimer);
  }

  #counted(budget: GuessBudget, secret: string): CountedGuess {
    const { ports } = this;
    let isFresh = true;
    const age = () => {
      if (isFresh) this.#fresh--;
      isFresh = false;
    };
    this.#fresh++;
    const stopTimer = ports.clock.after(FAILED_AFTER_MS, () => {
      age();
      this.#report();
    });
    return {
      secret,
      forgive: async () => {
        stopTimer();
        age();
        ports.giveBack(secret);
        try {
          const count = await budget.forgive();
          if (ports.shared().secret === secret) this.#count = count;
        } catch (error) {
          this.#hold(error); // the count stays
        }
        this.#report();
      },
    };
  }

  #budgetOf(secret: string): GuessBudget {
    let budget = this.#budgets.get(secret);
    if (!budget) {
      budget = new GuessBudget(this.ports.storeOf(secret), MAX_FAILURES);
      this.#budgets.set(secret, budget);
    }
    return budget;
  }

  #report(): void {
    const failures = Math.max(0, this.#count - this.#fresh);
    this.ports.failed(failures);
    if (failures >= MAX_FAILURES) this.ports.blocked();
  }

  #hold(error: unknown): void {
    if (error === undefined && !this.#isHeld) return;
    this.#isHeld = error !== undefined;
    this.ports.held(error);
  }
}
