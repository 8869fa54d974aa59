import assert from "node:assert/strict";
import { isStale, LAST_BUILT, SOURCES } from "../../release/staleness.ts";

Deno.test("isStale: without a whole build, and after each change of a source; nothing else matters", async () => {
  const root = await Deno.makeTempDir();
  const at = async (path: string, seconds: number) => await Deno.utime(`${root}/${path}`, seconds, seconds);
  try {
    for (const source of SOURCES) {
      const isFile = source.includes(".");
      if (!isFile) await Deno.mkdir(`${root}/${source}/deep`, { recursive: true });
      const file = isFile ? source : `${source}/deep/file.ts`;
      await Deno.writeTextFile(`${root}/${file}`, "");
      for (const path of isFile ? [file] : [file, `${source}/deep`, source]) await at(path, 1000);
    }
    await Deno.mkdir(`${root}/static/gen`);
    await at("static", 1000);
    assert.ok(isStale(root), "never built");
    await Deno.mkdir(`${root}/_fresh`);
    await Deno.writeTextFile(`${root}/_fresh/server.js`, "");
    assert.ok(isStale(root), "half built");
    await Deno.writeTextFile(`${root}/${LAST_BUILT}`, "");
    await at(LAST_BUILT, 2000);
    assert.ok(!isStale(root));
    // What a server leaves beside its sources.
    await Deno.writeTextFile(`${root}/vieraugen.sqlite3`, "");
    await Deno.writeTextFile(`${root}/server.log`, "");
    await Deno.writeTextFile(`${root}/static/gen/join.js`, "");
    await at("static/gen/join.js", 1000);
    await at("static/gen", 1000);
    assert.ok(!isStale(root));
    for (const source of SOURCES) {
      const file = source.includes(".") ? source : `${source}/deep/file.ts`;
      await at(file, 3000);
      assert.ok(isStale(root), file);
      await at(file, 1000);
      assert.ok(!isStale(root), file);
    }
    await Deno.remove(`${root}/kv/deep/file.ts`);
    assert.ok(isStale(root), "a source is gone");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("isStale: looks at every folder that goes into the built server", async () => {
  const server = await Deno.readTextFile("_fresh/server.js");
  const folders = new Set([...server.matchAll(/^ *\/\/ ([\w-]+)\/.+\.tsx?$/gm)].map((match) => match[1]!));
  assert.ok(folders.has("kv") && folders.has("routes"), [...folders].join(" "));
  assert.deepEqual([...folders].filter((folder) => !SOURCES.includes(folder)), []);
});
