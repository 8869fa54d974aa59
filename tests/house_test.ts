import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { codeOf, importsOf, runtimeImportsOf, sourceFiles } from "./support/imports.ts";
import { requiredSuffixOf, requirementsOf, RUNS_ALONE, SUFFIXES, suffixOf } from "./support/requirements.ts";

/** Who may import whom: the folders of the house, each with the folders that it may import (besides itself). */
const HOUSE: Record<string, readonly string[]> = {
  wire: ["e2ee"],
  e2ee: [],
  i18n: [],
  kv: ["wire"],
  browser: [],
  call: ["browser", "e2ee", "i18n", "wire"],
  practice: ["browser", "e2ee", "i18n", "wire"],
  components: ["browser", "call", "e2ee", "i18n", "wire"],
  views: ["browser", "components", "call", "practice", "e2ee", "i18n", "wire"],
  islands: ["browser", "components", "views", "call", "practice", "e2ee", "i18n", "wire"],
  server: ["kv", "wire", "i18n", "components"],
  routes: ["components", "islands", "server", "kv", "wire", "i18n", "e2ee"],
  fresh: [],
  release: ["wire", "i18n"],
};

/** Finer than folders: the server knows of codes, never of a key. */
const ONLY: Record<string, RegExp> = {
  "routes → e2ee": /^e2ee\/codes\.ts$/,
  // Types only: see the test below.
  "wire → e2ee": /^e2ee\/vault\.ts$/,
  // Stateless pieces may know the shape of a call's state, and nothing that runs.
  "components → call":
    /^call\/(state|media\/(local_media|devices|media_state)|stage\/stage_view|entry\/room_status)\.ts$/,
  // No catalogues: a page hands the call its texts.
  "call → i18n": /^i18n\/(duration|fill|moment)\.ts$/,
  "components → browser": /^browser\/(capabilities|platform)\.ts$/,
  "components → e2ee": /^e2ee\/safety_pictures\.ts$/,
};

/** Where the name of a framework may be known. */
const FRESH_USERS = /^(routes|server|islands|components)\/|^(main|dev)\.ts$/;

