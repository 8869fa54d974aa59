import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { type CalendarEvent, formatCalendar } from "../../../practice/invitation/calendar.ts";
import { anyText } from "../../support/any_text.ts";

const minuteMs = 60_000;
const NOW_MS = Date.parse("2026-02-01T08:00:00Z");
const event: CalendarEvent = {
  uid: "r".repeat(22),
  sequence: 0,
  startsAtMs: Date.parse("2026-03-29T00:30:00Z"),
  durationMs: 30 * minuteMs,
  title: "Videosprechstunde: Praxis am Park",
  text: "Zeile 1\nZeile 2",
  url: `https://example.org/r/${"r".repeat(22)}#${"s".repeat(43)}.Wm_DqQ`,
  reminderMs: 15 * minuteMs,
};

/** Parses a calendar file with another library. */
function read(text: string): { method: unknown; event: InstanceType<typeof ICAL.Event> } {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [found, ...more] = calendar.getAllSubcomponents("vevent");
  assert.equal(more.length, 0);
  return { method: calendar.getFirstPropertyValue("method"), event: new ICAL.Event(found!) };
}

Deno.test("formatCalendar: another parser finds time, duration, texts and reminder", () => {
  const { method, event: found } = read(formatCalendar(event, NOW_MS));
  assert.equal(method, "PUBLISH");
  assert.equal(found.uid, event.uid);
  assert.equal(found.sequence, 0);
  assert.equal(found.startDate.zone.tzid, "UTC");
  assert.equal(found.startDate.toJSDate().getTime(), event.startsAtMs);
  assert.equal(found.endDate.toJSDate().getTime(), event.startsAtMs + event.durationMs);
  assert.equal(found.summary, event.title);
  assert.equal(found.description, event.text);
  assert.equal(found.location, event.url);
  const { component } = found;
  assert.equal(component.getFirstPropertyValue("url"), event.url);
  assert.equal(component.getFirstPropertyValue("status"), "CONFIRMED");
  assert.equal(String(component.getFirstPropertyValue("dtstamp")), "2026-02-01T08:00:00Z");
  const alarm = component.getFirstSubcomponent("valarm")!;
  assert.equal(String(alarm.getFirstPropertyValue("trigger")), "-PT15M");
});

Deno.test("formatCalendar: times are right on both sides of a clock change, in several time zones", () => {
  const moments: [utc: string, zone: string, local: string][] = [
    ["2026-03-29T00:59:00Z", "Europe/Berlin", "29.03.2026, 01:59"], // the last minute of winter
    ["2026-03-29T01:00:00Z", "Europe/Berlin", "29.03.2026, 03:00"],
    ["2026-10-25T00:30:00Z", "Europe/Berlin", "25.10.2026, 02:30"], // the hour that comes twice
    ["2026-10-25T01:30:00Z", "Europe/Berlin", "25.10.2026, 02:30"],
    ["2026-12-31T23:00:00Z", "Europe/Berlin", "01.01.2027, 00:00"],
    ["2026-03-08T07:00:00Z", "America/New_York", "08.03.2026, 03:00"],
    ["2026-06-01T04:30:00Z", "Asia/Kolkata", "01.06.2026, 10:00"],
  ];
  for (const [utc, timeZone, local] of moments) {
    const startsAtMs = Date.parse(utc);
    const { event: found } = read(formatCalendar({ ...event, startsAtMs }, NOW_MS));
    const shown = new Intl.DateTimeFormat("de", {
      timeZone,
      dateStyle: "medium",
      timeStyle: "short",
    }).format(found.startDate.toJSDate());
    assert.equal(shown, local);
  }
});

Deno.test("formatCalendar: a moved appointment has the same UID and a later SEQUENCE", () => {
  const [before, after] = [event, { ...event, sequence: 1, startsAtMs: event.startsAtMs + 60 * minuteMs }]
    .map((each) => read(formatCalendar(each, NOW_MS)).event);
  assert.equal(after!.uid, before!.uid);
  assert.ok(after!.sequence! > before!.sequence!);
  assert.equal(after!.startDate.subtractDate(before!.startDate).toSeconds(), 3600);
});

const eventText = fc.oneof(
  anyText(),
  fc.string({ unit: "grapheme", minLength: 60 }),
  fc.array(fc.constantFrom("\\", "n", ",", ";", ":", '"', "\n", "\r\n", "ü", "👩🏽‍⚕️", "日", " ", "\t"), {
    maxLength: 120,
  }).map((parts) => parts.join("")),
);

Deno.test("formatCalendar: texts of any kind come back, in lines of at most 75 octets", () => {
  fc.assert(fc.property(eventText, eventText, (title, text) => {
    const file = formatCalendar({ ...event, title, text }, NOW_MS);
    assert.ok(file.endsWith("END:VCALENDAR\r\n"));
    for (const line of file.slice(0, -2).split("\r\n")) {
      assert.ok(new TextEncoder().encode(line).length <= 75, line);
      assert.doesNotMatch(line, /[\r\n]/);
    }
    // Cut within a character, a line would not be UTF-16 that is well-formed.
    assert.ok(file.isWellFormed() || !(title + text).isWellFormed());
    const { event: found } = read(file);
    assert.equal(found.summary, kept(title));
    assert.equal(found.description, kept(text));
  }));
});

/** Other control characters than tab and line ends may not stand in a calendar's text. */
function kept(text: string): string {
  return text.replace(/\r\n?/g, "\n")
    // deno-lint-ignore no-control-regex -- removes control characters
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}
