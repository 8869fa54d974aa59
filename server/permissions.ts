import type { Config } from "./config.ts";
import { FOREIGN_NAMES, NAMES } from "./environment.ts";

/** What saves memory: docs/deploying.md, "One machine". */
const MEMORY_FLAGS = ["--no-code-cache", "--v8-flags=--optimize-for-size"];

/** What the server never does: `--no-prompt` refuses the rest, and these say so. */
const NEVER = ["--no-prompt", "--cached-only", "--deny-run", "--deny-ffi", "--deny-import"];

/**
 * Deno's own client of a KV Connect server goes on with calls that nobody waits for any more, and writes a line for each of its
 * tries. Whether the database answers, `Store` says.
 */
export const SERVER_VARIABLES = { DENO_LOG: "info,denokv_remote=off" };

type Reach = Pick<Config, "host" | "port" | "kvUrl" | "kvHosts" | "tls">;

/**
 * Deno's arguments for a server with this configuration, with the narrowest permissions that pass a whole consultation: it
 * listens on its address, reads the build, its database and its certificate, writes its database and the lock beside it, asks
 * for the space on its disk, and reads the variables that it knows.
 * @param root The checkout's directory, absolute.
 */
export function serverArguments(config: Reach, root: string): string[] {
  const database = databaseFile(config);
  const reads = [
    `${root}/_fresh`,
    `${root}/static`,
    ...database === undefined ? [] : [database, lockFile(database)],
    ...config.tls ? [config.tls.certFile, config.tls.keyFile] : [],
  ];
  return [
    "run",
    ...MEMORY_FLAGS,
    ...NEVER,
    `--allow-net=${[hostPort(config.host, config.port), ...kvServers(config)].join(",")}`,
    `--allow-env=${[...NAMES, ...FOREIGN_NAMES].join(",")}`,
    `--allow-read=${reads.map(escaped).join(",")}`,
    ...database === undefined ? ["--deny-sys"] : [
      `--allow-write=${[database, lockFile(database)].map(escaped).join(",")}`,
      "--allow-sys=statfs",
    ],
    `${root}/start.ts`,
  ];
}

/** The file of the database; undefined if it is none. */
export function databaseFile({ kvUrl }: Pick<Config, "kvUrl">): string | undefined {
  return kvUrl === undefined || kvUrl === ":memory:" || isKvServer(kvUrl) ? undefined : kvUrl;
}

/** Whoever has it locked uses the database alone. */
export function lockFile(database: string): string {
  return `${database}.lock`;
}

function isKvServer(kvUrl: string): boolean {
  return /^https?:/i.test(kvUrl);
}

function kvServers({ kvUrl, kvHosts }: Reach): readonly string[] {
  if (kvUrl === undefined || !isKvServer(kvUrl)) return [];
  const { protocol, hostname, port } = new URL(kvUrl);
  return [`${hostname}:${port || (protocol === "https:" ? 443 : 80)}`, ...kvHosts];
}

function hostPort(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** A comma separates paths; a doubled one belongs to the path. */
function escaped(path: string): string {
  return path.replaceAll(",", ",,");
}
