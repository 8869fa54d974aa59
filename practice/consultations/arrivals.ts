import { type ConsultationRow, isUnproven, isWaiting } from "./consultation_list.ts";

/** A guest who comes back within this time has reloaded or lost the connection: not a new arrival. */
const SAME_ARRIVAL_MS = 60_000;

/**
 * Finds guests who have newly arrived, each once. The first look finds nobody: the list is being read anyway. Those that have
 * not proved themselves are counted apart: they are announced at most once a minute for each room, and hide nobody's arrival.
 */
export class Arrivals {
  /** By room, and by whether of a proven guest: when somebody was last seen there, waiting or in conversation. */
  #seenAtMs: Map<string, number> | undefined;

  /** The rows of guests who wait now and did not at the look before. */
  look(rows: readonly ConsultationRow[], nowMs: number): ConsultationRow[] {
    const before = this.#seenAtMs;
    const seen = this.#seenAtMs = new Map(before);
    for (const row of rows) {
      if (!("sinceMs" in row.state)) continue;
      seen.set(keyOf(row, true), nowMs);
      if (!isUnproven(row)) seen.set(keyOf(row, false), nowMs);
    }
    if (!before) return [];
    return rows.filter((row) =>
      isWaiting(row) && nowMs - (before.get(keyOf(row, isUnproven(row))) ?? -Infinity) > SAME_ARRIVAL_MS
    );
  }
}

const keyOf = ({ summary: { room } }: ConsultationRow, unproven: boolean) =>
  unproven ? `${room} unproven` : room;
