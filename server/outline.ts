import { findOutline } from "../kv/consultations.ts";
import { findPractice } from "../kv/practices.ts";
import type { RoomOutline } from "../wire/rooms.ts";

/** What a link's holder is told of a room; undefined if there is (or is no longer) such a room. */
export async function outlineOf(kv: Deno.Kv, room: string, nowMs: number): Promise<RoomOutline | undefined> {
  const found = await findOutline(kv, room, nowMs);
  if (!found) return undefined;
  const { practiceId, startsAtMs, movedFromMs, opensAtMs, waitingPhone } = found.consultation;
  return {
    state: found.state,
    practiceName: (await findPractice(kv, practiceId))?.name ?? "",
    startsAtMs,
    ...(movedFromMs === undefined ? {} : { movedFromMs }),
    opensAtMs,
    ...(waitingPhone === undefined ? {} : { waitingPhone }),
    serverNowMs: nowMs,
  };
}
