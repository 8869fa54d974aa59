import { build, stop } from "esbuild";
import { collectClasses, ISLAND_CLASSES_FILE } from "./styles.ts";

const ROOT = new URL("../", import.meta.url);
/** What islands are drawn with. */
const DRAWN_IN = ["islands", "components"];

/** Writes what pages carry inline into `static/gen/`: the join page's script, and the classes of islands. */
export async function writeGenerated(target: string[]): Promise<void> {
  await Deno.mkdir(new URL("static/gen/", ROOT), { recursive: true });
  await Deno.writeTextFile(ISLAND_CLASSES_FILE, JSON.stringify(islandClasses()));
  await build({
    absWorkingDir: decodeURIComponent(ROOT.pathname),
    bundle: true,
    entryPoints: ["call/join_page.ts"],
    format: "iife",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    outfile: "static/gen/join.js",
    target,
  });
  await stop();
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
