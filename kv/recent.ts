/** Most entries that are remembered of one store; about 1 KiB each. */
const MAX_ENTRIES = 2_000;

const recentOf = new WeakMap<Deno.Kv, Map<string, Deno.KvEntryMaybe<unknown>>>();

/**
 * What this process has read or written last, so that a busy sender costs one commit and no read. Only for commits that
 * check the versionstamps: what has changed meanwhile makes them fail, and is read again.
 */
function recentEntries(kv: Deno.Kv): Map<string, Deno.KvEntryMaybe<unknown>> {
  const known = recentOf.get(kv) ?? new Map();
  recentOf.set(kv, known);
  return known;
}

/** Remembers an entry; the one that was not used longest gives way. */
export function remember(kv: Deno.Kv, entry: Deno.KvEntryMaybe<unknown>): void {
  const entries = recentEntries(kv);
  const id = idOf(entry.key);
  entries.delete(id);
  entries.set(id, entry);
  if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value!);
}

/** The remembered entries of these keys, in their order; undefined unless all of them are there. */
export function recall(kv: Deno.Kv, keys: readonly Deno.KvKey[]): Deno.KvEntryMaybe<unknown>[] | undefined {
  const entries = recentEntries(kv);
  const found: Deno.KvEntryMaybe<unknown>[] = [];
  for (const key of keys) {
    const entry = entries.get(idOf(key));
    if (!entry) return undefined;
    found.push(entry);
  }
  return found;
}

function idOf(key: Deno.KvKey): string {
  return key.join("\0");
}
