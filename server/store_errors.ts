import { Refusal } from "./errors.ts";

/**
 * Why nothing can be stored, by the words of `/readyz`, the log and `/metrics`: what the operator is told about the database
 * called `place`, and what is to be done about it.
 */
const SENTENCES = {
  disk_full: (place: string) => `The disk of the database ${place} is full: free some space.`,
  disk_error: (place: string) =>
    `The disk of the database ${place} fails: look into the system's log (dmesg).`,
  read_only: (place: string) =>
    `The database ${place} cannot be written: give it and its directory to the server's user (chown), ` +
    "or mount its file system writable.",
  file_locked: (place: string) => `The database ${place} is locked by another program: end that one.`,
  file_damaged: (place: string) =>
    `The database ${place} is damaged, or was not made by this program; it was left as it is. ` +
    'Stop the server, restore a backup (docs/deploying.md, "Backups"), and start.',
  file_missing: (place: string) =>
    `The database ${place} is gone, or another file has taken its place while the server ran. ` +
    'Stop the server, put it back or restore a backup (docs/deploying.md, "Backups"), and start.',
  no_file: (place: string) => `The database ${place} cannot be a file: set KV_URL to one that can be made.`,
  in_use: (place: string) =>
    `The database ${place} is in use: stop the other server or "deno task rotate", ` +
    "or set KV_URL to another file.",
  data_version: (place: string) => `The database ${place} belongs to another version of this program.`,
  upgrading: (place: string) => `The data of the database ${place} are brought up to date for this version.`,
  unreachable: (place: string) => `Cannot open the database ${place}: it does not answer.`,
  stopping: () => "The server stops.",
};

export type StoreReason = keyof typeof SENTENCES;

/** How the server goes on by itself: it tries again, or it waits for the operator. All other reasons end a start. */
const GOES_ON: Partial<Record<StoreReason, "tries again" | "waits">> = {
  disk_full: "tries again",
  disk_error: "tries again",
  read_only: "tries again",
  file_locked: "tries again",
  upgrading: "tries again",
  // What has been replaced beside a running server may meet the write-ahead log of the former file.
  file_damaged: "waits",
  file_missing: "waits",
};

/** Nothing can be stored now; answered with `unavailable`. What else a call of the store throws is a defect. */
export class StoreError extends Refusal {
  /** For the operator: what is wrong, and what to do. */
  readonly sentence: string;

  constructor(readonly reason: StoreReason, place: string, { sentence, cause }: {
    /** In place of the reason's own. */
    sentence?: string;
    cause?: unknown;
  } = {}) {
    super("unavailable", {}, { cause });
    const seen = cause instanceof Error ? ` (${cause.message})` : "";
    this.sentence = (sentence ?? SENTENCES[reason](place)) + seen;
  }

  /** Whether a server starts, and answers with refusals. */
  get letsStart(): boolean {
    return this.reason in GOES_ON;
  }

  /** Whether opening again may help before the server is started anew. */
  get mayPass(): boolean {
    return GOES_ON[this.reason] !== "waits";
  }
}

/** Of SQLite's result codes, by their lowest byte. Source: sqlite.org/rescode.html. */
const REASON_OF_CODE: Readonly<Record<number, StoreReason>> = {
  3: "read_only",
  5: "file_locked",
  6: "file_locked",
  8: "read_only",
  10: "disk_error",
  11: "file_damaged",
  13: "disk_full",
  14: "disk_error",
  15: "file_locked",
  26: "file_damaged",
};

/**
 * Deno KV gives SQLite's messages, and no code. A wrong request of ours has other messages. Sources: `sqlite3ErrStr` in
 * SQLite's main.c; denokv_sqlite 0.14.0, backend.rs.
 */
const REASON_OF_MESSAGE: readonly (readonly [message: RegExp, reason: StoreReason])[] = [
  [/^database or disk is full/, "disk_full"],
  [/^(database is locked|database table is locked|locking protocol)/, "file_locked"],
  [/^(database disk image is malformed|file is not a database|no such table: )/, "file_damaged"],
  [/^(Query returned no rows|The value encoding \d+ is unknown)/, "file_damaged"],
  [
    /^(attempt to write a readonly database|Can not write to a read-only database|access permission denied)/,
    "read_only",
  ],
  [/^(Database is closed|Bad resource ID)/, "stopping"],
  [/^(disk I\/O error|unable to open database file|batch transaction failed)/, "disk_error"],
];

const REASON_OF_SYSTEM_CODE: Readonly<Record<string, StoreReason>> = {
  ENOSPC: "disk_full",
  EDQUOT: "disk_full",
  EROFS: "read_only",
  EIO: "disk_error",
  EACCES: "read_only",
  EPERM: "read_only",
  EISDIR: "no_file",
  ENOENT: "no_file",
  ENOTDIR: "no_file",
};

/** Why the store fails, by what Deno KV, `node:sqlite` or the file system has thrown; undefined for a defect. */
export function storeReasonOf(error: unknown): StoreReason | undefined {
  if (error instanceof StoreError) return error.reason;
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === "number") return REASON_OF_CODE[errcode & 0xff];
  return REASON_OF_SYSTEM_CODE[String(code)] ??
    REASON_OF_MESSAGE.find(([message]) => message.test(error.message))?.[1];
}
