import { statfsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { lockFile } from "./permissions.ts";
import { StoreError, type StoreReason, storeReasonOf } from "./store_errors.ts";

const MIB = 2 ** 20;
/** Below it the operator is warned. */
export const LOW_BYTES = 512 * MIB;
/** Below it the database is closed: its write-ahead log grows to 4 MiB, and is then written into the file. */
const FULL_BYTES = 16 * MIB;
/** From it on the database is opened again. */
const ENOUGH_BYTES = 2 * FULL_BYTES;

/** How long a start waits for the lock: the process before may be ending. */
const LOCK_MS = 2_000;
const LOCK_RETRY_MS = 100;

/**
 * The file of an embedded database. Deno KV ends the whole process when its own thread fails to delete what has expired, at
 * opening and each minute: so whatever makes that fail is found before, and the database is closed then.
 */
export class DatabaseFile {
  #lock: Deno.FsFile | undefined;
  /** Device and inode of the opened file. */
  #identity: string | undefined;

  constructor(readonly path: string) {}

  /**
   * Keeps other servers away until this process ends. The lock is on a file beside the database: closing any descriptor of
   * the database would release SQLite's own locks.
   * @throws {StoreError} `in_use` if another process has it.
   */
  async lock(): Promise<void> {
    if (this.#lock) return;
    try {
      const file = await Deno.open(lockFile(this.path), { create: true, write: true });
      for (let waitedMs = 0; !await file.tryLock(true); waitedMs += LOCK_RETRY_MS) {
        if (waitedMs >= LOCK_MS) {
          file.close();
          throw new StoreError("in_use", this.path);
        }
        await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
      }
      this.#lock = file;
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  unlock(): void {
    this.#lock?.close();
    this.#lock = undefined;
  }

  /** How much the server's user may still write to the disk; undefined where Deno may not ask. */
  freeBytes(): number | undefined {
    try {
      // Before there is a database there is the lock.
      const { bavail, bsize } = statfsSync(this.#stat() ? this.path : lockFile(this.path));
      return bavail * bsize;
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.NotFound) return undefined;
      throw this.#errorOf(error);
    }
  }

  /**
   * Looks whether the database can be opened; a new one can be made where none was before. Takes about a second for 500 MB.
   * @throws {StoreError} if not.
   */
  check(): void {
    if ((this.freeBytes() ?? Infinity) < ENOUGH_BYTES) throw new StoreError("disk_full", this.path);
    try {
      const found = this.#stat();
      if (found === undefined) {
        if (this.#identity !== undefined) throw new StoreError("file_missing", this.path);
        return;
      }
      if (!found.isFile) throw new StoreError("no_file", this.path);
      this.#checkIdentity(found);
      // SQLite would take an empty file for a new database.
      if (found.size === 0) throw new StoreError("file_damaged", this.path);
      const database = new DatabaseSync(this.path);
      try {
        this.#checkContent(database);
      } finally {
        database.close();
      }
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  /** Whether another connection is writing, or would not let anybody write. */
  isLocked(): boolean {
    if (this.#stat() === undefined) return false;
    try {
      const database = new DatabaseSync(this.path);
      try {
        database.exec("BEGIN IMMEDIATE; ROLLBACK");
      } finally {
        database.close();
      }
      return false;
    } catch (error) {
      return storeReasonOf(error) === "file_locked";
    }
  }

  /** Whether all of it could be written once more. */
  hasSpaceTwice(): boolean {
    const free = this.freeBytes();
    return free === undefined || free > 2 * (this.#stat()?.size ?? 0) + ENOUGH_BYTES;
  }

  /** To be called when it has been opened, which may have made it. */
  noteOpened(): void {
    const found = this.#stat();
    if (found) this.#identity = identityOf(found);
  }

  /**
   * Looks whether the open database is still there, and has space. Returns how many bytes are free, as `freeBytes`.
   * @throws {StoreError} if not.
   */
  watch(): number | undefined {
    const found = this.#stat();
    if (found === undefined) throw new StoreError("file_missing", this.path);
    this.#checkIdentity(found);
    const freeBytes = this.freeBytes();
    if ((freeBytes ?? Infinity) < FULL_BYTES) throw new StoreError("disk_full", this.path);
    return freeBytes;
  }

  #stat(): Deno.FileInfo | undefined {
    try {
      return Deno.statSync(this.path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  #checkIdentity(found: Deno.FileInfo): void {
    if (this.#identity !== undefined && this.#identity !== identityOf(found)) {
      throw new StoreError("file_missing", this.path);
    }
  }

  #checkContent(database: DatabaseSync): void {
    const { quick_check: result } = database.prepare("PRAGMA quick_check(1)").get() as {
      quick_check: string;
    };
    if (result !== "ok") throw new StoreError("file_damaged", this.path, { cause: new Error(result) });
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
      .map(({ name }) => name);
    // None: the process that made the file was killed before it made them.
    if (tables.length === 0) return;
    if (!tables.includes("kv") || !tables.includes("data_version")) {
      throw new StoreError("file_damaged", this.path, { cause: new Error("no tables of Deno KV") });
    }
    // What Deno KV's thread does first, and a write even if nothing has expired.
    database.exec("BEGIN IMMEDIATE");
    database.prepare("DELETE FROM kv WHERE expiration_ms >= 0 AND expiration_ms <= ?").run(Date.now());
    database.exec("UPDATE data_version SET version = version; COMMIT");
  }

  #errorOf(error: unknown): unknown {
    if (error instanceof StoreError) return error;
    const reason: StoreReason | undefined = storeReasonOf(error);
    return reason === undefined ? error : new StoreError(reason, this.path, { cause: error });
  }
}

function identityOf({ dev, ino }: Deno.FileInfo): string {
  return `${dev}:${ino}`;
}
