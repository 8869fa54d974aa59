/** A package that deno.lock names. */
export interface LockedPackage {
  /** As the lockfile names it, with the peers that it was resolved with. */
  key: string;
  name: string;
  version: string;
  /** Like "sha512-…", in Base64. */
  integrity: string;
  /** Keys of the packages that it depends on. */
  dependsOn: string[];
}

interface Lockfile {
  version: string;
  npm: Record<string, { integrity: string; dependencies?: string[]; optionalDependencies?: string[] }>;
  specifiers: Record<string, string>;
  workspace: { dependencies: string[] };
  jsr?: unknown;
  remote?: unknown;
}

/** Reads a deno.lock: every npm package, and the keys of those that the project names itself. @throws {Error} if it has others. */
export function readLockfile(text: string): { packages: LockedPackage[]; direct: string[] } {
  const { version, npm, specifiers, workspace, jsr, remote } = JSON.parse(text) as Lockfile;
  if (version !== "5" || jsr !== undefined || remote !== undefined) {
    throw new Error("deno.lock is of another version, or names something besides npm packages");
  }
  const keys = Object.keys(npm);
  const keyOf = (dependency: string): string => {
    // A dependency is named in full only where there are several versions of it.
    const found = keys.filter((key) => key === dependency || key.startsWith(`${dependency}@`));
    const [key] = found;
    if (key === undefined || found.length > 1) throw new Error(`deno.lock does not say which ${dependency}`);
    return key;
  };
  const packages = keys.map((key) => {
    const { integrity, dependencies = [], optionalDependencies = [] } = npm[key]!;
    const [, name, number] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
    const dependsOn = [...new Set([...dependencies, ...optionalDependencies].map(keyOf))].sort();
    return { key, name: name!, version: number!, integrity, dependsOn };
  });
  const direct = workspace.dependencies.map((specifier) => {
    const name = specifier.replace(/^npm:/, "").replace(/(?<=.)@[^@]*$/, "");
    return `${name}@${specifiers[specifier]}`;
  });
  const missing = direct.find((key) => !keys.includes(key));
  if (missing !== undefined) throw new Error(`deno.lock lacks ${missing}`);
  return { packages, direct };
}
