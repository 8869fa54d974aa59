/** Which files Deno Deploy gets of a project, and how it builds and starts it. */

/** The "deploy" field of deno.json. Source: Deno Deploy's documentation, "Builds". */
interface DeployConfig {
  install: string;
  build: string;
  runtime: { entrypoint: string; cwd?: string };
  /** Files that are not uploaded, besides what `.gitignore` names. */
  exclude?: string[];
}

/** @throws {TypeError} if deno.json does not say how to build and start. */
export async function readDeployConfig(root: string): Promise<DeployConfig> {
  const { deploy } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`)) as {
    deploy?: Partial<DeployConfig>;
  };
  const { install, build, runtime } = deploy ?? {};
  if (install === undefined || build === undefined || runtime?.entrypoint === undefined) {
    throw new TypeError(`Cannot read "deploy" in deno.json: it needs install, build and runtime.entrypoint`);
  }
  return { ...deploy, install, build, runtime };
}

/** Files that must never leave this machine: databases, keys, variables. */
const SECRET = /(^|\/)\.env(\.|$)|\.(sqlite3?|db|pem|key|p12)(-\w+)?$/i;

/**
 * The files that `deno deploy` uploads, sorted: everything below the root but `.git`, `node_modules`, what a `.gitignore`
 * names, and what deno.json excludes, for all tools or for the deployment. Source: the command's documentation (and its
 * behaviour in 2026: it goes by `.gitignore`, whether or not a file is tracked).
 */
export async function filesToUpload(root: string): Promise<string[]> {
  const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`)) as {
    exclude?: string[];
    deploy?: { exclude?: string[] };
  };
  // Paths in deno.json start at the file, with or without a slash.
  const excluded = [...config.exclude ?? [], ...config.deploy?.exclude ?? []]
    .map((path) => parsePattern(`/${path.replace(/^(\.?\/)+/, "")}`, ""));
  const files: string[] = [];
  const walk = async (folder: string, inherited: readonly Pattern[]): Promise<void> => {
    const patterns = [...inherited, ...await readIgnoreFile(root, folder)];
    const entries = await Array.fromAsync(Deno.readDir(`${root}/${folder}`));
    for (const entry of entries) {
      const path = `${folder}${entry.name}`;
      if (entry.name === ".git" || entry.name === "node_modules") continue;
      if (isIgnored(path, entry.isDirectory, patterns) || isIgnored(path, entry.isDirectory, excluded)) {
        continue;
      }
      if (entry.isDirectory) await walk(`${path}/`, patterns);
      else if (entry.isFile) files.push(path);
    }
  };
  await walk("", []);
  return files.sort();
}

/** The files that must not be uploaded. */
export function secretsAmong(files: readonly string[]): string[] {
  return files.filter((file) => SECRET.test(file));
}

interface Pattern {
  test: RegExp;
  onlyFolders: boolean;
  /** The line begins with `!`: includes again what an earlier pattern has excluded. */
  isNegated: boolean;
}

async function readIgnoreFile(root: string, folder: string): Promise<Pattern[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${root}/${folder}.gitignore`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return text.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => parsePattern(line, folder));
}

/** One line of a `.gitignore` in a folder. Source: gitignore(5), "Pattern format". */
function parsePattern(line: string, folder: string): Pattern {
  const isNegated = line.startsWith("!");
  const pattern = line.slice(isNegated ? 1 : 0).replace(/^\\(?=[!#])/, "");
  const onlyFolders = pattern.endsWith("/");
  const body = onlyFolders ? pattern.slice(0, -1) : pattern;
  // A slash at the begin or in the middle ties the pattern to its folder.
  const isTied = body.includes("/");
  const source = body.replace(/^\//, "").replace(
    /\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]]+\]|[.+^${}()|\\[\]]/g,
    (part) =>
      part === "**/"
        ? "(?:.*/)?"
        : part === "/**"
        ? "/.*"
        : part.startsWith("*")
        ? "[^/]*"
        : part === "?"
        ? "[^/]"
        : part.length > 1
        ? part.replace("[!", "[^")
        : `\\${part}`,
  );
  const base = folder.replace(/[.+*?^${}()|\\[\]]/g, "\\$&");
  return { test: new RegExp(`^${base}${isTied ? "" : "(?:.*/)?"}${source}$`), onlyFolders, isNegated };
}

/** The last matching pattern decides. */
function isIgnored(path: string, isFolder: boolean, patterns: readonly Pattern[]): boolean {
  const last = patterns.findLast(({ test, onlyFolders }) => (isFolder || !onlyFolders) && test.test(path));
  return last !== undefined && !last.isNegated;
}
