// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * Runs the tests with upstream's Fresh in the place of `fresh/`, in a copy of this checkout whose import map names
 * `jsr:@fresh/core`. Left out is what tests the inside of `fresh/`, and the house, which knows that folder. Arguments are
 * paths below tests/, as for `deno task test`; by default what touches the framework.
 */

const UPSTREAM = "jsr:@fresh/core@^2";
const LEFT_OUT = /^(fresh|tests\/fresh\/own)\/|^tests\/house_test\.ts$|^deno\.lock$/;
const DEFAULT_PATHS = ["tests/fresh", "tests/server", "tests/api", "tests/e2e"];

const copy = await Deno.makeTempDir({ prefix: "vieraugen-upstream-" });
let code = 1;
try {
  await copyCheckout(copy);
  await mapFreshTo(UPSTREAM, `${copy}/deno.json`);
  code = await isReachable(copy)
    ? await run(copy, ["task", "test", ...Deno.args.length > 0 ? Deno.args : DEFAULT_PATHS])
    : 1;
} finally {
  await Deno.remove(copy, { recursive: true });
}
Deno.exit(code);

async function copyCheckout(target: string): Promise<void> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  }).output();
  for (const file of new TextDecoder().decode(stdout).split("\0")) {
    if (file === "" || LEFT_OUT.test(file)) continue;
    await Deno.mkdir(`${target}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(file, `${target}/${file}`);
  }
}

async function mapFreshTo(upstream: string, file: string): Promise<void> {
  const config = JSON.parse(await Deno.readTextFile(file));
  Object.assign(config.imports, {
    "fresh": upstream,
    "fresh/runtime": `${upstream}/runtime`,
    "fresh/dev": `${upstream}/dev`,
  });
  await Deno.writeTextFile(file, JSON.stringify(config, undefined, 2));
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
    `\nCannot test with upstream's Fresh: ${UPSTREAM} cannot be loaded. It is published on JSR only,`,
  );
  console.error("which has to be reachable from this machine. Nothing was tested.");
  return false;
}

async function run(cwd: string, args: string[]): Promise<number> {
  return (await new Deno.Command(Deno.execPath(), { args, cwd }).spawn().status).code;
}
