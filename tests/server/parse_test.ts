import assert from "node:assert/strict";
import { Refusal } from "../../server/errors.ts";
import { readJson } from "../../server/parse.ts";

const read = (body: string) =>
  readJson(
    new Request("http://localhost/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    }),
  );
const isBadRequest = (error: unknown) => error instanceof Refusal && error.code === "bad_request";

Deno.test("readJson: takes what is nested as deep as any body, and nothing deeper", async () => {
  const arrays = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const objects = (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
  await read(`{"a":${arrays(15)}}`);
  await read(objects(16));
  // Brackets of texts do not count, nor do those that are closed again.
  await read(JSON.stringify({ a: arrays(50), b: `\\"${arrays(50)}`, c: "\\" }));
  await read(`{"a":[${"[],".repeat(50)}{}]}`);
  for (const deep of [`{"a":${arrays(16)}}`, objects(17), `{"a":"\\\\","b":${arrays(16)}}`, arrays(20_000)]) {
    await assert.rejects(read(deep), isBadRequest, deep.slice(0, 40));
  }
});
