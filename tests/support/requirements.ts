/** What each test needs besides Deno and this checkout, so that the test command brings only that. */
import { existsSync } from "node:fs";
import { runtimeClosureOf } from "./imports.ts";

/** What a test may need: the build, denokv (`tests/support/denokv.ts`), or a Debian package. */
type Requirement = "build" | "denokv" | DebianPackage;

/** The version of denokv that docs/deploying.md names, and that the tests run on. */
export const DENOKV_VERSION = "0.14.0";

/** The Debian packages of the programs and dictionaries that tests use, and a file of each. */
const FILE_OF_PACKAGE = {
  chromium: "/usr/bin/chromium",
  coturn: "/usr/bin/turnserver",
  "firefox-esr": "/usr/bin/firefox-esr",
  hunspell: "/usr/bin/hunspell",
  "hunspell-de-de": "/usr/share/hunspell/de_DE.dic",
  "hunspell-en-gb": "/usr/share/hunspell/en_GB.dic",
  iproute2: "/usr/sbin/ip",
  nftables: "/usr/sbin/nft",
  nginx: "/usr/sbin/nginx",
  openssl: "/usr/bin/openssl",
  "webkit2gtk-driver": "/usr/bin/WebKitWebDriver",
  xvfb: "/usr/bin/Xvfb",
} as const;

type DebianPackage = keyof typeof FILE_OF_PACKAGE;

/** What a test needs by the suffix of its name. */
const BY_SUFFIX: Record<Suffix, readonly Requirement[]> = {
  "": [], // runs under `deno task ok`, unless it imports a driver below
  _build: ["build"], // reads what the build made
  _server: ["build"], // starts the server in a process of its own
  _browser: ["build"], // drives real browsers
};

const DENOKV = "tests/support/denokv.ts";

/** Runs a test on several stores, and needs none of them: denokv only where `tests/run.ts` asks for it. */
const STORES = "tests/kv/stores.ts";

/** What a test needs by the modules that it imports, directly or through others. */
const BY_IMPORT: Record<string, readonly Requirement[]> = {
  "tests/support/build.ts": ["build"],
  "tests/support/certificate.ts": ["openssl"],
  "tests/support/chromium.ts": ["chromium"],
  "tests/support/coturn.ts": ["coturn"],
  [DENOKV]: ["denokv"],
  "tests/support/firefox.ts": ["firefox-esr"],
  "tests/support/nginx.ts": ["nginx"],
  "tests/support/network.ts": ["iproute2", "nftables"],
  "tests/support/running_server.ts": ["build"],
  "tests/support/screen.ts": ["xvfb"],
  "tests/support/spelling.ts": ["hunspell", "hunspell-de-de", "hunspell-en-gb"],
  "tests/support/webkit.ts": ["webkit2gtk-driver"],
};

/** Suffixes of test files; each needs at least what the one before needs. */
export const SUFFIXES = ["", "_build", "_server", "_browser"] as const;

type Suffix = typeof SUFFIXES[number];

/** The suffix that a test has to have when it imports one of these modules; the first that matches. */
const SUFFIX_BY_IMPORT: readonly (readonly [suffix: Suffix, modules: readonly string[]])[] = [
  ["_browser", ["tests/support/chromium.ts", "tests/support/firefox.ts", "tests/support/webkit.ts"]],
  ["_server", ["tests/support/running_server.ts"]],
  ["_build", ["tests/support/build.ts"]],
];

/** The suffix in the name of a test file: "_browser" of `call_browser_test.ts`; "" if there is none. */
export function suffixOf(testFile: string): Suffix {
  return (/(_build|_server|_browser)_test\.tsx?$/.exec(testFile)?.[1] ?? "") as Suffix;
}

/** The suffix that a test file has to have by what it imports. */
export function requiredSuffixOf(testFile: string): Suffix {
  const closure = runtimeClosureOf(testFile);
  return SUFFIX_BY_IMPORT.find(([, modules]) => modules.some((module) => closure.has(module)))?.[0] ?? "";
}

/** Everything that a test file needs. */
export function requirementsOf(testFile: string): Set<Requirement> {
  const closure = runtimeClosureOf(testFile);
  if (closure.has(STORES)) closure.delete(DENOKV);
  return new Set([
    ...BY_SUFFIX[suffixOf(testFile)],
    ...Object.entries(BY_IMPORT).flatMap(([module, needs]) => closure.has(module) ? needs : []),
  ]);
}

/** Whether a test file runs on stores of its choice (`TEST_STORES`), of which denokv is one. */
export function runsOnStores(testFile: string): boolean {
  return runtimeClosureOf(testFile).has(STORES);
}

/** The Debian packages among the requirements that are not installed here. */
export function missingPackages(requirements: Iterable<Requirement>): DebianPackage[] {
  return [...requirements].flatMap((requirement) =>
    requirement === "build" || requirement === "denokv" || existsSync(FILE_OF_PACKAGE[requirement])
      ? []
      : [requirement]
  ).sort();
}

const CALL = "a call keeps both cores busy: beside another one its picture would be made smaller";
const TIMES = "compares how long requests take";
const NETWORK = "network namespaces, and a call in them";

/** Test files that run while no other does, and why. */
export const RUNS_ALONE: Readonly<Record<string, string>> = {
  "tests/api/worst_input_server_test.ts": TIMES,
  "tests/e2e/attack_browser_test.ts": CALL,
  "tests/e2e/blind_server_browser_test.ts": CALL,
  "tests/e2e/call_browser_test.ts": CALL,
  "tests/e2e/conversation_browser_test.ts": CALL,
  "tests/e2e/second_device_browser_test.ts": CALL,
  "tests/e2e/host_room_browser_test.ts": CALL,
  "tests/e2e/random_faults_browser_test.ts": NETWORK,
  "tests/e2e/two_browsers_browser_test.ts": CALL,
  "tests/e2e/bad_network_browser_test.ts": NETWORK,
  "tests/e2e/call_recovery_browser_test.ts": CALL,
  "tests/e2e/call_reopening_browser_test.ts": CALL,
  "tests/e2e/states_browser_test.ts": CALL,
  "tests/e2e/relay_browser_test.ts": CALL,
};
