import assert from "node:assert/strict";
import { loadedModules } from "../../../fresh/loaded_modules.ts";

/** Modules by what they import; "~" marks what they import dynamically. */
function modules(imports: Record<string, string[]>) {
  return Object.fromEntries(
    Object.entries(imports).map(([path, paths]) => [path, {
      bytes: 1,
      imports: paths.map((other) => ({
        path: other.replace("~", ""),
        kind: other.startsWith("~") ? "dynamic-import" as const : "import-statement" as const,
      })),
    }]),
  );
}

const GRAPH = modules({
  runtime: ["preact"],
  A: ["preact", "button", "a_part"],
  B: ["preact", "button", "~both"],
  a_part: ["~only_a", "~both"],
  only_a: ["preact", "icon", "~deeper"],
  deeper: ["icon"],
  both: ["icon"],
  button: ["icon"],
  icon: ["preact"],
  preact: [],
});

Deno.test("loadedModules: what every island needs comes with the runtime, which every island has", () => {
  const also = loadedModules(GRAPH, "runtime", ["A", "B"]);
  assert.deepEqual(also.get("runtime"), ["button", "icon", "preact"]);
  assert.deepEqual(also.get("A"), ["runtime"]);
  assert.deepEqual(also.get("B"), ["runtime"]);
});

Deno.test("loadedModules: what is imported dynamically imports what its page has loaded, and no more", () => {
  const also = loadedModules(GRAPH, "runtime", ["A", "B"]);
  assert.deepEqual(also.get("only_a"), ["A", "a_part", "button", "icon", "preact", "runtime"]);
  assert.deepEqual(also.get("deeper"), ["A", "a_part", "button", "icon", "preact", "runtime"]);
  // In B's page there is no A.
  assert.deepEqual(also.get("both"), ["button", "icon", "preact", "runtime"]);
  assert.deepEqual([...also.keys()].sort(), ["A", "B", "both", "deeper", "only_a", "runtime"]);
});

Deno.test("loadedModules: a module that a page has from the start does not import itself in a circle", () => {
  const also = loadedModules(modules({ runtime: [], A: ["b"], b: ["c", "~c"], c: [] }), "runtime", ["A"]);
  assert.deepEqual(also.get("c"), ["runtime"]);
});
