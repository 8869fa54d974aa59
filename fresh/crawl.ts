/** Finds the files in `routes/` and `islands/`. */

/** The paths of all route and island modules, each below its folder, sorted. */
export function crawl(root: string): { routes: string[]; islands: string[] } {
  const modules = (folder: string) =>
    filesBelow(`${root}/${folder}`).filter((file) => /\.tsx?$/.test(file) && !/[._]test\.tsx?$/.test(file));
  return { routes: modules("routes"), islands: modules("islands") };
}

/** The text of a module in `_fresh/` that imports all of them, and has them as `manifest`. */
export function manifestSource(root: string): string {
  const { routes, islands } = crawl(root);
  const json = JSON.stringify;
  return [
    ...routes.map((file, i) => `import * as route${i} from ${json(`../routes/${file}`)};`),
    ...islands.map((file, i) => `import * as island${i} from ${json(`../islands/${file}`)};`),
    "const manifest = {",
    "  routes: [",
    ...routes.map((file, i) => `    { path: ${json(withoutExtension(file))}, module: route${i} },`),
    "  ],",
    "  islands: [",
    ...islands.map((file, i) => `    { name: ${json(nameOf(file))}, module: island${i} },`),
    "  ],",
    "};",
  ].join("\n");
}

/** The name of an island in the browser: "practice/SignIn.tsx" → "practice_SignIn". */
export function nameOf(file: string): string {
  return withoutExtension(file).replaceAll("/", "_");
}

export function withoutExtension(file: string): string {
  return file.replace(/\.tsx?$/, "");
}

/** The paths of all files below a directory, sorted, without hidden ones; `.well-known` is none. Empty if it does not exist. */
export function filesBelow(directory: string, prefix = ""): string[] {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(directory)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const isShown = ({ name }: Deno.DirEntry) => !name.startsWith(".") || name === ".well-known";
  return entries.filter(isShown).flatMap(({ name, isDirectory }) => {
    const path = `${prefix}${name}`;
    return isDirectory ? filesBelow(`${directory}/${name}`, `${path}/`) : [path];
  }).sort();
}
