import assert from "node:assert/strict";
import { manifestText } from "../../release/manifest.ts";

Deno.test("fresh.gen.ts: names the files in routes/", async () => {
  const root = decodeURIComponent(new URL("../../", import.meta.url).pathname).replace(/\/$/, "");
  assert.equal(
    await Deno.readTextFile(`${root}/fresh.gen.ts`),
    manifestText(root),
    "stale: run `deno task build` and commit fresh.gen.ts",
  );
});

Deno.test("manifestText: notices new and removed files, but no tests, other or hidden files", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/routes/a`, { recursive: true });
    const empty = manifestText(root);
    await Deno.writeTextFile(`${root}/routes/a/[id].tsx`, "");
    const one = manifestText(root);
    assert.match(one, /import \* as route0 from "\.\/routes\/a\/\[id\]\.tsx";/);
    assert.match(one, /\{ path: "a\/\[id\]", module: route0 \}/);
    for (const file of ["routes/a/x_test.ts", "routes/a/style.css", "routes/.hidden.tsx"]) {
      await Deno.writeTextFile(`${root}/${file}`, "");
    }
    assert.equal(manifestText(root), one);
    await Deno.remove(`${root}/routes/a/[id].tsx`);
    assert.equal(manifestText(root), empty);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
