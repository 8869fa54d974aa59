import assert from "node:assert/strict";
import { isAhead, isOpenAt } from "../../wire/windows.ts";

Deno.test("isOpenAt: from the begin to the end; not before a begin that is more than the clocks' skew ahead", () => {
  const [beginMs, lengthMs] = [1_800_000_000_000, 60_000];
  const at = (afterMs: number) => isOpenAt(beginMs + afterMs, { endsAtMs: beginMs + lengthMs, lengthMs });
  assert.deepEqual([at(0), at(lengthMs - 1), at(lengthMs), at(lengthMs + 1)], [true, true, false, false]);
  assert.deepEqual([at(-5_000), at(-5_001), at(-86_400_000)], [true, false, false]);
});

Deno.test("isAhead: by more than the clocks' skew", () => {
  const nowMs = 1_800_000_000_000;
  assert.deepEqual([-3600_000, 0, 5_000, 5_001, 3600_000].map((byMs) => isAhead(nowMs + byMs, nowMs)), [
    false,
    false,
    false,
    true,
    true,
  ]);
});
