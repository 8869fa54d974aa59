// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * The test command: brings what the tests need (or says what is missing), builds, checks and runs everything, and ends
 * in one line "N passed, N failed". Arguments are paths below tests/; without any, everything runs.
 */

/** What the tests drive or read, and the Debian package it comes in. */
const PROGRAMS = [
  { path: "/usr/bin/chromium", debianPackage: "chromium" },
  { path: "/usr/bin/firefox-esr", debianPackage: "firefox-esr" },
  { path: "/usr/bin/WebKitWebDriver", debianPackage: "webkit2gtk-driver" },
  { path: "/usr/bin/Xvfb", debianPackage: "xvfb" },
  { path: "/usr/bin/turnserver", debianPackage: "coturn" },
  { path: "/usr/bin/openssl", debianPackage: "openssl" },
  { path: "/usr/bin/hunspell", debianPackage: "hunspell" },
  { path: "/usr/share/hunspell/de_DE.dic", debianPackage: "hunspell-de-de" },
  { path: "/usr/share/hunspell/en_GB.dic", debianPackage: "hunspell-en-gb" },
  { path: "/usr/sbin/ip", debianPackage: "iproute2" },
  { path: "/usr/sbin/nft", debianPackage: "nftables" },
];

/** Tests with real browsers run one file after the other: two cores cannot carry two calls at a time. */
const SERIAL = /_browser_test\.ts$/;

interface Tally {
  passed: number;
  failed: number;
}

const chosen = Deno.args.filter((argument) => !argument.startsWith("-"));
const tally: Tally = { passed: 0, failed: 0 };

installPrograms();
for (
  const [name, ...command] of [
    ["build", "run", "-A", "dev.ts", "build"],
    ...(chosen.length > 0 ? [] : [
      ["formatting", "fmt", "--check", "--quiet"],
      ["lint", "lint", "--quiet"],
      ["types", "check", "--quiet"],
    ]),
  ] as string[][]
) {
  const { success } = await new Deno.Command(Deno.execPath(), { args: command }).spawn().status;
  console.log(`${name} ... ${success ? "ok" : "FAILED"}`);
  if (success) tally.passed++;
  else tally.failed++;
}
if (tally.failed === 0 || chosen.length === 0) {
  const files = testFiles("tests").filter((file) =>
    chosen.length === 0 || chosen.some((path) => file.startsWith(path) || file.startsWith(`tests/${path}`))
  );
  const isSerial = (file: string) => SERIAL.test(file.slice("tests/".length));
  await runTests(files.filter((file) => !isSerial(file)), ["--parallel"]);
  await runTests(files.filter(isSerial), []);
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
Deno.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

function installPrograms(): void {
  const missing = PROGRAMS.filter(({ path }) => !exists(path)).map(({ debianPackage }) => debianPackage);
  if (missing.length === 0) return;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0 || !exists("/usr/bin/apt-get")) {
    console.error(`The tests need ${missing.join(", ")}. On Debian: apt-get install ${missing.join(" ")}`);
    console.log("0 passed, 1 failed");
    Deno.exit(1);
  }
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...missing]]) {
    const { success } = new Deno.Command("apt-get", {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
      stderr: "inherit",
    }).outputSync();
    if (!success) {
      console.error(`Cannot install ${missing.join(", ")}: apt-get ${args[0]} failed`);
      console.log("0 passed, 1 failed");
      Deno.exit(1);
    }
  }
}

async function runTests(files: string[], options: string[]): Promise<void> {
  if (files.length === 0) return;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...options, ...files],
    env: { NO_COLOR: "1" },
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
  const summary = output.match(/^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/m);
  tally.passed += Number(summary?.[1] ?? 0);
  // A runner that ends badly without a failed test (a leak, a crash, a file that does not load) has failed, too.
  tally.failed += Math.max(Number(summary?.[2] ?? 0), success ? 0 : 1);
}

function testFiles(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory) return testFiles(path);
    return /_test\.tsx?$/.test(entry.name) ? [path] : [];
  }).sort();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
