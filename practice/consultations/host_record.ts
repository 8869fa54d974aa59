import { type Clock, realClock } from "../../browser/clock.ts";
import { type ConsultationKey, openConsultationKey } from "../../e2ee/consultation_key.ts";
import { type GuessCounts, type GuessedMethod, storeGuessCounts } from "../../e2ee/guesses.ts";
import { failuresOf, getWithKey, NO_GUESSES, replaceSecret } from "./secrets.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import type { Vault } from "../vault/vault.ts";

/**
 * How long a count waits before it is written to the vault: a handshake that succeeds is counted and taken back within a
 * moment, and need not be written.
 */
export const SETTLE_MS = 2_000;

/** The private part of one consultation, as its host's page reads it, counts guesses in it and replaces its secrets. */
export class HostRecord {
  #record: PrivatePart;
  /** Counted here and not written to the vault yet. */
  #unwritten = NO_GUESSES;
  #isWriting = false;

  /** @throws what `getWithKey` throws; undefined if there is no record. */
  static async open(
    vault: Vault,
    practiceId: string,
    room: string,
    clock: Pick<Clock, "after"> = realClock,
  ): Promise<HostRecord | undefined> {
    const record = await getWithKey(vault, practiceId, room);
    return record && new HostRecord(vault, record, await openConsultationKey(record.consultationKey), clock);
  }

  private constructor(
    readonly vault: Vault,
    record: PrivatePart,
    /** It stays the consultation's, whatever is replaced. */
    readonly consultationKey: ConsultationKey,
    readonly clock: Pick<Clock, "after">,
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

  /** Counts a failed handshake (1) or takes one back (-1); written to the vault after `SETTLE_MS`. */
  count(method: GuessedMethod, by: 1 | -1): void {
    this.#unwritten = { ...this.#unwritten, [method]: this.#unwritten[method] + by };
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.clock.after(SETTLE_MS, () => void this.#write());
  }

  /** Replaces a secret; returns the record with the new one. */
  async replace(method: GuessedMethod): Promise<PrivatePart> {
    const changed = await replaceSecret(this.vault, this.#record, method);
    if (changed) this.#record = changed;
    this.#unwritten = { ...this.#unwritten, [method]: 0 };
    return this.#record;
  }

  async #write(): Promise<void> {
    this.#isWriting = false;
    const counted = this.#unwritten;
    if (counted.code === 0 && counted.link === 0) return;
    this.#unwritten = NO_GUESSES;
    const { practiceId, room } = this.#record;
    try {
      const changed = await this.vault.update(practiceId, room, (newest) => ({
        ...newest,
        failures: storeGuessCounts(notNegative(add(failuresOf(newest), counted))),
      }));
      if (changed) this.#record = changed;
    } catch {
      // This browser has its own count; the other devices get it with the next write.
      this.#unwritten = add(this.#unwritten, counted);
    }
  }
}

function add(a: GuessCounts, b: GuessCounts): GuessCounts {
  return { code: a.code + b.code, link: a.link + b.link };
}

function notNegative({ code, link }: GuessCounts): GuessCounts {
  return { code: Math.max(0, code), link: Math.max(0, link) };
}
