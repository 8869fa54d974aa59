import assert from "node:assert/strict";
import { BUILT_SCRIPTS, gzipBytes, requireBuild } from "../support/build.ts";

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

/** The files that the page of an island names: its own, and the client runtime that it shares with the page's others. */
async function entriesOf(island: string): Promise<string[]> {
  const { default: { islands } } = await import(`file://${Deno.cwd()}/_fresh/snapshot.js`) as {
    default: { islands: Record<string, { runtime: string; chunk: string; imports: string[] }> };
  };
  const { runtime, chunk, imports } = islands[island]!;
  return [runtime, chunk, ...imports].map((url) => url.slice("/_fresh/".length));
}

async function allModulesOf(island: string): Promise<Set<string>> {
  const modules = new Set<string>();
  for (const entry of await entriesOf(island)) modulesOf(entry, modules);
  return modules;
}

Deno.test("Call: at most 60 KB of JavaScript, compressed; chat and files are loaded later", async () => {
  const modules = await allModulesOf("Call");
  assert.ok(modules.size >= 3, [...modules].join(" "));
  const bytes = [...modules].reduce((sum, name) => sum + gzipBytes(name), 0);
  assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  // Its texts come with the page; its code is known by an attribute of its own.
  const code = [...modules].map((name) => Deno.readTextFileSync(BUILD + name)).join("");
  assert.doesNotMatch(code, /data-transfer/);
});

Deno.test("Call: its page shares no file with those of the practice, and needs few", async () => {
  const modules = await allModulesOf("Call");
  assert.ok(modules.size <= 8, [...modules].join(" "));
  assert.deepEqual([...await allModulesOf("PracticeHome")].filter((name) => modules.has(name)), []);
});

Deno.test("build: no script of the browser can record (R8)", () => {
  const scripts = [...Deno.readDirSync(BUILD)].filter(({ name }) => name.endsWith(".js"));
  assert.ok(scripts.length > 5);
  for (const { name } of scripts) {
    assert.doesNotMatch(Deno.readTextFileSync(BUILD + name), /MediaRecorder/, name);
  }
});
