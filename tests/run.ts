// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * The test commands. Both end in one line "N passed, N failed" (", N skipped").
 *
 * - `deno task test [--install] [PATH …]` runs all tests, or those below the given paths, and what they need before: the
 *   build; without paths, also formatting, lint and types. `--install` installs missing Debian packages (as root), and
 *   denokv by cargo; where there is no cargo, what runs on denokv is skipped.
 * - `deno task ok [PATH …]` (`--quick`) runs formatting, lint, types and the tests that need nothing but Deno, in a
 *   minute: randomised tests repeat less often (`tests/support/repetitions.ts`).
 */
import { sourceFiles } from "./support/imports.ts";
import { denokvInstallation, isDenokvInstalled } from "./support/denokv.ts";
import {
  DENOKV_VERSION,
  missingPackages,
  requirementsOf,
  RUNS_ALONE,
  runsOnStores,
  suffixOf,
} from "./support/requirements.ts";

const FLAGS = ["--install", "--quick"];

/** Browser test files that run at the same time. */
const BROWSER_JOBS = navigator.hardwareConcurrency;

/** Test files that run on denokv at the same time: they wait for answers most of the time. */
const DENOKV_JOBS = 4 * navigator.hardwareConcurrency;

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
  const needDenokv = files.filter((file) => requirementsOf(file).has("denokv"));
  const onStores = files.filter(runsOnStores);
  const isInstalling = needDenokv.length + onStores.length > 0 ? provideDenokv() : undefined;
  if (requirements.has("build")) {
    await runStep("build", ["run", "-A", "dev.ts", "build", ...paths.length > 0 ? ["--if-changed"] : []]);
    if (tally.failed > 0) return;
  }
  if (paths.length === 0) await runChecks();
  const others = files.filter((file) => !needDenokv.includes(file));
  const alone = others.filter((file) => file in RUNS_ALONE);
  const browser = others.filter((file) => suffixOf(file) === "_browser" && !alone.includes(file));
  await runTests(others.filter((file) => !alone.includes(file) && !browser.includes(file)), {
    args: ["--parallel"],
  });
  await runTests(browser, { args: ["--parallel"], env: { DENO_JOBS: String(BROWSER_JOBS) } });
  await runTests(alone);
  await isInstalling;
  await runTests(onStores, {
    args: ["--parallel"],
    env: { TEST_STORES: "denokv", QUICK_TESTS: "1", DENO_JOBS: String(DENOKV_JOBS) },
  });
  await runTests(needDenokv);
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

/** Installs denokv, while other tests run, under the conditions of `provide`; says so if what runs on it is skipped. */
async function provideDenokv(): Promise<void> {
  if (isDenokvInstalled()) return;
  const command = denokvInstallation();
  const what = `denokv ${DENOKV_VERSION} is not installed`;
  if (command === undefined) {
    console.log(`Skipping what runs on denokv: ${what}, and there is no cargo to install it.`);
  } else if (!mayInstall()) {
    console.log(
      `Skipping what runs on denokv: ${what}. Install it with \`${command.join(" ")}\`, ` +
        "or with `deno task test --install`.",
    );
  } else {
    const [program, ...args] = command;
    const { success, stderr } = await new Deno.Command(program, { args }).output();
    if (success) return console.log("denokv ... installed");
    await Deno.stderr.write(stderr);
    console.log(`Skipping what runs on denokv: ${what}, and cargo could not install it.`);
  }
}

/** Whether this run may install what is missing: it was told to, or runs in CI. */
function mayInstall(): boolean {
  return flags.includes("--install") || Deno.env.get("CI") === "true";
}

/** Installs Debian packages if that was asked for, or in CI; says what to do otherwise, and ends. */
function provide(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...missing];
  const isRoot = Deno.build.os === "linux" && Deno.uid() === 0;
  if (!mayInstall() || !isRoot && !flags.includes("--install")) {
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
