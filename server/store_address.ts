import type { Config } from "./config.ts";

/** Whether an address of KV_URL is that of a server which speaks KV Connect. */
export function isServer(kvUrl: string): boolean {
  return /^https?:/i.test(kvUrl);
}

/** How sentences name the database: without what may be secret in its address. */
export function placeOf({ kvUrl }: Pick<Config, "kvUrl">): string {
  return kvUrl === undefined ? "of the platform" : isServer(kvUrl) ? new URL(kvUrl).origin : kvUrl;
}

/** Opens the database; makes a file's directory where that is allowed. */
export async function openKv(url: string | undefined): Promise<Deno.Kv> {
  if (url === undefined || isServer(url)) return await Deno.openKv(url);
  const directory = url.replace(/[^/\\]*$/, "");
  if (directory !== "" && await mayWrite(directory)) await Deno.mkdir(directory, { recursive: true });
  return await Deno.openKv(url);
}

/** False under `launch.ts`: it has made the directory, and allows the file alone. */
async function mayWrite(directory: string): Promise<boolean> {
  return (await Deno.permissions.query({ name: "write", path: directory })).state === "granted";
}

/** All errors of a KV Connect server but that of a request which it finds malformed: that one is a defect, like a TypeError. */
export function isServerLost(error: unknown): boolean {
  if (error instanceof Deno.errors.BadResource) return true;
  if (error instanceof TypeError || error instanceof RangeError) return false;
  return !(error instanceof Error && /\(status=4(?!01|03)\d\d\b/.test(error.message));
}
