// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno task advisories`: asks the npm registry whether something is known against a package of deno.lock. Ends with 0 if there
 * is nothing, with 1 if there is, and with 2 if it cannot ask.
 */
import { affectedPackages, NoRegistry, registryOf } from "./release/advisories.ts";
import { readLockfile } from "./release/lockfile.ts";

const root = import.meta.dirname!;
const { packages, direct } = readLockfile(await Deno.readTextFile(`${root}/deno.lock`));
const named = packages.find(({ key }) => key === direct[0])!;
try {
  const affected = await affectedPackages(await registryOf(root, named), packages);
  for (const { name, version, advisory: { severity, title, url } } of affected) {
    console.log(`${name} ${version}: ${severity}: ${title} (${url})`);
  }
  console.log(
    affected.length === 0
      ? `Nothing is known against the ${packages.length} packages of deno.lock.`
      : `${affected.length} advisories apply to packages of deno.lock.`,
  );
  Deno.exit(affected.length === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof NoRegistry)) throw error;
  console.error(`Cannot ask for advisories: ${error.message}. Nothing was checked.`);
  Deno.exit(2);
}
