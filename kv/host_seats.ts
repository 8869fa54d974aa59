import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { listConsultations } from "./consultations.ts";
import { type Consultation, keepFor, type Member, memberKey, rosterKey } from "./keys.ts";
import { type Refused, refused } from "./refused.ts";
import {
  endingSeats,
  listSeatEntries,
  makeSeatToken,
  putSeat,
  readRoom,
  replaceSeat,
  seatTakenBefore,
  type TakenSeat,
} from "./seats.ts";

/** Most replaced host seats that a room keeps, so that their devices can be told; older ones are deleted. */
const MAX_REPLACED = 16;

/** Takes the host's seat and unlocks the room; a device that had the seat is told. Possible before the room opens. */
export async function takeHostSeat(
  kv: Deno.Kv,
  { room, peerId, memberId, retentionMs, nowMs }: {
    room: string;
    peerId: string;
    memberId: string;
    retentionMs: number;
    nowMs: number;
  },
): Promise<TakenSeat | Refused<"consultation_unknown" | "peer_id_taken" | "signed_out">> {
  const token = makeSeatToken(room, peerId);
  const take = async (ended: string[]): Promise<Awaited<ReturnType<typeof takeHostSeat>> | typeof RACE> => {
    const [{ entry, own, roster, seats }, member] = await Promise.all([
      readRoom(kv, room, peerId),
      kv.get<Member>(memberKey(memberId)),
    ]);
    if (!entry.value || nowMs >= entry.value.expiresAtMs) return refused("consultation_unknown");
    // Removed since the sign-in was looked up: after a removal nobody may slip in, see `endHostSeats`.
    if (member.value?.practiceId !== entry.value.practiceId) return refused("signed_out");
    if (own.value) return seatTakenBefore(own.value, token, entry.value);
    const commit = kv.atomic().check(entry, own, roster, member);
    const expireIn = entry.value.expiresAtMs - nowMs;
    const hosts = seats.filter(({ value }) => value.role === "host");
    for (const host of hosts.filter(({ value }) => !value.replaced)) {
      replaceSeat(commit, host, expireIn);
      ended.push(host.value.peerId);
    }
    // A sleeping device has not been told yet; without its record it would take the seat back when it wakes.
    const replaced = hosts.filter(({ value }) => value.replaced).sort((a, b) =>
      b.value.joinedAtMs - a.value.joinedAtMs
    );
    for (const { key } of replaced.slice(MAX_REPLACED)) commit.delete(key);
    const consultation: Consultation = { ...entry.value, locked: false };
    if (entry.value.locked) {
      commit.set(entry.key, consultation, keepFor(consultation, { retentionMs, nowMs }));
    }
    return await putSeat(kv, commit, consultation, { room, peerId, role: "host", memberId, token, nowMs });
  };
  return await endingSeats(kv, room, (ended) => untilCommitted(() => take(ended)));
}

/** Ends the host seats of a member who has just been removed from the practice; their clients are told. */
export async function endHostSeats(
  kv: Deno.Kv,
  { practiceId, memberId, nowMs }: { practiceId: string; memberId: string; nowMs: number },
): Promise<void> {
  for (const { room, expiresAtMs } of await listConsultations(kv, practiceId, nowMs)) {
    const end = async (ended: string[]): Promise<true | typeof RACE> => {
      const roster = await kv.get<true>(rosterKey(room));
      // A seat stored by an older version does not say whose it is: better end a colleague's than leave this member's.
      const theirs = (await listSeatEntries(kv, room)).filter(({ value }) =>
        value.role === "host" && !value.replaced && (value.memberId ?? memberId) === memberId
      );
      if (theirs.length === 0) return true;
      const expireIn = expiresAtMs - nowMs;
      const commit = kv.atomic().check(roster).set(roster.key, true, { expireIn });
      for (const entry of theirs) replaceSeat(commit, entry, expireIn);
      ended.push(...theirs.map(({ value }) => value.peerId));
      return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
    };
    await endingSeats(kv, room, (ended) => untilCommitted(() => end(ended)));
  }
}
