import assert from "node:assert/strict";
import { filterRows, rowsOf, stateOf } from "../../../practice/consultations/consultation_list.ts";
import type { PrivatePart } from "../../../practice/vault/private_part.ts";
import { guest, hourMs, nowMs, summary, timeZone, unprovenGuest } from "./summaries.ts";

function record(room: string, name: string, note = ""): PrivatePart {
  return {
    practiceId: "p",
    room,
    name,
    note,
    lang: "de",
    codeSecret: "678901",
    linkSecret: "A".repeat(22),
    codeLength: 12,
    startsAtMs: 0,
    createdAtMs: 0,
  };
}

const none = new Map<string, PrivatePart>();

Deno.test("stateOf: the state by guests, host and time", () => {
  for (
    const [given, kind] of [
      [summary("a", 0), "open"],
      [summary("a", hourMs / 2), "open"],
      [summary("a", hourMs / 2 + 1), "not_open"],
      [summary("a", -24 * hourMs + 1), "open"],
      [summary("a", -24 * hourMs), "expired"],
      [summary("a", 0, { guests: [guest(1000)] }), "waiting"],
      [summary("a", 0, { guests: [guest(600_000, 59_000)] }), "waiting"],
      [summary("a", 0, { guests: [guest(600_000, 120_000)] }), "open"],
      // The server's clock was set back after that.
      [summary("a", 0, { guests: [guest(600_000, -3600_000)] }), "open"],
      [summary("a", 0, { guests: [guest(1000)], hostPresent: true }), "in_call"],
      [summary("a", 0, { hostPresent: true }), "host_present"],
    ] as const
  ) assert.equal(stateOf(given, nowMs).kind, kind, JSON.stringify(given));
  const two = stateOf(summary("a", 0, { guests: [guest(5000), guest(9000)] }), nowMs);
  assert.deepEqual(two, { kind: "waiting", sinceMs: nowMs - 9000, guests: 2, unproven: false });
  const strangers = [unprovenGuest(70_000), unprovenGuest(9000)];
  assert.deepEqual(stateOf(summary("a", 0, { guests: strangers }), nowMs), {
    kind: "waiting",
    sinceMs: nowMs - 70_000,
    guests: 2,
    unproven: true,
  });
  const among = stateOf(summary("a", 0, { guests: [...strangers, guest(5000)] }), nowMs);
  assert.deepEqual(among, { kind: "waiting", sinceMs: nowMs - 5000, guests: 1, unproven: false });
  const hosted = stateOf(summary("a", 0, { guests: strangers, hostPresent: true }), nowMs);
  assert.equal(hosted.kind, "host_present", "strangers are in no call");
});

Deno.test("rowsOf: the longest wait first, then calls, today, later and the past 24 hours", () => {
  const rows = rowsOf(
    [
      summary("yesterday", -15 * hourMs),
      summary("tonight", 9 * hourMs), // 23:00 in Berlin
      summary("tomorrow", 11 * hourMs), // 01:00 in Berlin, still today in UTC
      summary("earlier", -13 * hourMs), // 01:00 in Berlin, yesterday's midnight in New York
      summary("calls", -hourMs, { guests: [guest(1)], hostPresent: true }),
      summary("waits", 0, { guests: [guest(1000)] }),
      summary("waits longer", -20 * hourMs, { guests: [guest(60_000)] }),
    ],
    none,
    { nowMs, timeZone },
  );
  assert.deepEqual(rows.map(({ group, summary: { room } }) => `${group}: ${room}`), [
    "now: waits longer",
    "now: waits",
    "now: calls",
    "today: earlier",
    "today: tonight",
    "coming: tomorrow",
    "past: yesterday",
  ]);
});

Deno.test("rowsOf: days are those of the reader's time zone, over midnight and clock changes", () => {
  const at = (now: string, start: string, zone: string) => {
    const given = { ...summary("a", 0), startsAtMs: Date.parse(start), expiresAtMs: Infinity, opensAtMs: 0 };
    return rowsOf([given], none, { nowMs: Date.parse(now), timeZone: zone })[0]!.group;
  };
  assert.equal(at("2026-03-12T22:59:00Z", "2026-03-12T23:00:00Z", timeZone), "coming");
  assert.equal(at("2026-03-12T23:00:00Z", "2026-03-12T22:59:00Z", timeZone), "past");
  assert.equal(at("2026-03-28T23:30:00Z", "2026-03-29T21:59:00Z", timeZone), "today"); // a day of 23 hours
  assert.equal(at("2026-10-24T22:00:00Z", "2026-10-25T22:59:00Z", timeZone), "today"); // a day of 25 hours
  assert.equal(at("2026-03-12T13:00:00Z", "2026-03-12T13:00:00Z", "Pacific/Kiritimati"), "today");
});

Deno.test("filterRows finds names in several spellings, notes and codes", () => {
  const rows = rowsOf(
    [summary("a", 0), summary("b", 1), summary("c", 2)],
    new Map([["a", record("a", "Jörg Müller", "Befund")], ["b", record("b", "Ana Groß")]]),
    { nowMs, timeZone },
  );
  const found = (filter: string) => filterRows(rows, filter).map((row) => row.summary.room).join("");
  assert.equal(found("  "), "abc");
  for (const filter of ["müll", "MULLER", "mueller jorg", "befund"]) assert.equal(found(filter), "a", filter);
  assert.equal(found("gross"), "b");
  assert.equal(found("1234 56"), "ab");
  assert.equal(found("12345"), "abc");
  assert.equal(found("12"), "");
  assert.equal(found("nobody"), "");
});

Deno.test("rowsOf: an open list regroups at midnight of the browser's time zone, also on days with a clock change", () => {
  const at = (iso: string) => Date.parse(iso);
  const groupsAt = (iso: string, zone: string, ...starts: string[]) =>
    rowsOf(
      starts.map((start, i) => ({
        ...summary(`${i}`, 0),
        startsAtMs: at(start),
        expiresAtMs: at(start) + 24 * hourMs,
      })),
      none,
      { nowMs: at(iso), timeZone: zone },
    ).map(({ summary: { room }, group }) => `${room} ${group}`).sort();
  const evening = ["2026-03-12T20:30:00+01:00", "2026-03-13T00:30:00+01:00"];
  assert.deepEqual(groupsAt("2026-03-12T23:59:59.999+01:00", timeZone, ...evening), ["0 today", "1 coming"]);
  assert.deepEqual(groupsAt("2026-03-13T00:00:00+01:00", timeZone, ...evening), ["0 past", "1 today"]);
  // Summer time begins on 29 March 2026 at 2:00, and ends on 25 October at 3:00: days of 23 and of 25 hours.
  const spring = ["2026-03-29T00:30:00+01:00", "2026-03-29T23:30:00+02:00", "2026-03-30T00:10:00+02:00"];
  assert.deepEqual(groupsAt("2026-03-29T03:00:00+02:00", timeZone, ...spring), [
    "0 today",
    "1 today",
    "2 coming",
  ]);
  const autumn = ["2026-10-25T00:30:00+02:00", "2026-10-25T23:30:00+01:00", "2026-10-26T00:10:00+01:00"];
  assert.deepEqual(groupsAt("2026-10-25T02:30:00+01:00", timeZone, ...autumn), [
    "0 today",
    "1 today",
    "2 coming",
  ]);
  // A practice in another zone than the server: what counts is where the list is read.
  assert.deepEqual(
    groupsAt("2026-03-12T23:30:00Z", "Pacific/Auckland", "2026-03-12T11:30:00Z", "2026-03-13T10:30:00Z"),
    [
      "0 today",
      "1 today",
    ],
  );
});
