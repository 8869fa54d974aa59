/** The text of `fresh.gen.ts`: a module with all files in `routes/`, by their path there without the extension. */
export function manifestText(root: string): string {
  const files = routeFiles(`${root}/routes`);
  const lines = [
    "// Written by dev.ts: every file in routes/. Committed, so that a checkout type-checks as it is.",
    ...files.map((file, i) => `import * as route${i} from "./routes/${file}";`),
    "",
    "export default {",
    "  routes: [",
    ...files.map((file, i) => `    { path: "${file.replace(/\.tsx?$/, "")}", module: route${i} },`),
    "  ],",
    "};",
  ];
  return lines.join("\n") + "\n";
}

/** The paths of all modules below a folder, sorted; tests and hidden files are left out. */
function routeFiles(folder: string, prefix = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    // The one hidden folder that the web knows (RFC 8615).
    if (name.startsWith(".") && name !== ".well-known") return [];
    if (isDirectory) return routeFiles(`${folder}/${name}`, `${prefix}${name}/`);
    return /\.tsx?$/.test(name) && !/[._]test\.tsx?$/.test(name) ? [prefix + name] : [];
  }).sort();
}
