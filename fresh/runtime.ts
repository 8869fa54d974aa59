/** What pages and islands may import as "fresh/runtime", on the server. In the browser it is `runtime_client.ts`. */
import type { Snapshot } from "./build_cache.ts";
import { HASH_PARAM } from "./static_files.ts";

export { Head } from "./head.ts";

/** Is this code running in a browser? */
export const IS_BROWSER = false;

let files: Snapshot["files"] = {};

/** Tells `asset` of the files there are. */
export function setAssets(snapshot: Snapshot): void {
  files = snapshot.files;
}

/** The address of a static file that may be kept for ever: it names the file's content. */
export function asset(path: string): string {
  const file = files[path.replace(/[?#].*$/, "")];
  return file ? `${path}${path.includes("?") ? "&" : "?"}${HASH_PARAM}=${file.hash}` : path;
}
