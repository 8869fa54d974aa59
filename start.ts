/**
 * Serves the app that `dev.ts build` has built, by the HOST, PORT and TLS of its configuration. `deno task start` runs it by
 * `launch.ts`, with the permissions that this needs; Deno Deploy runs it alone.
 * `deno serve _fresh/server.js` serves it as well, by options of its own.
 */
import type { Program } from "./server/start.ts";

// Not a literal: the types are checked without a build, too.
const built = new URL("./_fresh/server.js", import.meta.url).href;
const server: { default: { fetch: Program } } = await import(built);
await server.default.fetch.start();
