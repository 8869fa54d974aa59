import assert from "node:assert/strict";
import { isStale, LAST_BUILT, sourceHash, SOURCES } from "../../release/sources.ts";

Deno.test("isStale: without a whole build, and after each change of a source", async () => {
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

Deno.test("isStale, sourceHash: sources that are absent are skipped", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/_fresh`);
    await Deno.writeTextFile(`${root}/main.ts`, "1");
    await Deno.writeTextFile(`${root}/${LAST_BUILT}`, "");
    await Deno.utime(`${root}/main.ts`, 1000, 1000);
    assert.ok(!isStale(root));
    const hash = await sourceHash(root);
    assert.match(hash, /^[0-9a-f]{64}$/);
    await Deno.mkdir(`${root}/static/gen`, { recursive: true });
    await Deno.writeTextFile(`${root}/static/gen/join.js`, "made by the build");
    assert.equal(await sourceHash(root), hash);
    await Deno.writeTextFile(`${root}/static/x.txt`, "");
    assert.notEqual(await sourceHash(root), hash, "a new file");
    await Deno.remove(`${root}/static/x.txt`);
    await Deno.writeTextFile(`${root}/main.ts`, "2");
    assert.notEqual(await sourceHash(root), hash, "another text");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
