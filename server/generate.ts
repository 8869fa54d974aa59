import { build, stop } from "esbuild";
import { ROOT } from "./root.ts";
import { collectClasses, ISLAND_CLASSES_FILE } from "./middlewares/styles.ts";

/** What islands are drawn with. */
const DRAWN_IN = ["islands", "views", "components"];

/** Writes what pages carry inline into `static/gen/`: the join page's script, and the classes of islands. */
export async function writeGenerated(target: string[]): Promise<void> {
  await Deno.mkdir(new URL("static/gen/", ROOT), { recursive: true });
  await writeIfChanged(ISLAND_CLASSES_FILE, JSON.stringify(islandClasses()));
  const { outputFiles } = await build({
    absWorkingDir: decodeURIComponent(ROOT.pathname),
    bundle: true,
    entryPoints: ["call/entry/join_page.ts"],
    format: "iife",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    target,
    write: false,
  });
  await stop();
  await writeIfChanged(new URL("static/gen/join.js", ROOT), outputFiles[0]!.text);
}

/** Development watches `static/`: what is as it was must not look new. */
async function writeIfChanged(file: URL, text: string): Promise<void> {
  try {
    if (await Deno.readTextFile(file) === text) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.writeTextFile(file, text);
}

/** Every class that an island can show, in a stable order. */
export function islandClasses(): string[] {
  const sources = DRAWN_IN.flatMap((folder) => sourcesIn(new URL(`${folder}/`, ROOT)));
  return [...new Set(sources.flatMap(collectClasses))].sort();
}

function sourcesIn(folder: URL): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    if (entry.isDirectory) return sourcesIn(new URL(`${entry.name}/`, folder));
    return entry.name.endsWith(".tsx") ? [Deno.readTextFileSync(new URL(entry.name, folder))] : [];
  });
}
