// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * The test commands. Both end in one line "N passed, N failed" (", N skipped").
 *
 * - `deno task test [--install] [PATH …]` runs all tests, or those below the given paths, and what they need before: the
 *   build; without paths, also formatting, lint and types. `--install` installs missing Debian packages (as root).
 * - `deno task ok [PATH …]` (`--quick`) runs formatting, lint, types and the tests that need nothing but Deno, in half a
 *   minute: randomised tests repeat less often (`tests/support/repetitions.ts`).
 */
import { sourceFiles } from "./support/imports.ts";
import { missingPackages, requirementsOf, RUNS_ALONE, suffixOf } from "./support/requirements.ts";

const FLAGS = ["--install", "--quick"];

/** Browser test files that run at the same time. */
const BROWSER_JOBS = navigator.hardwareConcurrency;

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const flags = Deno.args.filter((argument) => argument.startsWith("-"));
const paths = Deno.args.filter((argument) => !argument.startsWith("-"));
const unknown = flags.filter((flag) => !FLAGS.includes(flag));
if (unknown.length > 0) fail(`Unknown option ${unknown.join(" ")}. Options are ${FLAGS.join(" and ")}.`);

const isQuick = flags.includes("--quick");
const testFiles = sourceFiles("tests").filter((file) => /_test\.tsx?$/.test(file));
const files = testFiles.filter((file) =>
  (paths.length === 0 || paths.some((path) => file.startsWith(path) || file.startsWith(`tests/${path}`))) &&
  (!isQuick || requirementsOf(file).size === 0)
);
if (files.length === 0) fail(`No test file is below ${paths.join(" or ")}.`);

if (isQuick) await runQuick();
else await runInFull();
console.log(
  `${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`,
);
Deno.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

/** Everything at once: the checks leave cores idle while they read, and the tests while they wait. */
async function runQuick(): Promise<void> {
  await Promise.all([
    runTests(files, { args: ["--parallel", "--reporter=dot"], env: { QUICK_TESTS: "1" } }),
    ...paths.length === 0 ? [runChecks()] : [],
  ]);
}

async function runInFull(): Promise<void> {
  const requirements = new Set(files.flatMap((file) => [...requirementsOf(file)]));
  provide(missingPackages(requirements));
  if (requirements.has("build")) {
    await runStep("build", ["run", "-A", "dev.ts", "build", ...paths.length > 0 ? ["--if-changed"] : []]);
    if (tally.failed > 0) return;
  }
  if (paths.length === 0) await runChecks();
  const alone = files.filter((file) => file in RUNS_ALONE);
  const browser = files.filter((file) => suffixOf(file) === "_browser" && !alone.includes(file));
  await runTests(files.filter((file) => !alone.includes(file) && !browser.includes(file)), {
    args: ["--parallel"],
  });
  await runTests(browser, { args: ["--parallel"], env: { DENO_JOBS: String(BROWSER_JOBS) } });
  await runTests(alone);
}

async function runChecks(): Promise<void> {
  await Promise.all([
    runStep("formatting", ["fmt", "--check", "--quiet"]),
    runStep("lint", ["lint", "--quiet"]),
    runStep("types", ["check", "--quiet"]),
  ]);
}

/** Runs Deno with these arguments, as one step that passes or fails; shows its output only when it fails. */
async function runStep(name: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) { for (const output of [stdout, stderr]) await Deno.stderr.write(output); }
  console.log(`${name} ... ${success ? "ok" : "FAILED"}`);
  if (success) tally.passed++;
  else tally.failed++;
}

async function runTests(
  files: readonly string[],
  { args = [], env = {} }: { args?: readonly string[]; env?: Record<string, string> } = {},
): Promise<void> {
  if (files.length === 0) return;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...args, ...files],
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let output = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    await Deno.stdout.write(chunk);
    output += decoder.decode(chunk, { stream: true });
  }
  const { success } = await child.status;
  const [, passed = 0, failed = 0, skipped = 0] = output.match(
    /^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/m,
  ) ?? [];
  tally.passed += Number(passed);
  // A run that ends badly without a failed test (a leak, a crash, a file that does not load) has failed, too.
  tally.failed += Math.max(Number(failed), success ? 0 : 1);
  tally.skipped += Number(skipped);
}

/** Installs Debian packages if that was asked for, or in CI; says what to do otherwise, and ends. */
function provide(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...missing];
  const isRoot = Deno.build.os === "linux" && Deno.uid() === 0;
  const mayInstall = flags.includes("--install") || isRoot && Deno.env.get("CI") === "true";
  if (!mayInstall) {
    fail(
      `These tests need ${missing.join(", ")}. Install with \`${command.join(" ")}\`, ` +
        "or as root with `deno task test --install`.",
    );
  }
  for (const [program, ...args] of [["apt-get", "update"], command]) {
    const { success } = new Deno.Command(program!, {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
      stderr: "inherit",
    }).outputSync();
    if (!success) fail(`Cannot install ${missing.join(", ")}: \`${program} ${args.join(" ")}\` failed.`);
  }
}

function fail(sentence: string): never {
  console.error(sentence);
  console.log("0 passed, 1 failed");
  Deno.exit(1);
}
