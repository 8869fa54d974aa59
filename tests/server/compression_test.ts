import assert from "node:assert/strict";
import { acceptsGzip } from "../../server/compression.ts";

Deno.test("acceptsGzip: what the browser wishes, by its weights", () => {
  for (const header of ["gzip", "gzip, deflate, br, zstd", "br;q=1, GZIP;q=0.5", "*"]) {
    assert.ok(acceptsGzip(header), header);
  }
  for (const header of ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, br", "*;q=0"]) {
    assert.ok(!acceptsGzip(header), header);
  }
});
