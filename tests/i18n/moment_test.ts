import assert from "node:assert/strict";
import { isSameDay, momentText } from "../../i18n/moment.ts";

const NOON_MS = new Date(2026, 5, 1, 12).getTime();
const TEXTS = { todayAt: "at {time}", dayAt: "on {day} at {time}" };

Deno.test("momentText: names the day only if it is another one", () => {
  assert.equal(momentText(NOON_MS + 3600_000, NOON_MS, "en", TEXTS), "at 13:00");
  assert.equal(momentText(NOON_MS + 24 * 3600_000, NOON_MS, "en", TEXTS), "on Tuesday 2 June at 12:00");
});

Deno.test("isSameDay: by this device's time zone", () => {
  assert.ok(isSameDay(new Date(2026, 5, 1).getTime(), new Date(2026, 5, 1, 23, 59).getTime()));
  assert.ok(!isSameDay(new Date(2026, 5, 1, 23, 59).getTime(), new Date(2026, 5, 2).getTime()));
});
