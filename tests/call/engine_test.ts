import assert from "node:assert/strict";
import { isHonest, runSchedule } from "./schedules.ts";
import { repetitions } from "../support/repetitions.ts";

/** `deno run -A bench/schedules.ts` runs all 10,000 of them. */
const SCHEDULES = repetitions(300);

Deno.test(`schedules: in ${SCHEDULES} bad networks every guest is paired or told why not; no counter and no message twice`, async () => {
  const first = Math.floor(Math.random() * 2 ** 31);
  let paired = 0;
  for (let seed = first; seed < first + SCHEDULES; seed++) {
    const outcome = await runSchedule(seed);
    assert.ok(isHonest(outcome), `seed ${seed}: ${JSON.stringify(outcome, undefined, 2)}`);
    if (outcome.ends.includes("paired")) paired++;
  }
  assert.ok(paired > SCHEDULES * 0.9, `from seed ${first}: only ${paired} found each other`);
});
