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
  // The blocklist of passphrases has this one word with the engine's name in it.
  const codeOf = (file: string) => Deno.readTextFileSync(file).replaceAll("Awestwind", "");
  assert.deepEqual(scripts.filter((file) => engine.test(codeOf(file))), []);
});

function filesBelow(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    return entry.isDirectory ? filesBelow(path) : [path];
  });
}
