import assert from "node:assert/strict";
import { codeOf, importsOf, sourceFiles } from "./support/imports.ts";

/** Who may import whom: the folders of the house, each with the folders that it may import (besides itself). */
const HOUSE: Record<string, readonly string[]> = {
  wire: [],
  e2ee: [],
  i18n: [],
  kv: ["wire"],
  browser: [],
  call: ["browser", "e2ee", "wire"],
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
  // Stateless pieces may know the shape of a call's state, and nothing that runs.
  "components → call":
    /^call\/(state|media\/(local_media|devices)|stage\/stage_view|entry\/room_status)\.ts$/,
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
