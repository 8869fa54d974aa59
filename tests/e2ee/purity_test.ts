import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const folder = new URL("../../e2ee/", import.meta.url);
const names = Array.from(Deno.readDirSync(folder), (entry) => entry.name);

/** The bytes that a browser loads for an entry point, minified. */
async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [new URL(entry, folder).pathname],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    external: ["@noble/curves/*", "hash-wasm"], // loaded when needed only
  });
  await esbuild.stop();
  return outputFiles[0]!.contents;
}

Deno.test("e2ee: the core of a call is at most 6 KB gzip, an access code at most 1 KB", async () => {
  for (
    const [entry, limit] of [["mod.ts", 6 * 1024], ["codes.ts", 1024], ["links.ts", 1024], [
      "safety_pictures.ts",
      1024,
    ]] as const
  ) {
    const size = gzipSync(await bundle(entry), { level: 9 }).length;
    assert.ok(size <= limit, `${entry}: ${size} bytes of ${limit}`);
  }
});

Deno.test("e2ee: no DOM, no Deno, no imports from outside but noble and hash-wasm, those only when needed", async () => {
  for (const name of names) {
    const source = await Deno.readTextFile(new URL(name, folder));
    const code = source.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(code, /\b(Deno|document|window|localStorage|indexedDB|fetch|process|Buffer)\b/, name);
    for (const [, from] of code.matchAll(/from "([^"]+)"/g)) assert.match(from!, /^\.\/\w+\.ts$/, name);
    for (const [, from] of code.matchAll(/import\("([^"]+)"\)/g)) {
      assert.match(from!, /^(@noble\/curves\/ed25519\.js|hash-wasm)$/, name);
    }
  }
});

Deno.test("e2ee: every exported function and class says what it follows", async () => {
  for (const name of names) {
    if (["bytes.ts", "errors.ts"].includes(name)) continue;
    const source = await Deno.readTextFile(new URL(name, folder));
    for (
      const [, doc, what] of source.matchAll(
        /(\/\*\*(?:(?!\*\/)[^])*\*\/)?\n?export (?:async )?function (\w+)/g,
      )
    ) {
      if (
        ["formatAccessCode", "encodeUint32", "checkTextLength", "hasNativeX25519"].includes(what!)
      ) continue;
      assert.match(doc ?? "", /Source:/, `${name}: ${what}`);
    }
  }
});
