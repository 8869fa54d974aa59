import { resolve } from "node:path";
import type { Metafile, Plugin } from "esbuild";

type Modules = Metafile["inputs"];

/**
 * esbuild puts modules into the same file if the same entries need them, and everything that is imported dynamically is an
 * entry, too: many small files, which compress badly. So modules are told to import what their page has loaded anyway.
 * Changes no page's order or contents: by path relative to the root, the paths that the module imports besides its own.
 */
export function loadedModules(modules: Modules, runtime: string, islands: string[]): Map<string, string[]> {
  const pages = new Map(islands.map((island) => [island, staticImports(modules, island)]));
  const common = inAll([...pages.values()]);
  const also = new Map<string, string[]>([[runtime, common]]);
  for (const island of islands) also.set(island, [runtime]);
  for (const [later, users] of laterModules(modules, islands)) {
    const mayImport = (path: string) => path !== later && !staticImports(modules, path).has(later);
    const loaded = inAll(users.map((island) => pages.get(island)!));
    also.set(later, [runtime, ...loaded.filter(mayImport)]);
  }
  return new Map([...also].map(([path, paths]) => [path, [...paths].sort()]));
}

/** Adds imports to modules, all paths relative to the root. */
export function importsToo(root: string, also: Map<string, string[]>): Plugin {
  const absolute = new Map([...also].map(([path, paths]) => [
    resolve(root, path),
    paths.map((other) => `\nimport ${JSON.stringify(resolve(root, other))};`).join(""),
  ]));
  return {
    name: "imports-too",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const imports = absolute.get(path);
        if (!imports) return undefined;
        return {
          contents: await Deno.readTextFile(path) + imports,
          loader: path.endsWith("x") ? "tsx" : "ts",
        };
      });
    },
  };
}

/** A module and all that it brings with it. */
function staticImports(modules: Modules, path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const item of modules[path]!.imports) {
    if (item.kind !== "dynamic-import" && modules[item.path]) staticImports(modules, item.path, found);
  }
  return found;
}

/** The modules that are imported dynamically, by path, with the islands in whose pages that may happen. */
function laterModules(modules: Modules, islands: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const island of islands) {
    const known = new Set<string>();
    const open = [island];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (known.has(path)) continue;
      known.add(path);
      for (const item of modules[path]!.imports) {
        if (!modules[item.path]) continue;
        open.push(item.path);
        const users = found.get(item.path) ?? [];
        if (item.kind === "dynamic-import" && !users.includes(island)) {
          found.set(item.path, [...users, island]);
        }
      }
    }
  }
  return found;
}

function inAll(sets: Set<string>[]): string[] {
  return [...sets[0] ?? []].filter((path) => sets.every((set) => set.has(path)));
}
