import assert from "node:assert/strict";
import { lineWriter } from "../../server/line_writer.ts";

Deno.test("lineWriter: writes lines in order, many at once, and the rest on flush", async () => {
  const written: string[] = [];
  const writer = lineWriter((text) => written.push(text));
  writer.write("a");
  writer.write("b");
  assert.deepEqual(written, []);
  for (let looks = 0; written.length === 0 && looks < 100; looks++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  writer.write("c");
  writer.flush();
  writer.flush();
  assert.deepEqual(written, ["a\nb", "c"]);
});
