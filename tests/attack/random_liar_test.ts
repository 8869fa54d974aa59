/**
 * A server that answers anything to anything, at any time, and carries, shows and forgets what it likes, together with somebody
 * who has the code and the practice's key. A call that was verified: it never ends by the server, nobody else is met
 * without a click, no wrong code is answered a sixth time, and people are told. Longer runs: `LIAR_RUNS=10000`.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { repetitions } from "../support/repetitions.ts";
import { runSchedule } from "./liar.ts";
import { schedules } from "./liar_schedules.ts";

const RUNS = Number(Deno.env.get("LIAR_RUNS") ?? 0) || repetitions(1_000);
const seed = Number(Deno.env.get("LIAR_SEED") ?? 0) || Math.floor(Math.random() * 2 ** 31);

Deno.test(`random liar: a verified call is the two's own, whatever a server says (seed ${seed}, ${RUNS} schedules)`, async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { wrong } = await runSchedule(schedule);
      assert.deepEqual(wrong, []);
    }),
    { seed, numRuns: RUNS, endOnFailure: Deno.env.has("LIAR_RUNS"), interruptAfterTimeLimit: 3_600_000 },
  );
});
