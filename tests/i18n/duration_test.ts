import assert from "node:assert/strict";
import { formatDuration } from "../../i18n/duration.ts";

Deno.test("formatDuration: rounds up and never says zero", () => {
  assert.equal(formatDuration(0, "de"), "1 Sekunde");
  assert.equal(formatDuration(61_000, "de"), "61 Sekunden");
  assert.equal(formatDuration(120_001, "en"), "3 minutes");
});

Deno.test("formatDuration: writes the unit that is asked for", () => {
  assert.equal(formatDuration(-1, "en", "minute"), "1 minute");
  assert.equal(formatDuration(100 * 60_000, "en", "hour"), "2 hours");
  assert.equal(formatDuration(48 * 3600_000 + 1, "de", "day"), "3 Tage");
});
