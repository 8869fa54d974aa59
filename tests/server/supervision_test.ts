import assert from "node:assert/strict";
import {
  CANNOT_START,
  endsInARow,
  exitReasonOf,
  pauseMs,
  restartArguments,
  restartSentence,
  restartsOf,
} from "../../server/supervision.ts";

/** What Deno 2.9.6 prints when a thread of Deno KV panics. */
function panic(message: string): string {
  return "============\nDeno has panicked. This is a bug in Deno. Please report this\n\n" +
    `thread 'sw-0' (12243) panicked at /cargo/denokv_sqlite-0.14.0/lib.rs:442:15:\n${message}\nstack backtrace:\n`;
}

const FAILED = { code: 1, signal: null };

Deno.test("exitReasonOf: a stop and a start that cannot be are no failures", () => {
  assert.equal(exitReasonOf({ code: 0, signal: null }, ""), undefined);
  assert.equal(exitReasonOf({ code: CANNOT_START, signal: null }, ""), undefined);
});

Deno.test("exitReasonOf: tells the ways apart in which a server ends", () => {
  assert.equal(exitReasonOf({ code: 137, signal: "SIGKILL" }, ""), "killed");
  assert.equal(exitReasonOf({ code: 139, signal: "SIGSEGV" }, ""), "crashed");
  assert.equal(
    exitReasonOf(
      { code: 133, signal: "SIGTRAP" },
      "# Fatal JavaScript out of memory: Ineffective mark-compacts",
    ),
    "out_of_memory",
  );
  assert.equal(
    exitReasonOf(FAILED, "error: Uncaught (in promise) TypeError: x\n    at file:///a.js"),
    "error",
  );
  assert.equal(exitReasonOf(FAILED, ""), "error", "the server has said why on standard output");
  assert.equal(exitReasonOf(FAILED, panic("index out of bounds")), "panicked");
  for (
    const message of [
      "KV collect expired failed: database or disk is full",
      "KV queue cleanup failed: database disk image is malformed",
      "KV queue_next_ready failed: disk I/O error",
    ]
  ) {
    assert.equal(exitReasonOf(FAILED, panic(message)), "store_failed", message);
  }
});

Deno.test("pauseMs: grows to half a minute and no further; a server that ran for a minute begins anew", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map(pauseMs);
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  assert.equal(endsInARow(0, 10), 1);
  assert.equal(endsInARow(4, 59_999), 5);
  assert.equal(endsInARow(4, 60_000), 1);
});

Deno.test("restartsOf: reads what the supervising process tells, and nothing else", () => {
  const restarts = { count: 3, reason: "store_failed" } as const;
  assert.deepEqual(restartsOf(["--x", ...restartArguments(restarts)]), restarts);
  assert.deepEqual(restartArguments(undefined), []);
  for (
    const args of [[], ["--restarts=3"], ["--restarts=x", "--last-exit=killed"], [
      "--restarts=1",
      "--last-exit=y",
    ]]
  ) {
    assert.equal(restartsOf(args), undefined);
  }
});

Deno.test("restartSentence: says what happened and what is done", () => {
  assert.equal(
    restartSentence("store_failed", 500),
    "The server could not go on with its database. It is started again in 0.5 s.",
  );
});
