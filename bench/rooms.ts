import { hashSecret, randomSecret } from "../kv/hashes.ts";
import { type Consultation, consultationKey, mailboxKey, rosterKey, type Seat, seatKey } from "../kv/keys.ts";
import type { Role } from "../wire/rooms.ts";

interface BenchSeat {
  peerId: string;
  token: string;
}

/** A room with a waiting guest and a host. */
export interface Room {
  room: string;
  guest: BenchSeat;
  host: BenchSeat;
}

/** Fills a store with rooms, many in one commit. */
export async function makeRooms(kv: Deno.Kv, count: number): Promise<Room[]> {
  const nowMs = Date.now();
  const expiresAtMs = nowMs + 3600_000;
  const rooms: Room[] = [];
  while (rooms.length < count) {
    const commit = kv.atomic();
    for (let i = 0; i < 50 && rooms.length < count; i++) {
      const room = randomSecret(128);
      const consultation: Consultation = {
        room,
        practiceId: "bench",
        createdBy: "bench",
        startsAtMs: nowMs,
        opensAtMs: nowMs,
        expiresAtMs,
        locked: false,
        createdAtMs: nowMs,
      };
      commit.set(consultationKey(room), consultation).set(rosterKey(room), true);
      const seat = (role: Role) => {
        const peerId = randomSecret(128);
        const token = `${room}.${peerId}.${randomSecret(256)}`;
        const tokenHash = hashSecret(token);
        const value: Seat = { room, peerId, role, tokenHash, joinedAtMs: nowMs, seenAtMs: nowMs };
        commit.set(seatKey(room, peerId), value).set(mailboxKey(room, peerId), { last: 0, counters: {} });
        return { peerId, token };
      };
      rooms.push({ room, guest: seat("guest"), host: seat("host") });
    }
    await commit.commit();
  }
  return rooms;
}
