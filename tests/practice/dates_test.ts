import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatDay,
  formatStart,
  formatTime,
  fromLocalInput,
  isSkippedHour,
  roundedNow,
  toLocalInput,
} from "../../practice/dates.ts";

const minuteMs = 60_000;

Deno.test("toLocalInput and fromLocalInput are inverse, to the minute", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 66_000_000 }), (minutes) => {
    const text = toLocalInput(minutes * minuteMs);
    // Where clocks go back an hour comes twice, under one name.
    assert.equal(toLocalInput(fromLocalInput(text)!), text);
  }));
  for (const bad of ["", "2026-03-12", "12.03.2026 14:00", "2026-13-41T10:00", "2026-03-12T14:00Z"]) {
    assert.equal(fromLocalInput(bad), undefined, bad);
  }
});

Deno.test("roundedNow is never in the future and never older than five minutes", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), (nowMs) => {
    const rounded = roundedNow(nowMs);
    assert.ok(rounded <= nowMs && rounded > nowMs - 5 * minuteMs && rounded % (5 * minuteMs) === 0);
  }));
});

Deno.test("formatStart: day, hour and time zone in both languages", () => {
  const winter = Date.parse("2026-01-07T13:30:00Z");
  assert.equal(formatStart(winter, "de", "Europe/Berlin"), "Mittwoch, 7. Januar 2026 um 14:30 MEZ");
  assert.match(
    formatStart(winter, "en", "Europe/Berlin"),
    /^Wednesday,? 7 January 2026 at 14:30 (CET|GMT\+1)$/,
  );
  const [first, second] = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((text) =>
    formatStart(Date.parse(text), "de", "Europe/Berlin")
  );
  assert.ok(first!.includes("02:30") && second!.includes("02:30") && first !== second); // MESZ and MEZ
  assert.equal(formatTime(winter, "en", "Asia/Tokyo"), "22:30");
  assert.ok(!formatDay(winter, "de", winter, "UTC").includes("2026"));
  assert.ok(formatDay(winter, "de", winter + 366 * 24 * 60 * minuteMs, "UTC").includes("2026"));
});

Deno.test("isSkippedHour: false for every existing hour, in the time zone of this machine", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 66_000_000 }), (minutes) => {
    assert.equal(isSkippedHour(toLocalInput(minutes * minuteMs)), false);
  }));
  assert.equal(isSkippedHour(""), false);
});

Deno.test("isSkippedHour and fromLocalInput at clock changes, in other time zones", async () => {
  const found = async (zone: string, value: string) => {
    const program = `import { fromLocalInput, isSkippedHour } from "./practice/dates.ts";
      console.log(isSkippedHour("${value}"), new Date(fromLocalInput("${value}")).toISOString());`;
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", "--ext=ts", program],
      env: { TZ: zone },
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  assert.match(await found("Europe/Berlin", "2027-03-28T02:30"), /^true/);
  assert.equal(await found("Europe/Berlin", "2027-03-28T03:00"), "false 2027-03-28T01:00:00.000Z");
  // The hour that comes twice: the first one.
  assert.equal(await found("Europe/Berlin", "2027-10-31T02:30"), "false 2027-10-31T00:30:00.000Z");
  assert.match(await found("America/New_York", "2027-03-14T02:15"), /^true/);
  assert.equal(await found("Asia/Kolkata", "2027-01-01T00:00"), "false 2026-12-31T18:30:00.000Z");
});
