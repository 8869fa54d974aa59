import { type ConsultationRow, isWaiting } from "./consultation_list.ts";

/** A guest who comes back within this time has reloaded or lost the connection: not a new arrival. */
const SAME_ARRIVAL_MS = 60_000;

/** Finds guests who have newly arrived, each once. The first look finds nobody: the list is being read anyway. */
export class Arrivals {
  /** By room: when somebody was last seen there, waiting or in conversation. */
  #seenAtMs: Map<string, number> | undefined;

  /** The rows of guests who wait now and did not at the look before. */
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
