import assert from "node:assert/strict";
import { SOURCES } from "../../release/sources.ts";

Deno.test("SOURCES: names every folder that goes into the built server", async () => {
  const server = await Deno.readTextFile("_fresh/server.js");
  const folders = new Set([...server.matchAll(/^ *\/\/ ([\w-]+)\/.+\.tsx?$/gm)].map((match) => match[1]!));
  assert.ok(folders.has("kv") && folders.has("routes"), [...folders].join(" "));
  assert.deepEqual([...folders].filter((folder) => !SOURCES.includes(folder)), []);
});
