/** The import graph of this checkout: which files a file imports, as paths from the project's root. */

/** A file's text without its comments. */
export function codeOf(file: string): string {
  return Deno.readTextFileSync(file).replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/.*$/gm, "");
}

/** The project's files that a file imports, types included. */
export function importsOf(file: string): string[] {
  return targetsIn(codeOf(file), file);
}

/** The project's files that run when a file runs: without `import type` and `export type`. */
export function runtimeImportsOf(file: string): string[] {
  return targetsIn(codeOf(file).replaceAll(/\b(?:import|export) type\b[^;]*?\bfrom "[^"]+"/g, ""), file);
}

/** All files that a file brings with it when it runs, itself included. */
export function runtimeClosureOf(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const target of runtimeImportsOf(file)) {
    if (/\.tsx?$/.test(target) && exists(target)) runtimeClosureOf(target, known);
  }
  return known;
}

/** All TypeScript files below a folder. */
export function sourceFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  }).sort();
}

/** False for what only looks like an import: a program's text within a test. */
function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function targetsIn(code: string, file: string): string[] {
  const base = new URL(file, "file:///");
  return [...code.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)]
    .map((match) => decodeURIComponent(new URL(match[1]!, base).pathname.slice(1)));
}