Deno.test("house: every import stays within what its folder may know", () => {
  const wrong: string[] = [];
  for (const [folder, allowed] of Object.entries(HOUSE)) {
    for (const file of sourceFiles(folder)) {
      for (const target of importsOf(file)) {
        const other = target.split("/")[0]!;
        if (!(other in HOUSE) || other === folder) continue;
        const rule = ONLY[`${folder} → ${other}`];
        if (!allowed.includes(other) || (rule && !rule.test(target))) wrong.push(`${file} imports ${target}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("house: wire/ takes types from e2ee/, and no program: the server imports wire/", () => {
  for (const file of sourceFiles("wire")) {
    assert.doesNotMatch(Deno.readTextFileSync(file), /^import (?!type )[^;]*\/e2ee\//m, file);
  }
});

Deno.test("house: docs/developing.md names the same folders and the same imports", () => {
  const rows = Deno.readTextFileSync("docs/developing.md")
    .matchAll(/^\| `(\w+)\/` +\|[^|]*\|([^|]*)\|$/gm);
  const documented = [...rows].map(([, folder, imports]) =>
    [folder!, [...imports!.matchAll(/`(\w+)`/g)].map(([, name]) => name!)] as const
  );
  const checked = Object.entries(HOUSE).map(([folder, allowed]) => [folder, allowed.toSorted()] as const);
  const byFolder = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => a < b ? -1 : 1;
  assert.deepEqual(
    documented.filter(([folder]) => folder !== "tests" && folder !== "bench").toSorted(byFolder),
    checked.toSorted(byFolder),
  );
});

Deno.test("house: docs/developing.md names every program of the root, and the folders that it imports", () => {
  const rows = Deno.readTextFileSync("docs/developing.md").matchAll(
    /^\| `([a-z]\w*\.ts)` +\|[^|]*\|([^|]*)\|$/gm,
  );
  const documented = [...rows].map(([, file, imports]) => [
    file!,
    [...imports!.matchAll(/`(\w+)`/g)].map(([, name]) => name!).sort(),
  ]);
  const programs = [...Deno.readDirSync(".")].map(({ name }) => name)
    .filter((name) => name.endsWith(".ts") && name !== "fresh.gen.ts");
  const checked = programs.map((file) => {
    const folders = importsOf(file).filter((target) => target.includes("/")).map((target) =>
      target.split("/")[0]!
    );
    if (/"fresh(\/\w+)?"/.test(codeOf(file))) folders.push("fresh");
    return [file, [...new Set(folders)].sort()];
  });
  const sorted = (rows: unknown[][]) => rows.toSorted(([a], [b]) => String(a) < String(b) ? -1 : 1);
  assert.deepEqual(sorted(documented), sorted(checked));
});

Deno.test("house: nothing imports a route, and only pages and the server know Fresh", () => {
  const wrong: string[] = [];
  for (const folder of Object.keys(HOUSE)) {
    for (const file of sourceFiles(folder)) {
      const text = Deno.readTextFileSync(file);
      if (folder !== "routes" && importsOf(file).some((target) => target.startsWith("routes/"))) {
        wrong.push(file);
      }
      if (folder !== "fresh" && /from "fresh(\/\w+)?"/.test(text) && !FRESH_USERS.test(file)) {
        wrong.push(file);
      }
      if (folder !== "fresh" && /from "[./]+fresh\//.test(text)) wrong.push(file);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("house: no file imports itself through others; types alone may", () => {
  const product = Object.keys(HOUSE).flatMap(sourceFiles);
  const imports = new Map(product.map((file) => [file, runtimeImportsOf(file)]));
  const isDone = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    else if (!isDone.has(file)) {
      for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
      isDone.add(file);
    }
  };
  for (const file of product) visit(file, []);
  assert.deepEqual(circles, []);
});

/** Where exports need no other file: the framework calls them, a library offers them, a bundler's plugin finds them. */
const EXPORTS_FOR_OTHERS =
  /^(routes|islands|fresh|e2ee|tests\/fresh\/fixture)\/|^tests\/support\/upstream_bundling\.ts$/;

Deno.test("house: what is exported is used by another file", () => {
  const folders = [...Object.keys(HOUSE), "bench", "docs", "tests"];
  const roots = [
    "main.ts",
    "start.ts",
    "launch.ts",
    "dev.ts",
    "deploy.ts",
    "rotate.ts",
    "verify.ts",
    "sbom.ts",
    "advisories.ts",
  ];
  const words = new Map(
    [...folders.flatMap(sourceFiles), ...roots].map((file) =>
      [file, new Set(Deno.readTextFileSync(file).match(/\w+/g))] as const
    ),
  );
  const unused: string[] = [];
  for (const file of words.keys()) {
    if (EXPORTS_FOR_OTHERS.test(file)) continue;
    const exported = codeOf(file).matchAll(
      /^export (?:async |abstract )?(?:function\*?|const|class|type|interface) (\w+)/gm,
    );
    for (const [, name] of exported) {
      const isUsed = [...words].some(([other, names]) => other !== file && names.has(name!));
      if (!isUsed) unused.push(`${file}: ${name}`);
    }
  }
  assert.deepEqual(unused, []);
});

Deno.test("house: every island is used by a route", () => {
  const used = new Set(sourceFiles("routes").flatMap((file) => importsOf(file)));
  assert.deepEqual(sourceFiles("islands").filter((file) => !used.has(file)), []);
});

/** Folders of tests that mirror no folder: what they test is not in one file. */
const FOLDERS_OF_THEIR_OWN: Readonly<Record<string, string>> = {
  "tests/api/": "the API as a whole, over HTTP: every endpoint, whatever file answers it",
  "tests/attack/": "a server that attacks a call, against call/ and e2ee/ together",
  "tests/e2e/": "journeys through real browsers",
};

/** Test files that mirror no file, and what they test instead. */
const FILES_OF_THEIR_OWN: Readonly<Record<string, string>> = {
  "tests/server/broken_file_server_test.ts": "what may have happened to a database's file",
  "tests/server/full_disk_server_test.ts": "a disk of its own, which can be full",
  "tests/server/locked_file_server_test.ts": "other programs that use the database's file",
  "tests/call/pairing/channels_test.ts": "guest_channel.ts and host_channel.ts with each other",
  "tests/containers_test.ts": "Dockerfile and compose.yaml",
  "tests/docs/paths_test.ts": "the paths and links of all documents",
  "tests/e2ee/encodings_test.ts": "bytes.ts, lv.ts and links.ts: round trips",
  "tests/e2ee/known_answers_test.ts":
    "published vectors; browsers check the same (tests/e2e/known_answers_browser_test.ts)",
  "tests/e2ee/purity_test.ts": "e2ee/ as a library: its size, its imports, its sources",
  "tests/fresh/islands_test.ts": "a page's islands and its Content-Security-Policy, through the whole app",
  "tests/fresh/middlewares_test.ts": "the order of middlewares, through the whole app",
  "tests/house_test.ts": "the structure of the checkout",
  "tests/i18n/catalogues_test.ts": "every language's catalogue, compared with German",
  "tests/i18n/plain_words_test.ts": "the rules of plain German",
  "tests/i18n/privacy_test.ts": "the privacy page's times, compared with the limits",
  "tests/i18n/spelling_test.ts": "every language's catalogue",
  "tests/kv/clock_set_back_test.ts": "every span that kv/ stores, after the clock was set back",
  "tests/release/deploy_server_test.ts": "deploy.ts, with all of release/",
  "tests/server/development_server_test.ts": "dev.ts as a server",
  "tests/server/polling/delivery_test.ts": "hub.ts, poll.ts and kv/mailboxes.ts on an unreliable store",
  "tests/server/slow_clients_server_test.ts": "the documented nginx in front of a server",
  "tests/server/survival_server_test.ts": "a killed server: what it has answered is kept",
};

const TEST_FILES = sourceFiles("tests").filter((file) => /_test\.tsx?$/.test(file));

Deno.test("house: tests/ mirrors the tree, file by file", () => {
  assert.deepEqual(Object.keys(FILES_OF_THEIR_OWN).filter((file) => !TEST_FILES.includes(file)), []);
  const wrong = TEST_FILES.filter((file) => {
    if (file in FILES_OF_THEIR_OWN) return false;
    if (Object.keys(FOLDERS_OF_THEIR_OWN).some((folder) => file.startsWith(folder))) return false;
    return !mirroredPathsOf(file).some((path) => existsSync(path));
  });
  assert.deepEqual(wrong, []);
});

/** What a test may be of: of `tests/a/b_test.ts` the files `a/b.ts` and `a/B.tsx`, the folder `a/b`, the document `a/b.md`. */
function mirroredPathsOf(testFile: string): string[] {
  const path = testFile.slice("tests/".length).replace(new RegExp(`${suffixOf(testFile)}_test\\.tsx?$`), "")
    // What only our own Fresh does, not upstream's: tests/upstream.ts leaves this folder out.
    .replace("fresh/own/", "fresh/");
  const [, folder = "", name = ""] = /^(.*\/)?([^/]+)$/.exec(path) ?? [];
  const component = name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    path,
    `${path}.ts`,
    `${path}.tsx`,
    `${folder}${component}.tsx`,
    `${folder}${name.replaceAll("_", "-")}.md`,
  ];
}

Deno.test("house: the suffix of a test says what it needs: a build, a running server, or browsers", () => {
  const wrong = TEST_FILES.flatMap((file) => {
    const [suffix, required] = [suffixOf(file), requiredSuffixOf(file)];
    if (SUFFIXES.indexOf(suffix) < SUFFIXES.indexOf(required)) {
      return [`${file}: ${required}_test by its imports`];
    }
    // Who reads the build or starts it without the test drivers.
    if (suffix === "" && /["'`]_fresh\b/.test(codeOf(file))) return [`${file}: _build_test or _server_test`];
    if (suffix === "_browser" && required !== "_browser") return [`${file}: drives no browser`];
    if (suffix === "_browser" !== file.startsWith("tests/e2e/")) {
      return [`${file}: browsers are in tests/e2e/`];
    }
    return [];
  });
  assert.deepEqual(wrong, []);
  const quick = TEST_FILES.filter((file) => requirementsOf(file).size === 0);
  assert.ok(quick.length > 80, `${quick.length} test files need nothing`);
});

