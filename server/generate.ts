import { build, stop } from "esbuild";
import { INLINE_SCRIPTS } from "./inline_script.ts";
import { collectClasses, ISLAND_CLASSES } from "./stylesheet.ts";

/** The folders whose components islands can show. */
const COMPONENT_FOLDERS = ["islands", "views", "components"];

/** Writes what pages carry inline into `static/gen/`: their scripts, and the classes of islands. */
export async function writeGenerated(root: string, target: string[]): Promise<void> {
  await Deno.mkdir(`${root}/static/gen`, { recursive: true });
  await writeIfChanged(`${root}/${ISLAND_CLASSES}`, JSON.stringify(islandClasses(root)));
  const { outputFiles } = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: INLINE_SCRIPTS,
    outdir: "static/gen",
    format: "iife",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    target,
    write: false,
  });
  await stop();
  for (const { path, text } of outputFiles) await writeIfChanged(path, text);
}

/** Writes a file unless it has this text: `deno task dev` starts again when a file is written. */
export async function writeIfChanged(file: string, text: string): Promise<void> {
  try {
    if (await Deno.readTextFile(file) === text) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.writeTextFile(file, text);
}

/** Every class that an island can show, sorted. */
function islandClasses(root: string): string[] {
  const sources = COMPONENT_FOLDERS.flatMap((folder) => sourcesIn(`${root}/${folder}`));
  return [...new Set(sources.flatMap(collectClasses))].sort();
}

function sourcesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return sourcesIn(`${folder}/${name}`);
    return name.endsWith(".tsx") ? [Deno.readTextFileSync(`${folder}/${name}`)] : [];
  });
}
