import { DatabaseSync } from "node:sqlite";

/** How long it waits for a commit of the store that is under way. */
const BUSY_MS = 2_000;

/**
 * Overwrites what was deleted from a database file of Deno KV: names and addresses of members who are gone stay in free space
 * otherwise. `VACUUM` would do, but Deno allows it to programs only that may write every file, which the server may not. So all
 * entries are written anew while SQLite overwrites what it frees, and the write-ahead log is emptied. Blocks meanwhile, about
 * 30 ms for 10 MB; commits of the store wait. Source: sqlite.org/pragma.html, `secure_delete`, `wal_checkpoint`.
 * @throws {Error} if the database is busy for too long; then nothing has changed.
 */
export function scrubFile(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY`);
    database.exec("BEGIN IMMEDIATE");
    try {
      fillFreePages(database);
      // In memory: the file does not grow.
      database.exec("CREATE TEMP TABLE kept AS SELECT * FROM kv");
      database.exec("DELETE FROM kv; INSERT INTO kv SELECT * FROM temp.kept; DROP TABLE temp.kept");
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
    const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
    if (busy !== 0) throw new Error("Cannot empty the write-ahead log: the database is busy");
  } finally {
    database.close();
  }
}

/** Pages that were free before are not overwritten by `secure_delete`: they are used once, and freed again. */
function fillFreePages(database: DatabaseSync): void {
  const numberOf = (pragma: string) =>
    Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] as number;
  const pageBytes = numberOf("page_size");
  database.exec("CREATE TABLE filler (zeros BLOB)");
  const fill = database.prepare("INSERT INTO filler VALUES (zeroblob(?))");
  for (let free = numberOf("freelist_count"); free > 0; free = numberOf("freelist_count")) {
    fill.run(Math.min(free, 256) * pageBytes);
  }
  database.exec("DROP TABLE filler");
}
