import { createHash } from "node:crypto";

/** What a build writes last: once it is there, the build is whole. */
export const LAST_BUILT = "_fresh/hashes.txt";

/** Folders and files that a build is made of. `fresh` and `deno.lock` are absent where upstream's Fresh is used. */
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
/** Made by the build itself. */
const GENERATED = "static/gen";

/** Whether there is no whole build, or a source has changed after it. */
export function isStale(root: string): boolean {
  const builtAtMs = statOf(`${root}/${LAST_BUILT}`)?.mtime?.getTime();
  if (builtAtMs === undefined) return true;
  const isNewer = (path: string): boolean => {
    if (path === GENERATED) return false;
    const info = statOf(`${root}/${path}`);
    if (!info) return false;
    if ((info.mtime?.getTime() ?? Infinity) > builtAtMs) return true;
    return info.isDirectory &&
      [...Deno.readDirSync(`${root}/${path}`)].some(({ name }) => isNewer(`${path}/${name}`));
  };
  return SOURCES.some(isNewer);
}

/** SHA-256 of all sources, in hexadecimal digits: the same in every folder and on every machine. */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash("sha256");
  const add = async (path: string): Promise<void> => {
    if (path === GENERATED) return;
    const info = statOf(`${root}/${path}`);
    if (!info) return;
    if (!info.isDirectory) {
      hash.update(`${path}\0${info.size}\0`).update(await Deno.readFile(`${root}/${path}`));
      return;
    }
    const names = [...Deno.readDirSync(`${root}/${path}`)].map(({ name }) => name).sort();
    for (const name of names) await add(`${path}/${name}`);
  };
  for (const source of SOURCES) await add(source);
  return hash.digest("hex");
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
