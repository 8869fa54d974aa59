import assert from "node:assert/strict";
import { accepts } from "../../../server/middlewares/compression.ts";

Deno.test("accepts: the best encoding that the browser takes", () => {
  for (const header of ["br", "gzip, deflate, br, zstd", "BR;q=0.5, gzip;q=1", "*"]) {
    assert.equal(accepts(header), "br", header);
  }
  for (const header of ["gzip", "br;q=0, GZIP;q=0.5", "gzip, deflate"]) {
    assert.equal(accepts(header), "gzip", header);
  }
  for (const header of ["", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0"]) {
    assert.equal(accepts(header), "identity", header);
  }
  assert.equal(accepts("br", ["gzip"]), "identity");
});
