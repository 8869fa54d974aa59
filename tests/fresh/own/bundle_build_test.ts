import assert from "node:assert/strict";

Deno.test("build: the server is one file that imports no source", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "_fresh/server.js"],
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: { local?: string }[] };
  const own = modules.flatMap(({ local }) => local ? [local.slice(Deno.cwd().length + 1)] : [])
    .filter((file) => !file.startsWith("node_modules/"));
  assert.deepEqual(own.sort(), ["_fresh/server.js", "_fresh/snapshot.js"]);
});
