import { DatabaseSync } from "node:sqlite";
import { decodeBase64Url, encodeBase64Url } from "../../e2ee/bytes.ts";

/** An entry of Deno KV as JSON: bytes and counters are marked. */
export interface Entry {
  key: unknown[];
  value: unknown;
  /** How long it was to live from the time of the fixture on; absent for ever. */
  expiresInMs?: number;
}

/** All entries of a database that no server has open, which lives until `madeAtMs`. */
export async function readEntries(kvFile: string, madeAtMs: number): Promise<Entry[]> {
  // Deno.Kv tells no expiry; its file does. Source: denokv's `sqlite` crate, table `kv`.
  const database = new DatabaseSync(kvFile, { readOnly: true });
  const rows = database.prepare("SELECT expiration_ms AS expiresAtMs FROM kv ORDER BY k").all() as {
    expiresAtMs: number;
  }[];
  database.close();
  const kv = await Deno.openKv(kvFile);
  const entries: Entry[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    entries.push({ key: mark(key) as unknown[], value: mark(value) });
  }
  kv.close();
  if (rows.length !== entries.length) throw new Error(`${rows.length} rows and ${entries.length} entries`);
  return entries.flatMap((entry, index) => {
    const { expiresAtMs } = rows[index]!;
    if (expiresAtMs < 0) return [entry];
    return expiresAtMs > madeAtMs ? [{ ...entry, expiresInMs: expiresAtMs - madeAtMs }] : [];
  });
}

/** Puts entries into a database; what expires does so as long from now on as it did then. */
export async function putEntries(kv: Deno.Kv, entries: readonly Entry[]): Promise<void> {
  for (const { key, value, expiresInMs } of entries) {
    const lifetime = expiresInMs === undefined ? {} : { expireIn: expiresInMs };
    await kv.set(unmark(key) as Deno.KvKey, unmark(value), lifetime);
  }
}

/** Puts entries into a new file. */
export async function writeEntries(kvFile: string, entries: readonly Entry[]): Promise<void> {
  using kv = await Deno.openKv(kvFile);
  await putEntries(kv, entries);
}

function mark(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: encodeBase64Url(value) };
  if (value instanceof Deno.KvU64) return { $u64: String(value.value) };
  if (Array.isArray(value)) return value.map(mark);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mark(part)]));
}

function unmark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmark);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return decodeBase64Url(String(value.$bytes));
  if ("$u64" in value) return new Deno.KvU64(BigInt(String(value.$u64)));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unmark(part)]));
}
