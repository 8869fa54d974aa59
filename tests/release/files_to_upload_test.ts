import assert from "node:assert/strict";
import { filesToUpload } from "../../release/files_to_upload.ts";

Deno.test("filesToUpload: follows every .gitignore and deno.json", async () => {
  const root = await Deno.makeTempDir();
  try {
    const files = {
      "deno.json": JSON.stringify({ exclude: ["gen"], deploy: { exclude: ["./docs", "a/*.md"] } }),
      ".gitignore": "# not these\n/data/\n*.log\n!keep.log\nbuild/\n/top.txt\nsome/**/deep.txt\n\\!odd\n",
      ".git/config": "",
      "node_modules/x/index.js": "",
      "main.ts": "",
      "data/x.txt": "",
      "a/data/x.txt": "",
      "a/x.log": "",
      "a/keep.log": "",
      "a/build/x.ts": "",
      "build": "a file, not a folder",
      "top.txt": "",
      "a/top.txt": "",
      "some/where/else/deep.txt": "",
      "some/deep.txt": "",
      "!odd": "",
      "gen/x.ts": "",
      "docs/x.md": "",
      "a/x.md": "",
      "a/b/x.md": "",
      "a/b/.gitignore": "/only-here.txt",
      "a/b/only-here.txt": "",
      "a/only-here.txt": "",
    };
    for (const [file, text] of Object.entries(files)) {
      await Deno.mkdir(`${root}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${root}/${file}`, text);
    }
    assert.deepEqual(await filesToUpload(root), [
      ".gitignore",
      "a/b/.gitignore",
      "a/b/x.md",
      "a/data/x.txt",
      "a/keep.log",
      "a/only-here.txt",
      "a/top.txt",
      "build",
      "deno.json",
      "main.ts",
    ]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
