// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno task test:upstream [--fresh CHECKOUT --std CHECKOUT] [PATHS]`: runs the tests on upstream's Fresh, in a copy of this
 * checkout without `fresh/`. Upstream comes from JSR; where that cannot be reached, name checkouts of
 * github.com/denoland/fresh and github.com/denoland/std. PATHS are paths below tests/, as for `deno task test`; by default
 * those that touch the framework. Left out are tests of modules in `fresh/`, and that of the house.
 */
import { parseArgs } from "node:util";

const UPSTREAM = "jsr:@fresh/core@^2.3.3";
const LEFT_OUT = /^(fresh|tests\/fresh\/own)\/|^tests\/house_test\.ts$|^deno\.lock$/;
const DEFAULT_PATHS = ["tests/fresh", "tests/server", "tests/api", "tests/e2e"];
/** Where the copy has its stand-in for the one package of JSR that is not in these checkouts. */
const PLUGIN_FOLDER = ".upstream/esbuild_plugin";

const { values: { fresh, std }, positionals: paths } = parseArgs({
  options: { fresh: { type: "string" }, std: { type: "string" } },
  allowPositionals: true,
});
if ((fresh === undefined) !== (std === undefined)) {
  console.error("--fresh and --std need each other: two checkouts.");
  Deno.exit(2);
}
const links = fresh !== undefined && std !== undefined ? [checkoutOf(fresh), checkoutOf(std)] : [];

const copy = await Deno.makeTempDir({ prefix: "vieraugen-upstream-" });
let code = 1;
try {
  await copyCheckout(copy);
  await mapToUpstream(copy, links);
  if (await isReachable(copy)) {
    code = await run(copy, ["task", "test", ...paths.length > 0 ? paths : DEFAULT_PATHS]);
  }
} finally {
  await Deno.remove(copy, { recursive: true });
}
Deno.exit(code);

/** The root of a checkout; a path of the package `packages/fresh` in it is allowed, too. */
function checkoutOf(path: string): string {
  return Deno.realPathSync(path).replace(/\/packages\/fresh$/, "");
}

async function copyCheckout(target: string): Promise<void> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  }).output();
  for (const file of new TextDecoder().decode(stdout).split("\0")) {
    if (file === "" || LEFT_OUT.test(file) || await testsInside(file)) continue;
    await Deno.mkdir(`${target}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(file, `${target}/${file}`);
  }
}

/** Whether a file is a test that imports a module of `fresh/`. */
async function testsInside(file: string): Promise<boolean> {
  if (!/_test\.tsx?$/.test(file)) return false;
  const imports = (await Deno.readTextFile(file)).matchAll(/ from "(\.[^"]+)"/g);
  return [...imports].some(([, path]) => new URL(path!, `file:///${file}`).pathname.startsWith("/fresh/"));
}

/** Has the copy's deno.json name upstream, and link the checkouts if there are any. */
async function mapToUpstream(root: string, links: string[]): Promise<void> {
  const file = `${root}/deno.json`;
  const config = JSON.parse(await Deno.readTextFile(file));
  Object.assign(config.imports, {
    "fresh": UPSTREAM,
    "fresh/internal": `${UPSTREAM}/internal`,
    "fresh/runtime": `${UPSTREAM}/runtime`,
    "fresh/dev": `${UPSTREAM}/dev`,
  });
  if (links.length > 0) {
    config.links = [...links, PLUGIN_FOLDER];
    await Deno.mkdir(`${root}/${PLUGIN_FOLDER}`, { recursive: true });
    await Deno.copyFile(`${root}/tests/support/upstream_bundling.ts`, `${root}/${PLUGIN_FOLDER}/mod.ts`);
    const plugin = { name: "@deno/esbuild-plugin", version: "1.2.0", exports: "./mod.ts" };
    await Deno.writeTextFile(`${root}/${PLUGIN_FOLDER}/deno.json`, JSON.stringify(plugin));
  }
  await Deno.writeTextFile(file, JSON.stringify(config, undefined, 2));
  await allowSources(root);
}

/** Upstream's `_fresh/server.js` imports the sources, which the server then has to read. */
async function allowSources(root: string): Promise<void> {
  const file = `${root}/server/permissions.ts`;
  const text = await Deno.readTextFile(file);
  const changed = text.replace("`${root}/_fresh`,", "root,");
  if (changed === text) throw new Error(`${file} does not allow to read _fresh any more`);
  await Deno.writeTextFile(file, changed);
}

/** Loads upstream; says plainly when it cannot be had here. */
async function isReachable(cwd: string): Promise<boolean> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", 'await import("fresh");'],
    cwd,
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return true;
  console.error(new TextDecoder().decode(stderr).trim());
  console.error(
    `\nCannot test with upstream's Fresh: ${UPSTREAM} cannot be loaded. It is published on JSR only;`,
  );
  console.error(
    "without JSR, name checkouts: --fresh /path/to/fresh --std /path/to/std. Nothing was tested.",
  );
  return false;
}

async function run(cwd: string, args: string[]): Promise<number> {
  return (await new Deno.Command(Deno.execPath(), { args, cwd }).spawn().status).code;
}
