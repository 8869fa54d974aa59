/**
 * Stands in for jsr:@deno/esbuild-plugin where JSR cannot be reached: `tests/upstream.ts` links it into its copy of the
 * checkout. Resolves what Fresh bundles for browsers as Deno does, by `deno info`, and leaves npm packages to esbuild.
 */
import type { OnResolveResult, Plugin } from "esbuild";

/** The part of `deno info --json` that is read. */
interface Graph {
  modules: { specifier: string; dependencies?: { specifier: string; code?: { specifier?: string } }[] }[];
  redirects: Record<string, string>;
}

/** Upstream's options concern Deno's loader, which has no part in this. */
export function denoPlugin(_options: unknown): Plugin {
  return {
    name: "deno",
    async setup(build) {
      const { entryPoints = {}, absWorkingDir = Deno.cwd() } = build.initialOptions;
      const entries = Object.values(entryPoints as Record<string, string>).map(urlOf);
      const graph = await graphOf(entries, absWorkingDir);
      build.onResolve({ filter: /.*/ }, async ({ path, importer, kind, pluginData }) => {
        if (pluginData === "npm") return undefined;
        if (kind === "entry-point") return { path: pathOf(urlOf(path)) };
        const url = graph.get(`${urlOf(importer)} ${path}`);
        if (url?.startsWith("file:")) return { path: pathOf(url) };
        // Packages refer to each other; whatever else is none of Deno's files is a package in node_modules.
        const isOfPackage = importer.includes("/node_modules/");
        if (isOfPackage) return undefined;
        return await build.resolve(path, {
          kind,
          resolveDir: absWorkingDir,
          pluginData: "npm",
        }) as OnResolveResult;
      });
    },
  };
}

/** By importer and specifier: the URL that Deno resolves it to. */
async function graphOf(entries: string[], cwd: string): Promise<Map<string, string>> {
  const all = await Deno.makeTempFile({ dir: cwd, prefix: ".entries-", suffix: ".ts" });
  try {
    await Deno.writeTextFile(all, entries.map((url) => `import ${JSON.stringify(url)};`).join("\n"));
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", all],
      cwd,
    }).output();
    if (!success) throw new Error(`Cannot resolve the islands: ${new TextDecoder().decode(stderr)}`);
    const { modules, redirects } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
    const resolved = new Map<string, string>();
    for (const { specifier: importer, dependencies = [] } of modules) {
      for (const { specifier, code } of dependencies) {
        const url = code?.specifier;
        if (url !== undefined) resolved.set(`${importer} ${specifier}`, redirects[url] ?? url);
      }
    }
    return resolved;
  } finally {
    await Deno.remove(all);
  }
}

function urlOf(path: string): string {
  return path.startsWith("file:") ? path : `file://${path.split("/").map(encodeURIComponent).join("/")}`;
}

function pathOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}
