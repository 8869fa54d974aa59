import { DATA_VERSION, DataVersionError, migrate, needsMigration } from "../kv/data_version.ts";
import { VERSION } from "./config.ts";
import { guardedKv, Handle, type HandleOptions } from "./guarded_kv.ts";
import { StoreError } from "./store_errors.ts";

/**
 * Whether the data have to be brought up to date before they are used.
 * @throws {DataVersionError} if they are not for this program.
 */
export function isOutdated(kv: Deno.Kv): Promise<boolean> {
  return needsMigration(kv, VERSION);
}

/** Brings the data up to date; each call of the database has the deadline of `options`. Closes the database if that fails. */
export async function bringUpToDate(kv: Deno.Kv, options: Omit<HandleOptions, "onLost">): Promise<void> {
  let lostBy: unknown;
  const handle = new Handle(kv, { ...options, onLost: (reason) => void (lostBy = reason) });
  try {
    await migrate(guardedKv(() => handle), VERSION);
  } catch (error) {
    handle.close();
    throw lostBy ?? error;
  }
}

/** The refusal of a database whose data are not for this program: says which one is needed. */
export function dataVersionProblem({ found }: DataVersionError, place: string): StoreError {
  return new StoreError(
    "data_version",
    place,
    found === "unknown" ? {} : { sentence: sentenceFor(found, place) },
  );
}

function sentenceFor(found: Exclude<DataVersionError["found"], "unknown">, place: string): string {
  if (found === "before_keys") {
    return `The database ${place} was made by a version before 1.0.0 (older than commit 0a7632fa) that gave members ` +
      `no keys; Vieraugen ${VERSION} cannot take over its practice, and has left it as it is. ` +
      "Go on with that version, or set KV_URL to a new file and set the practice up again.";
  }
  return `The database ${place} was written by Vieraugen ${found.program} (data version ${found.version}); ` +
    `this is Vieraugen ${VERSION}, which knows data up to version ${DATA_VERSION}, and has left it as it is. ` +
    `Start Vieraugen ${found.program} or later, or restore a backup from before (docs/deploying.md, "Updating").`;
}
