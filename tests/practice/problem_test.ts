import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { StorageUnavailableError } from "../../practice/errors.ts";
import { problemOf, sentenceOf } from "../../practice/problem.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import { ERROR_STATUS } from "../../wire/errors.ts";

Deno.test("problemOf and sentenceOf: a sentence for every error", () => {
  const { errors } = de.practice;
  const limited = new ApiError("too_many_requests", 429, { retryAfterMs: 300_000 });
  assert.match(sentenceOf(problemOf(limited), errors, "de"), /5 Minuten/);
  assert.equal(problemOf(new NetworkError()).code, "network");
  assert.equal(problemOf(new StorageUnavailableError()).code, "storage_unavailable");
  assert.equal(problemOf(new RangeError()).code, "internal");
  for (const code of Object.keys(ERROR_STATUS)) {
    const sentence = sentenceOf({ code }, errors, "de");
    assert.ok(/[.!?]$/.test(sentence) && !sentence.includes("{"), code);
  }
});
