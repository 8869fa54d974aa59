import assert from "node:assert/strict";
import { BUILT_SCRIPTS, requireBuild } from "../support/build.ts";

/** JavaScript that a call loads before chat, files and settings are used, gzip: 60 KB of 1024 bytes. */
const MAX_BYTES = 60 * 1024;

requireBuild();
const BUILD = `${BUILT_SCRIPTS}/`;

/** The modules that a module brings with it: by `import … from`, not those that it loads later. */
function modulesOf(entry: string, known = new Set<string>()): Set<string> {
  if (known.has(entry)) return known;
  known.add(entry);
  const code = Deno.readTextFileSync(BUILD + entry);
  for (const [, name] of code.matchAll(/(?:^|[;}\n])(?:import|export)[^"'()]*?["']\.\/([\w.-]+\.js)["']/g)) {
    modulesOf(name!, known);
  }
  return known;
}

function entryOf(name: string): string {
  const found = [...Deno.readDirSync(BUILD)].find((file) =>
    new RegExp(`^${name}-\\w+\\.js$`).test(file.name)
  );
  assert.ok(found, `${name} is built`);
  return found.name;
}

/** As it is served: the build packs what gains by it. */
function packedBytes(name: string): number {
  const packed = [...Deno.readDirSync(BUILD)].some((file) => file.name === `${name}.gz`);
  return Deno.statSync(BUILD + (packed ? `${name}.gz` : name)).size;
}

Deno.test("Call: at most 60 KB of JavaScript, compressed; chat and files are loaded later", () => {
  const modules = modulesOf(entryOf("Call"), modulesOf(entryOf("fresh-runtime")));
  assert.ok(modules.size > 3, [...modules].join(" "));
  const bytes = [...modules].reduce((sum, name) => sum + packedBytes(name), 0);
  assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  // Its texts come with the page; its code is known by an attribute of its own.
  const code = [...modules].map((name) => Deno.readTextFileSync(BUILD + name)).join("");
  assert.doesNotMatch(code, /data-transfer/);
});

Deno.test("build: no script of the browser can record (R8)", () => {
  const scripts = [...Deno.readDirSync(BUILD)].filter(({ name }) => name.endsWith(".js"));
  assert.ok(scripts.length > 5);
  for (const { name } of scripts) {
    assert.doesNotMatch(Deno.readTextFileSync(BUILD + name), /MediaRecorder/, name);
  }
});
