import type { LockedPackage } from "./lockfile.ts";

/** How long the registry may take. */
const ANSWER_MS = 30_000;

/** A known weakness of a package, as the registry tells it. */
interface Advisory {
  title: string;
  severity: string;
  url: string;
  /** Ranges of versions, like "<2.3.1 || >=3.0.0 <3.1.2". */
  vulnerable_versions: string;
}

/** A locked package, and an advisory that its version is subject to. */
interface Affected {
  name: string;
  version: string;
  advisory: Advisory;
}

/** The registry cannot be asked; the message says why. */
export class NoRegistry extends Error {
  override readonly name = "NoRegistry";
}

/**
 * The registry's address as Deno takes it: from NPM_CONFIG_REGISTRY, an .npmrc, or its own default.
 * @param direct A package that the project names: Deno would add another to the lockfile.
 */
export async function registryOf(root: string, direct: LockedPackage): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--frozen", "--json", `npm:${direct.name}@${direct.version}`],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const address = /"registryUrl": "([^"]+)"/.exec(new TextDecoder().decode(stdout))?.[1];
  if (address === undefined) throw new NoRegistry("Deno does not say which registry it uses");
  return address;
}

/**
 * Asks a registry for advisories, as `npm audit` does: it learns names and versions.
 * @throws {NoRegistry} if it cannot be reached, or does not answer such questions.
 */
export async function affectedPackages(
  registry: string,
  packages: readonly LockedPackage[],
): Promise<Affected[]> {
  const versions = Map.groupBy(packages, ({ name }) => name);
  const asked = Object.fromEntries(
    [...versions].map(([name, each]) => [name, [...new Set(each.map(({ version }) => version))]]),
  );
  const told = await ask(`${registry.replace(/\/*$/, "")}/-/npm/v1/security/advisories/bulk`, asked);
  return Object.entries(asked).flatMap(([name, versions]) =>
    versions.flatMap((version) =>
      (told[name] ?? []).filter(({ vulnerable_versions: range }) => isInRange(version, range))
        .map((advisory) => ({ name, version, advisory }))
    )
  );
}

async function ask(url: string, asked: Record<string, string[]>): Promise<Record<string, Advisory[]>> {
  const { host } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch (error) {
    throw new NoRegistry(`${host} cannot be reached: ${error instanceof Error ? error.message : error}`);
  }
  const text = await response.text();
  if (!response.ok) throw new NoRegistry(`${host} answers with ${response.status}`);
  const told = parse(text);
  if (told === undefined) throw new NoRegistry(`${host} answers with something else than advisories`);
  return told;
}

function parse(text: string): Record<string, Advisory[]> | undefined {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof told !== "object" || told === null || Array.isArray(told)) return undefined;
  const isAdvisory = (each: unknown) =>
    typeof each === "object" && each !== null &&
    ["title", "severity", "url", "vulnerable_versions"].every((name) =>
      typeof (each as Record<string, unknown>)[name] === "string"
    );
  return Object.values(told).every((list) => Array.isArray(list) && list.every(isAdvisory))
    ? told as Record<string, Advisory[]>
    : undefined;
}

/**
 * Whether a version is in one of the ranges of an advisory. These have comparators alone ("<2.3.1", ">=3.0.0 <3.1.2", "*"); what
 * is none counts as a hit, so that nothing is overlooked.
 */
export function isInRange(version: string, ranges: string): boolean {
  return ranges.split("||").some((range) => {
    const comparators = range.trim().replace(/([<>=]) +/g, "$1").split(/[\s,]+/).filter(Boolean);
    return comparators.every((comparator) => {
      const [, operator = "", other] = /^(<=|>=|<|>|=)?v?(\d+\.\d+\.\d+(?:[-+].*)?)$/.exec(comparator) ?? [];
      if (other === undefined) return true;
      const order = compareVersions(version, other);
      if (operator === "<") return order < 0;
      if (operator === "<=") return order <= 0;
      if (operator === ">") return order > 0;
      return operator === ">=" ? order >= 0 : order === 0;
    });
  });
}

/** Negative if the first is older. Source: Semantic Versioning 2.0.0, section 11. */
function compareVersions(one: string, other: string): number {
  const [[numbers, pre], [otherNumbers, otherPre]] = [one, other].map((version) => {
    const [, core = "", tag = ""] = /^([\d.]+)(?:-([^+]+))?/.exec(version) ?? [];
    return [core.split("."), tag === "" ? [] : tag.split(".")] as const;
  }) as [readonly [string[], string[]], readonly [string[], string[]]];
  const byNumber = compareIdentifiers(numbers, otherNumbers);
  if (byNumber !== 0) return byNumber;
  // A release is newer than what came before it.
  if (pre.length === 0 || otherPre.length === 0) return otherPre.length - pre.length;
  return compareIdentifiers(pre, otherPre);
}

function compareIdentifiers(ones: readonly string[], others: readonly string[]): number {
  for (let at = 0; at < Math.min(ones.length, others.length); at++) {
    const [one, other] = [ones[at]!, others[at]!];
    const [isNumber, isOtherNumber] = [one, other].map((text) => /^\d+$/.test(text));
    if (isNumber && isOtherNumber) {
      if (Number(one) !== Number(other)) return Number(one) - Number(other);
    } else if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    else if (one !== other) return one < other ? -1 : 1;
  }
  return ones.length - others.length;
}
