/** What the generated `_fresh/server.js` imports. */
export { setBuildCache } from "./app.ts";
export { BuildCache, type Manifest, type Snapshot } from "./build_cache.ts";
export { setAssets } from "./runtime.ts";
