import { ROOM_LIMITS } from "../wire/limits.ts";
import { presenceKey, presencePrefix, type Seat } from "./keys.ts";

/** A seat whose client was there. */
export type SeenSeat = Pick<Seat, "room" | "peerId" | "seenAtMs">;

/** Most seats in one commit. */
const SEATS_PER_COMMIT = 500;

/**
 * Stores when seats were last seen, many in one commit. It checks nothing: what is stored of a seat that has ended meanwhile
 * brings nothing back, and expires.
 */
export async function storePresence(kv: Deno.Kv, seats: readonly SeenSeat[]): Promise<void> {
  for (let at = 0; at < seats.length; at += SEATS_PER_COMMIT) {
    const commit = kv.atomic();
    for (const { room, peerId, seenAtMs } of seats.slice(at, at + SEATS_PER_COMMIT)) {
      commit.set(presenceKey(room, peerId), seenAtMs, { expireIn: ROOM_LIMITS.presenceMs });
    }
    await commit.commit();
  }
}

/** When the seats of a room were last seen, by peerId; without those that were not seen for long. */
export async function readPresence(kv: Deno.Kv, room: string): Promise<Map<string, number>> {
  const entries = await Array.fromAsync(kv.list<number>({ prefix: presencePrefix(room) }));
  return new Map(entries.map(({ key, value }) => [String(key[2]), value]));
}

/** A seat as it is stored, with when it was last seen. */
export function withPresence(seat: Seat, seenAtMs: number | null | undefined): Seat {
  return { ...seat, seenAtMs: Math.max(seat.seenAtMs, seenAtMs ?? 0) };
}
