import { type ConsultationRow, isWaiting } from "./consultation_list.ts";

/** Whoever comes back so soon has reloaded, or was in a tunnel: that is no new arrival. */
const SAME_ARRIVAL_MS = 60_000;

/**
 * Tells who has newly come to wait, each once. The first look announces nobody: whoever opens the list reads it anyway.
 */
export class Arrivals {
  /** By room: when somebody was last seen there, waiting or in conversation. */
  #seenAtMs: Map<string, number> | undefined;

  /** The rows of those who wait now and did not a moment ago. */
  look(rows: readonly ConsultationRow[], nowMs: number): ConsultationRow[] {
    const before = this.#seenAtMs;
    const seen = this.#seenAtMs = new Map(before);
    for (const { summary: { room }, state } of rows) if ("sinceMs" in state) seen.set(room, nowMs);
    if (!before) return [];
    return rows.filter((row) =>
      isWaiting(row) && nowMs - (before.get(row.summary.room) ?? -Infinity) > SAME_ARRIVAL_MS
    );
  }
}
