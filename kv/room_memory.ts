/** Rooms in the memory of one store; beyond that the room that has been silent longest is forgotten. */
export const MAX_ROOMS = 1_000;

type Entries = Map<string, Deno.KvEntryMaybe<unknown>>;

/** By store and room: entries as the last commit of this process has read or written them. */
const memories = new WeakMap<Deno.Kv, Map<string, Entries>>();

/**
 * Returns the remembered entries of a room for these keys, or undefined unless all of them are remembered. Another process
 * may have changed them since: commit with a check of each, and read them if the commit fails.
 */
export function recallEntries(
  kv: Deno.Kv,
  room: string,
  keys: readonly Deno.KvKey[],
): Deno.KvEntryMaybe<unknown>[] | undefined {
  const known = memories.get(kv)?.get(room);
  const entries = keys.flatMap((key) => known?.get(idOf(key)) ?? []);
  return entries.length === keys.length ? entries : undefined;
}

/** Adds entries to what is remembered of a room. */
export function rememberEntries(
  kv: Deno.Kv,
  room: string,
  entries: readonly Deno.KvEntryMaybe<unknown>[],
): void {
  const rooms = memories.get(kv) ?? new Map<string, Entries>();
  memories.set(kv, rooms);
  const known: Entries = rooms.get(room) ?? new Map();
  for (const entry of entries) known.set(idOf(entry.key), entry);
  // A map keeps the order of insertion: the room that was silent longest comes first.
  rooms.delete(room);
  rooms.set(room, known);
  const [first] = rooms.keys();
  if (rooms.size > MAX_ROOMS) rooms.delete(first!);
}

/** Whether anything is remembered of a room. Whoever only looks at one adds to that alone, and pushes no other out. */
export function isRemembered(kv: Deno.Kv, room: string): boolean {
  return memories.get(kv)?.has(room) ?? false;
}

/** To be called when entries of a room have changed, so that no commit fails because of it. */
export function forgetRoom(kv: Deno.Kv, room: string): void {
  memories.get(kv)?.delete(room);
}

/** To be called when the store has been opened anew: it may be in another state. */
export function forgetRooms(kv: Deno.Kv): void {
  memories.delete(kv);
}

function idOf(key: Deno.KvKey): string {
  return key.join("\0");
}
