import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { ContentionError } from "../../kv/commit.ts";
import { Refusal, refusalOf } from "../../server/errors.ts";

Deno.test("refusalOf: what passes by itself is unavailable, a defect is internal", () => {
  const outOfFiles = Object.assign(new Error("Too many open files (os error 24)"), { code: "EMFILE" });
  for (
    const [error, code] of [
      [new Refusal("too_slow"), "too_slow"],
      [new ContentionError(), "unavailable"],
      [outOfFiles, "unavailable"],
      [new HttpError(404), "not_found"],
      [new HttpError(418), "internal"],
      [Object.assign(new Error("?"), { code: "ENOENT" }), "internal"],
      [new TypeError("?"), "internal"],
      ["?", "internal"],
    ] as const
  ) assert.equal(refusalOf(error).code, code);
});
