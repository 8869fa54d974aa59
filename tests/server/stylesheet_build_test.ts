import assert from "node:assert/strict";
import { requireBuild } from "../support/build.ts";

Deno.test("build: the style engine does not reach the browser", () => {
  requireBuild();
  const scripts = filesBelow("_fresh").concat(filesBelow("static")).filter((file) =>
    file.endsWith(".js") && !file.endsWith("server.js")
  );
  assert.ok(scripts.length > 3, `${scripts.length} scripts found`);
  // Words of the engine that no bundler can rename.
  const engine = /twind|--tw-|preflight|prefers-reduced-motion/;
  assert.deepEqual(scripts.filter((file) => engine.test(Deno.readTextFileSync(file))), []);
});

function filesBelow(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    return entry.isDirectory ? filesBelow(path) : [path];
  });
}