Deno.test("house: RUNS_ALONE names tests that there are", () => {
  assert.deepEqual(Object.keys(RUNS_ALONE).filter((file) => !TEST_FILES.includes(file)), []);
});

Deno.test("house: what runs in the browser names neither Deno nor Node", () => {
  const wrong = ["wire", "e2ee", "i18n", "browser", "call", "practice", "components", "views", "islands"]
    .flatMap(
      sourceFiles,
    )
    .filter((file) => /\bDeno\.|from "node:/.test(codeOf(file)));
  assert.deepEqual(wrong, []);
});

Deno.test("house: no recorder and no third party anywhere in the product (R8, R9)", () => {
  const product = [...Object.keys(HOUSE).flatMap(sourceFiles), "main.ts"];
  const recorders = product.filter((file) => /\bMediaRecorder\b/.test(codeOf(file)));
  assert.deepEqual(recorders, []);
  const hosts = product.flatMap((file) =>
    [...codeOf(file).matchAll(/https?:\/\/([\w-]+(?:\.[\w-]+)+)/g)]
      .map((match) => match[1]!)
      .filter((host) => !/^(127\.0\.0\.1|www\.w3\.org)$|\.example$|(^|\.)example\.(org|com|net)$/.test(host))
      .map((host) => `${file}: ${host}`)
  );
  assert.deepEqual(hosts, []);
});

Deno.test("house: a test opens a store as the server does, where no commit takes more checks than every store takes", () => {
  const own = sourceFiles("tests").filter((file) =>
    /Deno\.openKv\(":memory:"\)/.test(Deno.readTextFileSync(file))
  );
  // Its subject is the bare one.
  assert.deepEqual(own, ["tests/server/store_test.ts"]);
});
