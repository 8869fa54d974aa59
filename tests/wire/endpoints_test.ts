import assert from "node:assert/strict";
import { ENDPOINT_CASES, endpointsOfFiles } from "../api/endpoints.ts";

// That ENDPOINT_CASES has all of `Endpoints` in wire/endpoints.ts, and nothing else, is checked by its type.
Deno.test("Endpoints: lists each handler in routes/api, and no other", () => {
  assert.deepEqual(
    Object.keys(ENDPOINT_CASES).sort(),
    endpointsOfFiles().map(({ endpoint }) => endpoint).sort(),
  );
});

Deno.test("Endpoints: a file in routes/api answers for the endpoint of its own path", () => {
  for (const { file, path } of endpointsOfFiles()) {
    const [, named] = /^export const handler = endpoint\("([^"]+)"/m.exec(Deno.readTextFileSync(file)) ?? [];
    assert.equal(named, path, file);
  }
});
