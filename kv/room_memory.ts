import { type Consultation, type Mailbox, type Seat, shardOf } from "./keys.ts";

/**
 * A room's entries as this process's last commit has found or left them. A guess, good enough to begin with: whoever goes by
 * it commits with a check of every entry, and reads anew when that fails.
 */
export interface RoomMemory {
  consultation?: Deno.KvEntry<Consultation>;
  /** By peerId. */
  seats: Map<string, Deno.KvEntry<Seat>>;
  /** By peerId. */
  mailboxes: Map<string, Deno.KvEntry<Mailbox>>;
  /** By peerId: so many of its messages were confirmed, or more by now. */
  confirmed: Map<string, number>;
}

/** More rooms of one shard than are likely to talk at the same moment. */
const MAX_ROOMS_PER_SHARD = 2;

/** By store, shard and room. */
const memories = new WeakMap<Deno.Kv, Map<number, Map<string, RoomMemory>>>();

/** What is remembered of a room, if anything is. */
export function recallRoom(kv: Deno.Kv, room: string): RoomMemory | undefined {
  return memories.get(kv)?.get(shardOf(room))?.get(room);
}

/** The same, to add to. Nothing reads any more what is added after it was forgotten. */
export function memoryOf(kv: Deno.Kv, room: string): RoomMemory {
  const shards = memories.get(kv) ?? new Map<number, Map<string, RoomMemory>>();
  memories.set(kv, shards);
  const rooms = shards.get(shardOf(room)) ?? new Map<string, RoomMemory>();
  shards.set(shardOf(room), rooms);
  const known = recallRoom(kv, room);
  if (known) return known;
  if (rooms.size >= MAX_ROOMS_PER_SHARD) rooms.clear();
  const memory: RoomMemory = { seats: new Map(), mailboxes: new Map(), confirmed: new Map() };
  rooms.set(room, memory);
  return memory;
}

/** Somebody's rights in the room, or who is there, may have changed; or an entry has, and a commit by it would fail. */
export function forgetRoom(kv: Deno.Kv, room: string): void {
  memories.get(kv)?.get(shardOf(room))?.delete(room);
}

/** Another process has changed something in one of its rooms, or may have. */
export function forgetShard(kv: Deno.Kv, shard: number): void {
  memories.get(kv)?.delete(shard);
}
