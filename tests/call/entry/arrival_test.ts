import assert from "node:assert/strict";
import { waitingSince } from "../../../call/entry/arrival.ts";

Deno.test("waitingSince: starts again for a guest who comes back after a conversation", () => {
  const arrived = waitingSince(0, true, 1_000);
  assert.equal(waitingSince(arrived, true, 9_000), 1_000, "from waiting to knocking");
  const talking = waitingSince(arrived, false, 20_000);
  assert.equal(waitingSince(talking, true, 60_000), 60_000);
});
