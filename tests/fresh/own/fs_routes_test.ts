import assert from "node:assert/strict";
import { manifestSource } from "../../../fresh/crawl.ts";
import { patternOf } from "../../../fresh/fs_routes.ts";
import { ask, fixtureApp } from "../fixture_app.ts";

Deno.test("manifestSource: names routes and islands, but no tests, other or hidden files", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/routes/a`, { recursive: true });
    await Deno.mkdir(`${root}/islands/b`, { recursive: true });
    const empty = manifestSource(root);
    await Deno.writeTextFile(`${root}/routes/a/[id].tsx`, "");
    await Deno.writeTextFile(`${root}/islands/b/Part.tsx`, "");
    const one = manifestSource(root);
    assert.match(one, /import \* as route0 from "\.\.\/routes\/a\/\[id\]\.tsx";/);
    assert.match(one, /\{ name: "b_Part", module: island0 \}/);
    for (const file of ["routes/a/x_test.ts", "routes/a/style.css", "islands/.hidden.tsx"]) {
      await Deno.writeTextFile(`${root}/${file}`, "");
    }
    assert.equal(manifestSource(root), one);
    await Deno.remove(`${root}/routes/a/[id].tsx`);
    await Deno.remove(`${root}/islands/b/Part.tsx`);
    assert.equal(manifestSource(root), empty);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("patternOf: turns file names into patterns, and rejects route groups", () => {
  for (
    const [file, pattern] of [
      ["index", "/"],
      ["about", "/about"],
      ["blog/index", "/blog"],
      ["blog/[slug]", "/blog/:slug"],
      ["blog/[slug]/comments", "/blog/:slug/comments"],
      ["old/[...path]", "/old/:path*"],
      ["docs/[[version]]/index", "/docs{/:version}?"],
    ] as const
  ) {
    assert.equal(patternOf(file), pattern);
  }
  assert.throws(() => patternOf("(group)/about"), SyntaxError);
});

Deno.test("fsRoutes: answers to a wrong method and to OPTIONS name the allowed methods", async () => {
  const handler = await fixtureApp();
  const wrong = await ask(handler, "/json", { method: "PUT" });
  assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "GET, POST, DELETE, HEAD"]);
  assert.equal((await ask(handler, "/plain", { method: "POST" })).status, 405);
  const options = await ask(handler, "/plain", { method: "OPTIONS" });
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "GET, HEAD"]);
});
