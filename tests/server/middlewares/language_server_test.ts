import assert from "node:assert/strict";
import { startServer } from "../../support/running_server.ts";

Deno.test("language: its redirect never leads to another host", async () => {
  await using server = await startServer();
  for (const path of ["//evil.example/?lang=en", "//evil.example//?lang=de", "/%5Cevil.example/?lang=en"]) {
    const { status, headers } = await fetch(server.origin + path, { redirect: "manual" });
    assert.equal(status, 303);
    assert.match(headers.get("location") ?? "", /^\/[^/\\]/, path);
  }
});
