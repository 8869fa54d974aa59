/** "fresh/runtime" on the server; in the browser it is `runtime_client.ts`. */
import type { Snapshot } from "./build_cache.ts";
import { HASH_PARAM } from "./static_files.ts";

export { Head } from "./head.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER = false;

let files: Snapshot["files"] = {};

/** Tells `asset` which files there are. */
export function setAssets(snapshot: Snapshot): void {
  files = snapshot.files;
}

/** The URL of a static file with the hash of its content, so that it may be cached for ever. */
export function asset(path: string): string {
  const file = files[path.replace(/[?#].*$/, "")];
  return file ? `${path}${path.includes("?") ? "&" : "?"}${HASH_PARAM}=${file.hash}` : path;
}
