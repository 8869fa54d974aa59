import { type DataVersion, dataVersionKey, type Practice, practiceKey, setUpKey } from "./keys.ts";
import { MIGRATIONS } from "./migrations.ts";

/** The version of the data that this program reads and writes; `MIGRATIONS` leads to it. */
export const DATA_VERSION = 1 + MIGRATIONS.length;

/** The data are not for this program; it must not touch them. */
export class DataVersionError extends Error {
  override readonly name = "DataVersionError";
  /** @param found The version of a newer program; `before_keys` if a program made the practice that gave members no keys. */
  constructor(readonly found: DataVersion | "before_keys" | "unknown") {
    super("The data belong to another version of the program");
  }
}

/**
 * Whether `migrate` has to be called before the data are used: a get, unless nobody has written the version yet. A database
 * without a practice gets the present one.
 * @param program The version of this program.
 * @throws {DataVersionError} if the data are newer than this program, or too old for it.
 */
export async function needsMigration(kv: Deno.Kv, program: string): Promise<boolean> {
  const entry = await kv.get<DataVersion>(dataVersionKey);
  if (entry.value !== null) return parseVersion(entry.value).version < DATA_VERSION;
  const { value: practiceId } = await kv.get<string>(setUpKey);
  if (practiceId !== null) {
    const { value: practice } = await kv.get<Practice>(practiceKey(practiceId));
    if (practice?.keyEpoch === undefined) throw new DataVersionError("before_keys");
    return true;
  }
  if (await writeVersion(kv, entry, { version: DATA_VERSION, program })) return false;
  return await needsMigration(kv, program);
}

/**
 * Brings data of an older version up to date, step by step. May be repeated after a failure, and run by several processes at
 * once. Data without a version are of the first one.
 * @throws {DataVersionError} if another process has brought them further than this program knows.
 */
export async function migrate(kv: Deno.Kv, program: string): Promise<void> {
  for (;;) {
    const entry = await kv.get<DataVersion>(dataVersionKey);
    const version = entry.value === null ? 1 : parseVersion(entry.value).version;
    const step = MIGRATIONS[version - 1];
    if (!step) return;
    await step(kv);
    // Refused, if another process was faster.
    await writeVersion(kv, entry, { version: version + 1, program });
  }
}

/** @throws {DataVersionError} if this program does not know it. */
function parseVersion(found: DataVersion): DataVersion {
  const { version, program } = found;
  if (!Number.isInteger(version) || version < 1 || typeof program !== "string") {
    throw new DataVersionError("unknown");
  }
  if (version > DATA_VERSION) throw new DataVersionError({ version, program });
  return found;
}

async function writeVersion(
  kv: Deno.Kv,
  former: Deno.KvEntryMaybe<DataVersion>,
  version: DataVersion,
): Promise<boolean> {
  return (await kv.atomic().check(former).set(dataVersionKey, version).commit()).ok;
}
