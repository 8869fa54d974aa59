import { gunzipSync } from "node:zlib";
import { type Entry, readEntries, writeEntries } from "./entries.ts";
import type { Fixture } from "./fixture.ts";

const FOLDER = new URL(".", import.meta.url);

/** Programs whose data have version 1: with rotations in keyrings, and without. */
export const FIRST_VERSIONS = ["9305818", "d894986"] as const;

/** A program whose members have no keys. */
export const BEFORE_KEYS = "51a02b8";

/** @throws {Deno.errors.NotFound} for `BEFORE_KEYS`, which has its database alone. */
export function readFixture(version: string): Fixture {
  return JSON.parse(Deno.readTextFileSync(new URL(`${version}.json`, FOLDER))) as Fixture;
}

/** Makes a file of what a version had stored. */
export async function writeStored(version: string, kvFile: string): Promise<void> {
  if (version !== BEFORE_KEYS) return await writeEntries(kvFile, readFixture(version).entries);
  await Deno.writeFile(kvFile, gunzipSync(await Deno.readFile(new URL(`${version}.sqlite3.gz`, FOLDER))));
}

/** What a version had stored. */
export async function storedEntries(version: string): Promise<Entry[]> {
  if (version !== BEFORE_KEYS) return readFixture(version).entries;
  const kvFile = await Deno.makeTempFile({ suffix: ".sqlite3" });
  try {
    await writeStored(version, kvFile);
    return await readEntries(kvFile, Date.now());
  } finally {
    for (const end of ["", "-wal", "-shm"]) await Deno.remove(kvFile + end).catch(() => {});
  }
}
