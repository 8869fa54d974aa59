/** What a build writes last: once it is there, the build is whole. */
export const LAST_BUILT = "_fresh/hashes.txt";

/** Folders and files that a build is made of. */
export const SOURCES = [
  "browser",
  "call",
  "components",
  "e2ee",
  "fresh",
  "i18n",
  "islands",
  "kv",
  "practice",
  "release",
  "routes",
  "server",
  "static",
  "views",
  "wire",
  "deno.json",
  "deno.lock",
  "dev.ts",
  "fresh.gen.ts",
  "main.ts",
];

/** Is there no whole build, or has anything changed since, of which it is made? */
export function isStale(root: string): boolean {
  try {
    const builtAtMs = Deno.statSync(`${root}/${LAST_BUILT}`).mtime?.getTime() ?? 0;
    const isNewer = (path: string): boolean => {
      if (path === `${root}/static/gen`) return false; // made by the build itself
      const { mtime, isDirectory } = Deno.statSync(path);
      if ((mtime?.getTime() ?? Infinity) > builtAtMs) return true;
      return isDirectory && [...Deno.readDirSync(path)].some(({ name }) => isNewer(`${path}/${name}`));
    };
    return SOURCES.some((name) => isNewer(`${root}/${name}`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}
