import assert from "node:assert/strict";
import project from "../../../deno.json" with { type: "json" };
import type { AboutAnswer } from "../../../wire/about.ts";
import { startServer } from "../../support/running_server.ts";

Deno.test("GET /api/about and the log's first line: the version of deno.json", async () => {
  await using server = await startServer();
  const about = await (await fetch(`${server.origin}/api/about`)).json() as AboutAnswer;
  assert.match(project.version, /^\d+\.\d+\.\d+$/);
  assert.equal(about.version, project.version);
  assert.equal(server.log[0], `Vieraugen ${project.version}`);
});
