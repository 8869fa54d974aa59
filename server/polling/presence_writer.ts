import { type SeenSeat, storePresence } from "../../kv/presence.ts";

/** How long seats are collected that are written in one commit. */
const COLLECT_MS = 500;

/**
 * Writes when seats were last seen: those of half a second in one commit. Each waiting person is noted every 25 s, so that a
 * commit for each would fill the one writer of the database with 10,000 of them.
 */
export class PresenceWriter {
  /** By peerId: the last time counts. */
  readonly #seen = new Map<string, SeenSeat>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onError Told of a commit that has failed: its seats are noted again by their next polls. */
  constructor(readonly openKv: () => Promise<Deno.Kv>, readonly onError: (error: unknown) => void) {}

  note(seat: SeenSeat): void {
    this.#seen.set(seat.peerId, seat);
    this.#timer ??= setTimeout(() => void this.#write(), COLLECT_MS);
  }

  /** What is collected is given up: the clients poll the next process at once. */
  close(): void {
    clearTimeout(this.#timer);
    this.#seen.clear();
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    const seats = [...this.#seen.values()];
    this.#seen.clear();
    try {
      await storePresence(await this.openKv(), seats);
    } catch (error) {
      this.onError(error);
    }
  }
}
