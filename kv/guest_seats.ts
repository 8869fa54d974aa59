import { ROOM_LIMITS } from "../wire/limits.ts";
import { untilCommitted } from "./commit.ts";
import { confirmedKey, type Consultation, mailboxKey } from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import { makeSeatToken, putSeat, readRoom, seatTakenBefore, type TakenSeat } from "./seats.ts";

/** Why a guest cannot enter a room now. */
type EntryRefusal =
  | Refused<"consultation_unknown" | "locked">
  | Refused<"not_open_yet"> & { opensAtMs: number };

/** Takes a guest seat, or tells why there is none. In a full room it replaces the guest that was silent longest. */
export async function takeGuestSeat(
  kv: Deno.Kv,
  { room, peerId, locator, nowMs }: {
    room: string;
    peerId: string;
    /** Of the access code; absent for an invite link. */
    locator?: string | undefined;
    nowMs: number;
  },
): Promise<TakenSeat | EntryRefusal | Refused<"peer_id_taken" | "room_full">> {
  const token = makeSeatToken(room, peerId);
  return await untilCommitted(async () => {
    const { entry, own, roster, seats } = await readRoom(kv, room, peerId);
    const { value: consultation } = entry;
    if (!consultation) return refused("consultation_unknown");
    const refusal = entryRefusal(consultation, nowMs);
    if (refusal) return refusal;
    // The code was replaced since the room was found by it.
    if (locator !== undefined && locator !== consultation.locator) return refused("consultation_unknown");
    if (own.value) return seatTakenBefore(own.value, token, consultation);
    const commit = kv.atomic().check(entry, own, roster);
    const taken = seats.filter(({ value }) => !value.replaced);
    if (taken.length >= ROOM_LIMITS.seatsPerRoom) {
      const silent = taken.filter(({ value }) =>
        value.role === "guest" && nowMs - value.seenAtMs > ROOM_LIMITS.seatSilentMs
      )
        .sort((a, b) =>
          a.value.seenAtMs - b.value.seenAtMs
        )[0];
      if (!silent) return refused("room_full");
      const { peerId: gone } = silent.value;
      commit.check(silent).delete(silent.key)
        .delete(mailboxKey(room, gone)).delete(confirmedKey(room, gone));
    }
    const seat = { room, peerId, role: "guest" as const, ...(locator === undefined ? {} : { locator }) };
    return await putSeat(kv, commit, consultation, { ...seat, token, nowMs });
  });
}

function entryRefusal(
  { opensAtMs, expiresAtMs, locked }: Consultation,
  nowMs: number,
): EntryRefusal | undefined {
  if (nowMs >= expiresAtMs) return refused("consultation_unknown");
  if (nowMs < opensAtMs) return { refusal: "not_open_yet", opensAtMs };
  return locked ? refused("locked") : undefined;
}
