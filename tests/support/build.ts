import { LAST_BUILT } from "../../release/sources.ts";

/** Where the build puts what browsers load. */
export const BUILT_SCRIPTS = "_fresh/static";

/** @throws {Error} a sentence that says how to build, if nothing is built here. */
export function requireBuild(): void {
  try {
    Deno.statSync(LAST_BUILT);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    const error = new Error("There is no build here, and this test needs one: run `deno task build` first.");
    error.stack = error.message; // the sentence is all that helps; a trace would only hide it
    throw error;
  }
}

/** The size of a script as it is served with gzip: the build packs what gains by it. */
export function gzipBytes(name: string): number {
  try {
    return Deno.statSync(`${BUILT_SCRIPTS}/${name}.gz`).size;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return Deno.statSync(`${BUILT_SCRIPTS}/${name}`).size;
  }
}
