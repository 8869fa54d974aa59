import { type Clock, pause, realClock } from "../../browser/clock.ts";
import { type ConsultationKey, openConsultationKey } from "../../e2ee/consultation_key.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { Backoff } from "../../wire/backoff.ts";
import { ApiError } from "../../wire/client.ts";
import { failuresOf, getWithKey, replaceCode, withFailures } from "./secrets.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import type { Vault } from "../vault/vault.ts";

/** The private part of one consultation, as its host's page reads it, counts guesses in it and replaces its code. */
export class HostRecord {
  #record: PrivatePart;
  /** Guesses at `#owedFor` that are to be taken back in the vault. */
  #owed = 0;
  #owedFor = "";
  #isGivingBack = false;

  /** @throws what `getWithKey` throws; undefined if there is no record. */
  static async open(
    vault: Vault,
    practiceId: string,
    room: string,
    clock: Clock = realClock,
  ): Promise<HostRecord | undefined> {
    const record = await getWithKey(vault, practiceId, room);
    return record && new HostRecord(vault, record, await openConsultationKey(record.consultationKey), clock);
  }

  private constructor(
    readonly vault: Vault,
    record: PrivatePart,
    /** It stays the consultation's, whatever is replaced. */
    readonly consultationKey: ConsultationKey,
    readonly clock: Clock,
  ) {
    this.#record = record;
  }

  /** The private part as last read. */
  get record(): PrivatePart {
    return this.#record;
  }

  /** Reads again: another device may have replaced the code or counted guesses. Keeps the record if that fails. */
  async refresh(): Promise<void> {
    const { practiceId, room } = this.#record;
    this.#record = await this.vault.get(practiceId, room).catch(() => undefined) ?? this.#record;
  }

  /**
   * Adds one guess at `secret`: see `HostGuessPorts.tell`. The write takes the place of a read, because it fails where
   * another device has written since.
   * @throws what `Vault.update` throws; {ApiError} `consultation_unknown` if there is no record any more
   */
  async tell(secret: string, least: number, guessId: string): Promise<number | undefined> {
    let sum: number | undefined;
    const changed = await this.#update((newest) => {
      sum = undefined;
      if (newest.codeSecret !== secret) return newest;
      sum = failuresOf(newest);
      if (newest.lastGuess === guessId) return newest;
      sum = Math.max(sum + 1, least);
      return sum > MAX_FAILURES ? newest : { ...withFailures(newest, sum), lastGuess: guessId };
    });
    if (!changed) throw new ApiError("consultation_unknown", 404);
    return sum;
  }

  /** Takes one guess at `secret` back, as soon as the vault can be written. */
  giveBack(secret: string): void {
    if (secret !== this.#owedFor) this.#owed = 0;
    this.#owedFor = secret;
    this.#owed++;
    if (!this.#isGivingBack) void this.#giveBack();
  }

  /** Replaces the code; returns the record with the new one. */
  async replace(): Promise<PrivatePart> {
    this.#record = await replaceCode(this.vault, this.#record) ?? this.#record;
    return this.#record;
  }

  async #giveBack(): Promise<void> {
    this.#isGivingBack = true;
    const backoff = new Backoff(1_000, 60_000);
    while (this.#owed > 0) {
      const [owed, secret, lastGivenBack] = [this.#owed, this.#owedFor, crypto.randomUUID()];
      for (let isTold = false; !isTold;) {
        try {
          await this.#update((newest) => {
            if (newest.codeSecret !== secret || newest.lastGivenBack === lastGivenBack) return newest;
            return { ...withFailures(newest, Math.max(0, failuresOf(newest) - owed)), lastGivenBack };
          });
          isTold = true;
        } catch {
          // Until then the practice's devices count one too many, which is safe.
          await pause(backoff.nextMs(), { clock: this.clock });
        }
      }
      if (this.#owedFor === secret) this.#owed -= owed;
    }
    this.#isGivingBack = false;
  }

  async #update(change: (newest: PrivatePart) => PrivatePart): Promise<PrivatePart | undefined> {
    const { practiceId, room } = this.#record;
    const changed = await this.vault.update(practiceId, room, change);
    if (changed) this.#record = changed;
    return changed;
  }
}
