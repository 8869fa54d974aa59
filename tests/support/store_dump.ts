import { latin1 } from "./recording_proxy.ts";

/** Everything that a database holds: each key and value, and the bytes on the disk. */
export async function dump(kvFile: string): Promise<{ text: string; keys: number }> {
  const kv = await Deno.openKv(kvFile);
  const parts: string[] = [];
  try {
    for await (const { key, value } of kv.list({ prefix: [] })) parts.push(written(key), written(value));
  } finally {
    kv.close();
  }
  for (const suffix of ["", "-wal"]) {
    try {
      parts.push(latin1(await Deno.readFile(kvFile + suffix)));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return { text: parts.join("\n"), keys: parts.length };
}

function written(value: unknown): string {
  const bytes: string[] = [];
  const json = JSON.stringify(value, (_, part) => {
    if (typeof part === "bigint" || part instanceof Deno.KvU64) return String(part);
    if (part instanceof Uint8Array) bytes.push(latin1(part));
    return part;
  });
  return [latin1(new TextEncoder().encode(json ?? "")), ...bytes].join("\n");
}
